import { noteInboundMessage } from "../../identity/decisions/note-inbound-message.ts";
import { derivedId } from "../../identity/derived-id.ts";
import { headOf } from "../../identity/draft.ts";
import type { IdentityEvent } from "../../identity/events.ts";
import type { Refusal } from "../../identity/refusals.ts";
import { senderKey } from "../../identity/state.ts";
import type { ReceiveMessage } from "../commands.ts";
import type { ConversationEvent } from "../events.ts";
import type { Conversation, Message } from "../model.ts";
import { type ConversationState, externalKey, latestKey } from "../state.ts";
import { assigneeOf, conversationAssigned } from "./assign-conversation.ts";

export type ReceiveDecision =
  | {
      readonly outcome: "accepted";
      /** In the order in which they belong into the log: the record, the conversation, the message, what it brought back. */
      readonly events: readonly (IdentityEvent | ConversationEvent)[];
      readonly message: Message;
      readonly conversation: Conversation;
      /** The same external message had been stored before; nothing is written (SPEC 7.1). */
      readonly duplicate: boolean;
    }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

/** SPEC 7.1: a message opens or continues a conversation, and is never refused for who sends it. */
export function receiveMessage(command: ReceiveMessage, state: ConversationState): ReceiveDecision {
  const { channel, text, externalId, sentAt, sender } = command;
  const stored = externalId && state.externalMessages.get(externalKey(channel, externalId));
  if (stored) {
    const conversation = state.conversationRecords.get(stored.conversationId);
    if (!conversation) throw new Error(`state lacks ${stored.conversationId}`);
    return { outcome: "accepted", events: [], message: stored, conversation, duplicate: true };
  }

  const visitorId = (sender && state.senders.get(senderKey(sender))) ?? command.visitorId;
  const named = command.conversationId;
  const continued = named
    ? state.conversationRecords.get(named)
    : openConversation(state, visitorId, channel);
  if (named && continued?.visitorId !== visitorId)
    return {
      outcome: "refused",
      refusal: { code: "CONVERSATION_NOT_FOUND", conversationId: named },
    };

  const conversationId = continued?.id ?? derivedId(command.id, "conversation");
  const message: Message = {
    id: derivedId(command.id, "message"),
    conversationId,
    visitorId,
    channel,
    author: command.actor.type === "visitor" ? command.actor : { type: "visitor", id: visitorId },
    direction: "inbound",
    text,
    externalId,
    sentAt,
    receivedAt: command.at,
  };
  const before: Conversation = {
    id: conversationId,
    visitorId,
    channel,
    openedAt: continued?.openedAt ?? command.at,
    status: "open",
    lastMessageAt: later(continued?.lastMessageAt, sentAt),
    assigneeId: continued?.assigneeId ?? null,
  };

  const noted = noteInboundMessage(
    {
      type: "NoteInboundMessage",
      workspaceId: command.workspaceId,
      id: command.id,
      at: command.at,
      actor: command.actor,
      visitorId,
      kind: "CONVERSATIONS",
      channel,
      conversationId,
      happenedAt: sentAt,
      sender,
    },
    state,
  );
  if (noted.outcome === "refused") return noted;
  const { contactId } = noted.subject;
  const about = { contactId, channel, happenedAt: sentAt };
  const head = { ...headOf(command, about), visitorId, conversationId };
  const assigneeId = assigneeOf(state, contactId) ?? before.assigneeId;
  const conversation = { ...before, assigneeId };
  const to = { assigneeId, cause: "CONTACT_ASSIGNEE" as const };
  const [record, rest] = recordFirst(noted.events);
  const events = [
    ...record,
    ...(continued ? [] : [{ ...head, kind: "ConversationOpened" as const }]),
    ...(assigneeId === before.assigneeId ? [] : [conversationAssigned(command, about, before, to)]),
    { ...head, kind: "MessageReceived" as const, messageId: message.id },
    ...rest,
  ];
  return { outcome: "accepted", events, message, conversation, duplicate: false };
}

function openConversation(state: ConversationState, visitorId: string, channel: string) {
  const id = state.latestConversations.get(latestKey(visitorId, channel));
  const conversation = id ? state.conversationRecords.get(id) : undefined;
  return conversation?.status === "open" ? conversation : undefined;
}

function recordFirst(events: readonly IdentityEvent[]): [IdentityEvent[], IdentityEvent[]] {
  const isRecord = (event: IdentityEvent) => event.kind === "AnonymousVisitorRecorded";
  return [events.filter(isRecord), events.filter((event) => !isRecord(event))];
}

const later = (one: string | undefined, other: string) => (one && one > other ? one : other);
