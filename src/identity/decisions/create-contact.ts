import type { CreateContact } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { derivedId } from "../derived-id.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { FIELD_NAMES, type FieldName } from "../model.ts";
import type { IdentityState } from "../state.ts";
import { byHand, takenIdentifier } from "./by-hand.ts";

/** SPEC 3.2: by hand, with first and last name, and phone or email or both. */
export function createContact(command: CreateContact, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { values } = command;
  const missing: FieldName[] = (["firstName", "lastName"] as const).filter((name) => !values[name]);
  if (!values.email && !values.phone) missing.push("email", "phone");
  if (missing.length > 0) return refused({ code: "DETAILS_MISSING", fields: missing });
  const contactId = derivedId(command.id, "contact");
  if (state.contacts.get(contactId)) return accepted(draft, { contactId });
  const taken = takenIdentifier(state, values, null);
  if (taken) return refused(taken);
  const changes = FIELD_NAMES.flatMap((field) => {
    const next = values[field];
    return next === undefined ? [] : [byHand(command, field, null, next)];
  });
  draft.record({ ...headOf(command, {}), kind: "ContactCreated", contactId, changes });
  return accepted(draft, { contactId });
}
