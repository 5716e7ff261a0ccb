import type { Actor, ConversationChannel, Instant } from "../identity/model.ts";

export interface Conversation {
  readonly id: string;
  readonly visitorId: string;
  readonly channel: ConversationChannel;
  readonly status: "open" | "closed";
  readonly openedAt: Instant;
  readonly lastMessageAt: Instant;
  /** The member whose it is (SPEC 3.9); null: nobody's. */
  readonly assigneeId: string | null;
}

export interface Message {
  readonly id: string;
  readonly conversationId: string;
  readonly visitorId: string;
  readonly channel: ConversationChannel;
  readonly author: Actor;
  readonly direction: "inbound" | "outbound";
  readonly text: string;
  /** The channel's own id of the message; unique in workspace and channel (SPEC 7.1). */
  readonly externalId: string | null;
  /** The channel's time; messages of a conversation are ordered by it. */
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
}
