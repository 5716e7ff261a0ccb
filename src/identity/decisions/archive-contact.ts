import type { ArchiveContact } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { type IdentityState, survivorOf } from "../state.ts";

/** SPEC 3.5: hidden from lists and audiences; its identifiers stay reserved. Archiving twice is once. */
export function archiveContact(command: ArchiveContact, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const contact = survivorOf(state, command.contactId);
  if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId: command.contactId });
  const contactId = contact.id;
  if (contact.status === "active")
    draft.record({ ...headOf(command, {}), kind: "ContactArchived", contactId });
  return accepted(draft, { contactId });
}
