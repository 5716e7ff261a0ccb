import { isActive } from "../assignment.ts";
import type { ReopenConversation } from "../commands.ts";
import { type ConversationDecision, eventHead, openConversationDraft, refused } from "../draft.ts";
import type { ConversationState } from "../state.ts";

/** SPEC 7.2. It is whose it was, or that of whoever opens it again. */
export function reopenConversation(
  command: ReopenConversation,
  state: ConversationState,
): ConversationDecision {
  const { conversationId, actor } = command;
  if (actor.type !== "member") throw new Error("only a member opens a conversation again");
  const draft = openConversationDraft(command, state);
  const conversation = draft.conversation(conversationId);
  if (!conversation) return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  if (!isActive(state, actor.id)) return refused({ code: "MEMBER_NOT_FOUND", memberId: actor.id });
  if (conversation.state === "CLOSED") {
    const before = conversation.assigneeId;
    const assigneeId = before !== null && isActive(state, before) ? before : actor.id;
    draft.record({
      ...eventHead(draft, { ...conversation, state: "WITH_AGENT", assigneeId }),
      kind: "ConversationReopened",
    });
  }
  return draft.accepted();
}
