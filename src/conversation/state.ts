import type { IdentityState, Lookup } from "../identity/state.ts";
import type { Conversation, Message } from "./model.ts";

/** What the conversation rules may look at, beside who is who. */
export interface ConversationState extends IdentityState {
  /** Conversations by id: those named by commands, and each visitor's latest open one a channel. */
  readonly conversationRecords: Lookup<Conversation>;
  /** Ids of latest open conversations by `latestKey`. */
  readonly latestConversations: Lookup<string>;
  /** Messages already stored, by `externalKey`. */
  readonly externalMessages: Lookup<Message>;
}

export const latestKey = (visitorId: string, channel: string) => `${visitorId}|${channel}`;
export const externalKey = (channel: string, externalId: string) => `${channel}:${externalId}`;
