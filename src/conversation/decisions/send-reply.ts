import { derivedId } from "../../identity/derived-id.ts";
import type { Actor } from "../../identity/model.ts";
import type { SendReply } from "../commands.ts";
import {
  type ConversationDecision,
  type ConversationDraft,
  eventHead,
  openConversationDraft,
  refused,
} from "../draft.ts";
import type { Conversation, Message } from "../model.ts";
import { type ConversationState, externalKey, replyId } from "../state.ts";
import { takeFor } from "./assign-conversation.ts";

/** SPEC 7.2, 7.3: an agent that answers what nobody has, has it; the AI agent answers only where no agent does. */
export function sendReply(command: SendReply, state: ConversationState): ConversationDecision {
  const { conversationId, actor, text } = command;
  const draft = openConversationDraft(command, state);
  const before = draft.conversation(conversationId);
  if (!before) return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  const externalId = replyId(command);
  const stored = externalId && state.externalMessages.get(externalKey(before.channel, externalId));
  if (stored) return draft.accepted({ message: stored, duplicate: true });
  if (before.state === "CLOSED") return refused({ code: "CONVERSATION_CLOSED", conversationId });
  if (actor.type === "member") {
    if (before.state !== "WITH_AGENT")
      takeFor(draft, before, { memberId: actor.id, cause: "ANSWERED" });
  } else if (before.state === "WITH_AGENT")
    return refused({ code: "CONVERSATION_NOT_WITH_AI", conversationId, state: before.state });
  else if (before.state === "WAITING_FOR_AGENT" && before.handover === null)
    draft.record({ ...eventHead(draft, { ...before, state: "WITH_AI" }), kind: "AiAgentJoined" });

  const conversation = draft.conversation(conversationId) ?? before;
  const message = say(draft, conversation, { author: actor, text, externalId });
  return draft.accepted({ message });
}

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
