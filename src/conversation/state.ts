import type { IdentityState, Lookup } from "../identity/state.ts";
import type { MutableState, Table } from "../identity/working-state.ts";
import type { Conversation, ConversationSettings, Message } from "./model.ts";

/** What the conversation rules may look at, beside who is who. */
export interface ConversationState extends IdentityState {
  readonly settings: ConversationSettings;
  /** Conversations by id: those named by commands, and each visitor's latest open one a channel. */
  readonly conversationRecords: Lookup<Conversation>;
  /** Ids of latest open conversations by `latestKey`. One that was closed since hides which is the latest now. */
  readonly latestConversations: Lookup<string>;
  /** Messages already stored, by `externalKey`. */
  readonly externalMessages: Lookup<Message>;
  /** How many inbound messages came after a message, by `readKey`. Counted when the state was loaded. */
  readonly readMarks: Lookup<number>;
  /** How many came to a conversation since then. */
  readonly cameSince: Lookup<number>;
}

/** The state that events are applied to, in place. */
export interface MutableConversationState
  extends Omit<ConversationState, keyof IdentityState>,
    MutableState {
  readonly conversations: Table<{ visitorId: string; hasInboundMessage: boolean }>;
  readonly conversationRecords: Table<Conversation>;
  readonly latestConversations: Table<string>;
  readonly cameSince: Table<number>;
}

export const latestKey = (visitorId: string, channel: string) => `${visitorId}|${channel}`;
export const externalKey = (channel: string, externalId: string) => `${channel}:${externalId}`;
export const readKey = (conversationId: string, messageId: string) =>
  `${conversationId}|${messageId}`;
