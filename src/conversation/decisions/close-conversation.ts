import type { CloseConversation } from "../commands.ts";
import { type ConversationDecision, eventHead, openConversationDraft, refused } from "../draft.ts";
import type { ConversationState } from "../state.ts";

/** SPEC 7.2. Whose it was is remembered, for when it is opened again. */
export function closeConversation(
  command: CloseConversation,
  state: ConversationState,
): ConversationDecision {
  const { conversationId } = command;
  const draft = openConversationDraft(command, state);
  const conversation = draft.conversation(conversationId);
  if (!conversation) return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  if (conversation.state !== "CLOSED")
    draft.record({
      ...eventHead(draft, { ...conversation, state: "CLOSED" }),
      kind: "ConversationClosed",
    });
  return draft.accepted();
}
