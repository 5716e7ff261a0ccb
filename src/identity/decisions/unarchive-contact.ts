import type { UnarchiveContact } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { type IdentityState, survivorOf } from "../state.ts";

/** SPEC 3.5: an agent brings it back. */
export function unarchiveContact(command: UnarchiveContact, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const contact = survivorOf(state, command.contactId);
  if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId: command.contactId });
  const contactId = contact.id;
  const head = headOf(command, {});
  if (contact.status === "archived")
    draft.record({ ...head, kind: "ContactReactivated", contactId, cause: "BY_HAND" });
  return accepted(draft, { contactId });
}
