import { assignTo, holderOf, isActive, takeFor } from "../assignment.ts";
import type { AssignConversation } from "../commands.ts";
import { type ConversationDecision, openConversationDraft, refused } from "../draft.ts";
import type { ConversationState } from "../state.ts";

/** SPEC 7.2. Assigning it to oneself is having it, also where another had it: that is what was asked for. */
export function assignConversation(
  command: AssignConversation,
  state: ConversationState,
): ConversationDecision {
  const { conversationId, assigneeId, actor } = command;
  const draft = openConversationDraft(command, state);
  const conversation = draft.conversation(conversationId);
  if (!conversation) return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  if (conversation.state === "CLOSED")
    return refused({ code: "CONVERSATION_CLOSED", conversationId });
  if (assigneeId !== null && !isActive(state, assigneeId))
    return refused({ code: "MEMBER_NOT_FOUND", memberId: assigneeId });

  const toItself = actor.type === "member" && actor.id === assigneeId;
  if (toItself && holderOf(state, conversation) !== actor.id)
    takeFor(draft, conversation, { memberId: actor.id, cause: "BY_HAND" });
  else assignTo(draft, conversation, { assigneeId, cause: "BY_HAND" });
  return draft.accepted();
}
