import type { IdentityEvent } from "../identity/events.ts";
import type { Instant } from "../identity/model.ts";
import { isConversationEvent } from "./draft.ts";
import type { ConversationEvent } from "./events.ts";

/** Work that a conversation will need, as data. Nothing of a person: a job may outlive what it is about (SPEC 3.6). */
export interface ConversationJob {
  readonly task: "ask-for-details";
  /** There is one of a key at most. */
  readonly key: string;
  readonly runAt: Instant;
  readonly payload: {
    readonly workspaceId: string;
    readonly conversationId: string;
    readonly waitUntil: Instant;
  };
}

export const handoverKey = (workspaceId: string, conversationId: string): string =>
  `handover:${workspaceId}:${conversationId}`;

/** The jobs that begin with these events, and the keys of those that end with them (SPEC 7.3). A key is in one of both. */
export function jobsOf(
  workspaceId: string,
  events: readonly (IdentityEvent | ConversationEvent)[],
): { readonly add: readonly ConversationJob[]; readonly remove: readonly string[] } {
  const last = new Map<string, ConversationJob | null>();
  for (const event of events) {
    if (!isConversationEvent(event)) continue;
    const job = jobAfter(workspaceId, event);
    if (job !== undefined) last.set(handoverKey(workspaceId, event.conversationId), job);
  }
  return {
    add: [...last.values()].filter((job) => job !== null),
    remove: [...last].flatMap(([key, job]) => (job === null ? [key] : [])),
  };
}

/** Null: the conversation waits for nothing from now on. Undefined: it waits as before. */
function jobAfter(
  workspaceId: string,
  event: ConversationEvent,
): ConversationJob | null | undefined {
  switch (event.kind) {
    case "HandoverRequested": {
      const { conversationId, waitUntil } = event;
      const key = handoverKey(workspaceId, conversationId);
      const payload = { workspaceId, conversationId, waitUntil };
      return { task: "ask-for-details", key, runAt: waitUntil, payload };
    }
    case "ConversationTaken":
    case "DetailsAsked":
    case "AiAgentJoined":
    case "ConversationClosed":
      return null;
    default:
      return undefined;
  }
}
