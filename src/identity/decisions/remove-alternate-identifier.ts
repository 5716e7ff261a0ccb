import type { RemoveAlternateIdentifier } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { type IdentityState, survivorOf } from "../state.ts";
import { unlinkNumber } from "./unlink-visitor.ts";

/** SPEC 3.4: frees an identifier that the contact kept from earlier, so that it can be somebody else's. */
export function removeAlternateIdentifier(
  command: RemoveAlternateIdentifier,
  state: IdentityState,
): Decision {
  const draft = openDraft(command, state);
  const { kind, value } = command;
  const contact = survivorOf(state, command.contactId);
  if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId: command.contactId });
  const contactId = contact.id;
  const found = contact.identifiers.find((one) => one.kind === kind && one.value === value);
  if (!found) return refused({ code: "IDENTIFIER_NOT_FOUND", field: kind });
  if (found.primary) return refused({ code: "IDENTIFIER_IS_MAIN", field: kind });
  const identifier = { kind, value };
  const head = headOf(command, {});
  draft.record({ ...head, kind: "AlternateIdentifierRemoved", contactId, identifier });
  if (kind === "phone") unlinkNumber(draft, contactId, value);
  return accepted(draft, { contactId });
}
