import type { MarkConversationRead } from "../commands.ts";
import { type ConversationDecision, eventHead, openConversationDraft, refused } from "../draft.ts";
import { type ConversationState, readKey } from "../state.ts";

/** Up to and with a message: what came after it, seen or not, stays unread. Reading never makes more unread. */
export function markConversationRead(
  command: MarkConversationRead,
  state: ConversationState,
): ConversationDecision {
  const { conversationId, throughMessageId: messageId } = command;
  const draft = openConversationDraft(command, state);
  const conversation = draft.conversation(conversationId);
  if (!conversation) return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  const cameAfter = state.readMarks.get(readKey(conversationId, messageId));
  if (cameAfter === undefined) return refused({ code: "MESSAGE_NOT_FOUND", messageId });

  const cameSince = state.cameSince.get(conversationId) ?? 0;
  const unreadCount = Math.min(conversation.unreadCount, cameAfter + cameSince);
  if (unreadCount < conversation.unreadCount)
    draft.record({ ...eventHead(draft, conversation), kind: "ConversationRead", unreadCount });
  return draft.accepted();
}
