import type { ContactsMerged } from "../../../src/identity/events.ts";
import type { Contact } from "../../../src/identity/model.ts";
import type { Snapshot } from "./play.ts";

/**
 * A state as a merge and its undoing must leave it: versions may have gone up, and a value that was cleared is as good as
 * none that was ever there. Conflicts that the merge itself had made are history.
 */
export function comparedStates(state: Snapshot, { merge }: ContactsMerged) {
  const made = new Set(merge.newConflicts.map(({ id }) => id));
  // Conversations follow whoever their visitor was at the time.
  const { merges: _merges, conversations: _conversations, ...rest } = state;
  return {
    ...rest,
    contacts: mapped(state.contacts, comparedContact),
    conflicts: Object.fromEntries(Object.entries(state.conflicts).filter(([id]) => !made.has(id))),
  };
}

export function comparedContact(contact: Contact) {
  const fields = Object.entries(contact.fields).flatMap(
    ([field, { version: _version, ...main }]) =>
      main.value === null ? [] : [[field, main] as const],
  );
  const identifiers = contact.identifiers.toSorted((one, other) =>
    `${one.kind}${one.value}` < `${other.kind}${other.value}` ? -1 : 1,
  );
  return {
    ...contact,
    fields: Object.fromEntries(fields),
    identifiers,
    listIds: contact.listIds.toSorted(),
    tagIds: contact.tagIds.toSorted(),
  };
}

const mapped = <T, U>(all: { [id: string]: T }, change: (one: T) => U): { [id: string]: U } =>
  Object.fromEntries(Object.entries(all).map(([id, one]) => [id, change(one)]));
