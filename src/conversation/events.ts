import type { EventHead } from "../identity/events.ts";

/** Conversation events stand in the same log as identity events, so that "identified" and "message" have one order. */
export type ConversationEvent = ConversationOpened | ConversationAssigned | MessageReceived;
export type ConversationEventKind = ConversationEvent["kind"];

interface Head extends EventHead {
  readonly visitorId: string;
  readonly conversationId: string;
}
export interface ConversationOpened extends Head {
  readonly kind: "ConversationOpened";
}
/** SPEC 3.9. Null: nobody. */
export interface ConversationAssigned extends Head {
  readonly kind: "ConversationAssigned";
  readonly assigneeId: string | null;
  readonly previousAssigneeId: string | null;
  readonly cause: "CONTACT_ASSIGNEE" | "MEMBER_REMOVED";
}
/** The text is in the message, not in the log. */
export interface MessageReceived extends Head {
  readonly kind: "MessageReceived";
  readonly messageId: string;
}
