import type { ConversationOfEvent } from "../database/conversation-of-event.ts";
import type { PositionedEvent } from "../database/event-log.ts";
import type { LogEvent } from "../database/event-row.ts";
import { encodeCursor } from "./cursor.ts";

/** An entry of the log as subscribers get it. One object per process and event: subscribers share it. */
export interface LoggedEvent {
  readonly workspaceId: string;
  readonly position: bigint;
  readonly cursor: string;
  readonly event: LogEvent;
  readonly conversation: ConversationOfEvent | null;
}

/** Why the log cannot be followed from where a subscriber is (SPEC 9.2). */
export type ResyncReason = "PRUNED" | "OTHER_EPOCH" | "FROM_THE_FUTURE";

/** The subscriber must read the state anew; the log goes on behind `cursor`. */
export interface Resync {
  readonly type: "resync";
  readonly reason: ResyncReason;
  readonly cursor: string;
}

/** What a subscriber gets. After `resync` the feed goes on from the cursor that it names. */
export type FeedItem = { readonly type: "event"; readonly event: LoggedEvent } | Resync;

export const loggedEvent = (
  workspaceId: string,
  epoch: string,
  { position, event, conversation }: PositionedEvent,
): LoggedEvent => ({
  workspaceId,
  position,
  cursor: encodeCursor({ epoch, position }),
  event,
  conversation,
});
