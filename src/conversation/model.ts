import type { Actor, IdentifierKind, Instant, MessageChannel } from "../identity/model.ts";
import type { HandoverTexts } from "./handover-texts.ts";

/**
 * Whose turn it is to answer (SPEC 7.3; drawn in docs/handover.md). `WITH_AGENT`: a member took it; being assigned to a
 * member alone does not make it so. `DETAILS_ASKED`: nobody took it in time, and the visitor was asked how to reach it.
 */
export const HANDOVER_STATES = [
  "WITH_AI",
  "WAITING_FOR_AGENT",
  "DETAILS_ASKED",
  "WITH_AGENT",
  "CLOSED",
] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

export interface Conversation {
  readonly id: string;
  readonly visitorId: string;
  readonly channel: MessageChannel;
  readonly state: HandoverState;
  /** The member whose it is (SPEC 3.9); null: nobody's. */
  readonly assigneeId: string | null;
  /** A BCP 47 tag, where somebody said it. */
  readonly language: string | null;
  /** Inbound messages that no agent has read. */
  readonly unreadCount: number;
  readonly openedAt: Instant;
  readonly lastMessageAt: Instant;
  /** While it waits for an agent because an AI agent asked for one. */
  readonly handover: Handover | null;
}

export interface Handover {
  readonly requestedAt: Instant;
  /** The integration key of the AI agent, in whose name the visitor is asked. */
  readonly requestedBy: string;
  /** When the visitor is asked for its details, unless an agent takes the conversation. */
  readonly waitUntil: Instant;
  readonly askedAt: Instant | null;
  /** What was asked for and not read yet. */
  readonly missing: readonly IdentifierKind[];
  readonly askedAgain: boolean;
}

export interface Message {
  readonly id: string;
  readonly conversationId: string;
  readonly visitorId: string;
  /** What it came by; where it names its conversation, that may be of another channel. */
  readonly channel: MessageChannel;
  readonly author: Actor;
  readonly direction: "inbound" | "outbound";
  readonly text: string;
  /** The channel's own id of the message; unique in workspace and channel (SPEC 7.1). */
  readonly externalId: string | null;
  /** The channel's time; messages of a conversation are ordered by it. */
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
}

/** What a workspace has set for its conversations. */
export interface ConversationSettings {
  /** Who has new conversations first. */
  readonly answeredFirstBy: "AGENT" | "AI_AGENT";
  /** How long a handover waits for an agent. */
  readonly waitingSeconds: number;
  /** The workspace's own sentences; built-in ones stand in for the rest. */
  readonly texts: readonly HandoverTexts[];
}
