import { holderOf, isActive, takeFor } from "../assignment.ts";
import type { TakeConversation } from "../commands.ts";
import { type ConversationDecision, openConversationDraft, refused } from "../draft.ts";
import type { ConversationState } from "../state.ts";

/** SPEC 7.2. Of two who take it at once one has it, and the other is told who. */
export function takeConversation(
  command: TakeConversation,
  state: ConversationState,
): ConversationDecision {
  const { conversationId, actor } = command;
  if (actor.type !== "member") throw new Error("only a member takes a conversation");
  const draft = openConversationDraft(command, state);
  const conversation = draft.conversation(conversationId);
  if (!conversation) return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  if (conversation.state === "CLOSED")
    return refused({ code: "CONVERSATION_CLOSED", conversationId });
  if (!isActive(state, actor.id)) return refused({ code: "MEMBER_NOT_FOUND", memberId: actor.id });

  const holder = holderOf(state, conversation);
  if (holder === null) takeFor(draft, conversation, { memberId: actor.id, cause: "TAKEN" });
  else if (holder !== actor.id)
    return refused({ code: "CONVERSATION_TAKEN", conversationId, memberId: holder });
  return draft.accepted();
}
