import type { Actor } from "../identity/model.ts";

/** What somebody does in a conversation right now. It is told to those who look and stored nowhere. */
export const ACTIVITIES = ["TYPING", "STOPPED_TYPING", "PRESENT", "LEFT"] as const;
export type Activity = (typeof ACTIVITIES)[number];

export interface Signal {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly activity: Activity;
  readonly actor: Actor;
  readonly sentAt: Date;
}

/** How long it is believed without being repeated, so that what nobody takes back ends by itself. Null: it is an end. */
const BELIEVED_MILLIS: Record<Activity, number | null> = {
  TYPING: 6_000,
  STOPPED_TYPING: null,
  PRESENT: 30_000,
  LEFT: null,
};

export function expiryOf({ activity, sentAt }: Pick<Signal, "activity" | "sentAt">): Date | null {
  const millis = BELIEVED_MILLIS[activity];
  return millis === null ? null : new Date(sentAt.getTime() + millis);
}

/** Activities of one kind take one another's place. */
export const isTyping = (activity: Activity): boolean =>
  activity === "TYPING" || activity === "STOPPED_TYPING";

/** Which side of the conversation somebody is on. */
export type Side = "VISITOR" | "BUSINESS";
export const sideOf = ({ type }: Actor): Side => (type === "visitor" ? "VISITOR" : "BUSINESS");
