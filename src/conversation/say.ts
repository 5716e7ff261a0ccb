import { derivedId } from "../identity/derived-id.ts";
import type { Actor, IdentifierKind } from "../identity/model.ts";
import { type ConversationDraft, eventHead } from "./draft.ts";
import { type HandoverSentence, handoverText } from "./handover-texts.ts";
import type { Conversation, Message } from "./model.ts";

/** An outbound message: one a command at the most. */
export function say(
  draft: ConversationDraft,
  conversation: Conversation,
  {
    author,
    text,
    externalId = null,
  }: { readonly author: Actor; readonly text: string; readonly externalId?: string | null },
): Message {
  const { id: conversationId, visitorId, channel } = conversation;
  const { id, at } = draft.command;
  const message: Message = {
    id: derivedId(id, "reply"),
    conversationId,
    visitorId,
    channel,
    author,
    direction: "outbound",
    text,
    externalId,
    sentAt: at,
    receivedAt: at,
  };
  draft.store(message);
  draft.record({
    ...eventHead(draft, conversation),
    actor: author,
    kind: "MessageSent",
    messageId: message.id,
  });
  return message;
}

/** In the name of the AI agent that handed over. */
export function sayAsAi(draft: ConversationDraft, conversation: Conversation, text: string): void {
  const { handover } = conversation;
  if (handover === null) throw new Error(`no handover in ${conversation.id}`);
  say(draft, conversation, { author: { type: "integration", id: handover.requestedBy }, text });
}

export const handoverSentence = (
  { state }: ConversationDraft,
  { language }: Conversation,
  kind: HandoverSentence,
  fields: readonly IdentifierKind[],
): string => handoverText(kind, fields, language, state.settings.texts);
