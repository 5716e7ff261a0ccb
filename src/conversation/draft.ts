import { applyEvent } from "../identity/apply.ts";
import type { CommandHead } from "../identity/commands.ts";
import { headOf, openDraft, overlay } from "../identity/draft.ts";
import type { IdentityEvent } from "../identity/events.ts";
import type { Refusal } from "../identity/refusals.ts";
import { applyConversationEvent } from "./apply.ts";
import {
  CONVERSATION_EVENT_KINDS,
  type ConversationEvent,
  type ConversationEventHead,
} from "./events.ts";
import type { Conversation, Message } from "./model.ts";
import type { ConversationRefusal } from "./refusals.ts";
import type { ConversationState, MutableConversationState } from "./state.ts";

export type ConversationDecision =
  | {
      readonly outcome: "accepted";
      readonly events: readonly (IdentityEvent | ConversationEvent)[];
      /** To be stored with the events. */
      readonly messages: readonly Message[];
      /** The message that the command was about, stored now or before. */
      readonly message: Message | null;
      /** The same external message had been stored before; nothing is written (SPEC 7.1). */
      readonly duplicate: boolean;
    }
  | { readonly outcome: "refused"; readonly refusal: Refusal | ConversationRefusal };

export const refused = (refusal: Refusal | ConversationRefusal): ConversationDecision => ({
  outcome: "refused",
  refusal,
});

/** What one command has decided so far, identity and conversations in one order. The state given to it is untouched. */
export interface ConversationDraft {
  readonly command: CommandHead;
  readonly state: MutableConversationState;
  readonly events: readonly (IdentityEvent | ConversationEvent)[];
  record(event: IdentityEvent | ConversationEvent): void;
  store(message: Message): void;
  /** The conversation as it is by now; undefined: there is none. */
  conversation(id: string): Conversation | undefined;
  accepted(about?: { readonly message: Message; readonly duplicate?: true }): ConversationDecision;
}

export function openConversationDraft(
  command: CommandHead,
  base: ConversationState,
): ConversationDraft {
  const events: (IdentityEvent | ConversationEvent)[] = [];
  const messages: Message[] = [];
  const state: MutableConversationState = {
    ...base,
    ...openDraft(command, base).state,
    conversations: overlay(base.conversations),
    conversationRecords: overlay(base.conversationRecords),
    latestConversations: overlay(base.latestConversations),
    cameSince: overlay(base.cameSince),
  };
  return {
    command,
    state,
    events,
    record(event) {
      applyLogEvent(state, event);
      events.push(event);
    },
    store: (message) => void messages.push(message),
    conversation: (id) => state.conversationRecords.get(id),
    accepted: (about) => ({
      outcome: "accepted",
      events,
      messages,
      message: about?.message ?? null,
      duplicate: about?.duplicate ?? false,
    }),
  };
}

export function applyLogEvent(
  state: MutableConversationState,
  event: IdentityEvent | ConversationEvent,
): void {
  if (isConversationEvent(event)) applyConversationEvent(state, event);
  else applyEvent(state, event);
}

const KINDS: ReadonlySet<string> = new Set(CONVERSATION_EVENT_KINDS);
export const isConversationEvent = (
  event: IdentityEvent | ConversationEvent,
): event is ConversationEvent => KINDS.has(event.kind);

/** What every event of a conversation says. `conversation`: as it is from the event on. */
export function eventHead(
  draft: ConversationDraft,
  conversation: Pick<Conversation, "id" | "visitorId" | "channel" | "state" | "assigneeId">,
  about: { readonly happenedAt?: string } = {},
): ConversationEventHead {
  const { id, visitorId, channel, state, assigneeId } = conversation;
  const { contactId = null } = draft.state.visitors.get(visitorId) ?? {};
  return {
    ...headOf(draft.command, { contactId, ...about }),
    visitorId,
    conversationId: id,
    channel,
    state,
    assigneeId,
  };
}
