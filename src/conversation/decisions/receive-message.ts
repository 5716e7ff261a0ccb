import { derivedId } from "../../identity/derived-id.ts";
import type { IdentityEvent } from "../../identity/events.ts";
import { StateLacks, senderKey, the } from "../../identity/state.ts";
import { followContact } from "../assignment.ts";
import type { ReceiveMessage } from "../commands.ts";
import {
  type ConversationDecision,
  type ConversationDraft,
  eventHead,
  openConversationDraft,
  refused,
} from "../draft.ts";
import type { Conversation, HandoverState, Message } from "../model.ts";
import { type ConversationState, externalKey, latestKey } from "../state.ts";
import { identifySender, noteSender } from "./note-sender.ts";
import { readGivenDetails } from "./read-given-details.ts";

/**
 * SPEC 7.1: a message opens or continues a conversation, and is never refused for who sends it. In the log the
 * conversation is opened before anything is said in it, who writes is known before what it writes, and what the message
 * brings back comes after the message.
 */
export function receiveMessage(
  command: ReceiveMessage,
  state: ConversationState,
): ConversationDecision {
  const { channel, externalId, sender } = command;
  const draft = openConversationDraft(command, state);
  const stored = externalId && state.externalMessages.get(externalKey(channel, externalId));
  if (stored) return draft.accepted({ message: stored, duplicate: true });

  const visitorId = (sender && state.senders.get(senderKey(sender))) ?? command.visitorId;
  const named = command.conversationId;
  const continued = named ? draft.conversation(named) : openConversation(draft, visitorId, channel);
  if (named && continued?.visitorId !== visitorId)
    return refused({ code: "CONVERSATION_NOT_FOUND", conversationId: named });
  const conversationId = continued?.id ?? derivedId(command.id, "conversation");

  const place = { visitorId, conversationId };
  const broughtBack = new Map<string, IdentityEvent>();
  const record = (events: readonly IdentityEvent[]) => {
    for (const event of events)
      if (event.kind === "ContactReactivated") broughtBack.set(event.contactId, event);
      else draft.record(event);
  };
  record(noteSender(draft, command, place));
  const current = () => the(draft.state.conversationRecords, conversationId);
  openFor(draft, command, continued ?? { id: conversationId, visitorId });
  record(identifySender(draft, command, place));
  followContact(draft, current(), { happenedAt: command.sentAt });
  const message = store(draft, command, current());
  for (const event of broughtBack.values()) draft.record(event);
  readGivenDetails(draft, command, current());
  return draft.accepted({ message });
}

function openConversation(draft: ConversationDraft, visitorId: string, channel: string) {
  const id = draft.state.latestConversations.get(latestKey(visitorId, channel));
  const conversation = id ? draft.conversation(id) : undefined;
  if (conversation?.state === "CLOSED")
    throw new StateLacks(`${id} was closed: which is the latest?`);
  return conversation;
}

/** A new conversation, or a closed one that the visitor goes on with: either way it is as whoever is first has it. */
function openFor(
  draft: ConversationDraft,
  { channel, sentAt: happenedAt }: ReceiveMessage,
  at: Conversation | Pick<Conversation, "id" | "visitorId">,
): void {
  const { answeredFirstBy } = draft.state.settings;
  const state: HandoverState = answeredFirstBy === "AI_AGENT" ? "WITH_AI" : "WAITING_FOR_AGENT";
  if (!("state" in at)) {
    const { id, visitorId } = at;
    const fresh = { id, visitorId, channel, state, assigneeId: null };
    draft.record({ ...eventHead(draft, fresh, { happenedAt }), kind: "ConversationOpened" });
  } else if (at.state === "CLOSED")
    draft.record({
      ...eventHead(draft, { ...at, state }, { happenedAt }),
      kind: "ConversationReopened",
    });
}

function store(
  draft: ConversationDraft,
  { id, at, actor, channel, text, externalId, sentAt, language }: ReceiveMessage,
  conversation: Conversation,
): Message {
  const { visitorId } = conversation;
  const message: Message = {
    id: derivedId(id, "message"),
    conversationId: conversation.id,
    visitorId,
    channel,
    author: actor.type === "visitor" ? actor : { type: "visitor", id: visitorId },
    direction: "inbound",
    text,
    externalId,
    sentAt,
    receivedAt: at,
  };
  draft.store(message);
  draft.record({
    ...eventHead(draft, conversation, { happenedAt: sentAt }),
    kind: "MessageReceived",
    messageId: message.id,
    language,
  });
  return message;
}
