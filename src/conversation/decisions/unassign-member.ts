import { headOf } from "../../identity/draft.ts";
import { assignTo } from "../assignment.ts";
import type { UnassignMember } from "../commands.ts";
import { type ConversationDecision, openConversationDraft } from "../draft.ts";
import type { ConversationState } from "../state.ts";

/** A part of what a removed member has. Whoever is interrupted, or does it twice, goes on where it is. */
export function unassignMember(
  command: UnassignMember,
  state: ConversationState,
): ConversationDecision {
  const { memberId } = command;
  const draft = openConversationDraft(command, state);
  for (const contactId of command.contactIds)
    if (state.contacts.get(contactId)?.assigneeId === memberId)
      draft.record({
        ...headOf(command, {}),
        kind: "ContactAssigned",
        contactId,
        assigneeId: null,
        previousAssigneeId: memberId,
        cause: "MEMBER_REMOVED",
      });
  for (const { id } of command.conversations) {
    const conversation = draft.conversation(id);
    if (conversation?.assigneeId === memberId)
      assignTo(draft, conversation, { assigneeId: null, cause: "MEMBER_REMOVED" });
  }
  return draft.accepted();
}
