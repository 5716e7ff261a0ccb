import type { EventHead } from "../identity/events.ts";
import type { IdentifierKind, Instant, MessageChannel } from "../identity/model.ts";
import type { HandoverState } from "./model.ts";

/** Conversation events stand in the same log as identity events, so that "identified" and "message" have one order. */
export type ConversationEvent =
  | ConversationOpened
  | MessageReceived
  | MessageSent
  | ConversationAssigned
  | ConversationTaken
  | AiAgentJoined
  | HandoverRequested
  | DetailsAsked
  | DetailsGiven
  | ConversationClosed
  | ConversationReopened
  | ConversationRead;
export type ConversationEventKind = ConversationEvent["kind"];

export const CONVERSATION_EVENT_KINDS = [
  "ConversationOpened",
  "MessageReceived",
  "MessageSent",
  "ConversationAssigned",
  "ConversationTaken",
  "AiAgentJoined",
  "HandoverRequested",
  "DetailsAsked",
  "DetailsGiven",
  "ConversationClosed",
  "ConversationReopened",
  "ConversationRead",
] as const satisfies readonly ConversationEventKind[];

/** Each says how the conversation stands after it. */
export interface ConversationEventHead extends EventHead {
  readonly visitorId: string;
  readonly conversationId: string;
  readonly channel: MessageChannel;
  readonly state: HandoverState;
  readonly assigneeId: string | null;
}
export interface ConversationOpened extends ConversationEventHead {
  readonly kind: "ConversationOpened";
}
/** The text is in the message, not in the log. */
export interface MessageReceived extends ConversationEventHead {
  readonly kind: "MessageReceived";
  readonly messageId: string;
  readonly language: string | null;
}
/** The event's actor wrote it. */
export interface MessageSent extends ConversationEventHead {
  readonly kind: "MessageSent";
  readonly messageId: string;
}
interface AssignmentHead extends ConversationEventHead {
  readonly previousAssigneeId: string | null;
}
/** SPEC 3.9. Null: nobody. */
export interface ConversationAssigned extends AssignmentHead {
  readonly kind: "ConversationAssigned";
  readonly cause: "CONTACT_ASSIGNEE" | "MEMBER_REMOVED" | "BY_HAND";
}
/** An agent has it from now on, and nobody else. */
export interface ConversationTaken extends AssignmentHead {
  readonly kind: "ConversationTaken";
  readonly cause: "TAKEN" | "ANSWERED" | "BY_HAND";
}
export interface AiAgentJoined extends ConversationEventHead {
  readonly kind: "AiAgentJoined";
}
export interface HandoverRequested extends ConversationEventHead {
  readonly kind: "HandoverRequested";
  readonly requestedBy: string;
  readonly waitUntil: Instant;
  readonly language: string | null;
}
/** Nobody took it in time (or, `again`, not everything could be read). No fields: all is known already. */
export interface DetailsAsked extends ConversationEventHead {
  readonly kind: "DetailsAsked";
  readonly fields: readonly IdentifierKind[];
  readonly again: boolean;
}
/** Read from what the visitor wrote. The values are in the identity events before it. */
export interface DetailsGiven extends ConversationEventHead {
  readonly kind: "DetailsGiven";
  readonly fields: readonly IdentifierKind[];
}
export interface ConversationClosed extends ConversationEventHead {
  readonly kind: "ConversationClosed";
}
/** By an agent, or by a message of the visitor. */
export interface ConversationReopened extends ConversationEventHead {
  readonly kind: "ConversationReopened";
}
export interface ConversationRead extends ConversationEventHead {
  readonly kind: "ConversationRead";
  readonly unreadCount: number;
}
