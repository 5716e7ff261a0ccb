import type { AssignContact } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { type IdentityState, survivorOf } from "../state.ts";

/** SPEC 3.9: its new conversations and messages are that member's. Those that there are stay whose they are. */
export function assignContact(command: AssignContact, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { assigneeId } = command;
  const contact = survivorOf(state, command.contactId);
  if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId: command.contactId });
  if (assigneeId !== null && !state.members.get(assigneeId)?.active)
    return refused({ code: "MEMBER_NOT_FOUND", memberId: assigneeId });
  const { id: contactId, assigneeId: previousAssigneeId } = contact;
  if (assigneeId !== previousAssigneeId)
    draft.record({
      ...headOf(command, { contactId }),
      kind: "ContactAssigned",
      contactId,
      assigneeId,
      previousAssigneeId,
      cause: "BY_HAND",
    });
  return accepted(draft, { contactId });
}
