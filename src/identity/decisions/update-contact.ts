import type { UpdateContact } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, openDraft } from "../draft.ts";
import { FIELD_NAMES } from "../model.ts";
import { type IdentityState, survivorOf } from "../state.ts";
import { isSame } from "../values.ts";
import { byHand, takenIdentifier } from "./by-hand.ts";
import { changeMainValues } from "./main-value.ts";
import { unlinkNumber } from "./unlink-visitor.ts";

/** SPEC 3.4: by field; what is not named stays, null clears. */
export function updateContact(command: UpdateContact, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { values } = command;
  const contact = survivorOf(state, command.contactId);
  if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId: command.contactId });
  const contactId = contact.id;
  const taken = takenIdentifier(state, values, contactId);
  if (taken) return refused(taken);
  const changes = FIELD_NAMES.flatMap((field) => {
    const next = values[field];
    const previous = contact.fields[field]?.value ?? null;
    if (next === undefined || isSame(previous, next)) return [];
    return [byHand(command, field, previous, next)];
  });
  changeMainValues(draft, { contactId }, "EDITED", changes);
  const number = changes.find(({ field, previous }) => field === "phone" && previous !== null);
  if (number) unlinkNumber(draft, contactId, number.previous as string);
  return accepted(draft, { contactId });
}
