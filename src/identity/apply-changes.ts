import type { UpdateCause } from "./events.ts";
import type { FieldChange } from "./field-change.ts";
import type {
  Claim,
  Claims,
  Conflict,
  Contact,
  FieldName,
  FieldState,
  Identifier,
  IdentifierKind,
  Visitor,
} from "./model.ts";
import { identifierKey, successorKey, the } from "./state.ts";
import { isIdentifier, mergeClaim, newParts } from "./values.ts";
import type { MutableState } from "./working-state.ts";

// What the events of `apply.ts` do to visitors, contacts and conflicts, each as a new object in its table.

export function changeVisitor(state: MutableState, id: string, change: Partial<Visitor>): void {
  state.visitors.set(id, { ...the(state.visitors, id), ...change });
}

export function changeContact(state: MutableState, id: string, change: Partial<Contact>): void {
  state.contacts.set(id, { ...the(state.contacts, id), ...change });
}

export function linkVisitor(
  state: MutableState,
  id: string,
  contactId: string,
  proven: boolean,
): void {
  // Its lists are the contact's from now on, and an event for each says so.
  changeVisitor(state, id, { contactId, proven, listIds: [] });
  const known = state.visitorIdsOf.get(contactId);
  if (known) state.visitorIdsOf.set(contactId, [...known, id]);
}

/** Its contact's conflicts that imports opened have it among them, as far as these are known. */
export function rememberImported(state: MutableState, { id, contactId, origin }: Conflict): void {
  const known = origin.channel === "IMPORT" ? state.importedConflictsOf.get(contactId) : undefined;
  if (known && !known.includes(id)) state.importedConflictsOf.set(contactId, [...known, id]);
}

/** A conflict as it is now, and whose: merging takes it to another contact, and undoing brings it back. */
export function placeConflict(state: MutableState, conflict: Conflict): void {
  const previous = state.conflicts.get(conflict.id)?.contactId ?? conflict.contactId;
  const left = state.importedConflictsOf.get(previous);
  if (left && previous !== conflict.contactId)
    state.importedConflictsOf.set(
      previous,
      left.filter((id) => id !== conflict.id),
    );
  state.conflicts.set(conflict.id, conflict);
  rememberImported(state, conflict);
}

/** Both are among the suspects of the other, as far as these are known. */
export function rememberPair(state: MutableState, one: string, other: string): void {
  for (const [id, suspect] of [
    [one, other],
    [other, one],
  ] as const) {
    const known = state.suspectIdsOf.get(id);
    if (known && !known.includes(suspect)) state.suspectIdsOf.set(id, [...known, suspect]);
  }
}

/** Identifiers are forgotten, so that a mistyped email does not bind again; names and the like are what it said. */
export function unlinkVisitor(state: MutableState, id: string): void {
  const visitor = the(state.visitors, id);
  if (visitor.successorOf) {
    const { visitorId, contactId } = visitor.successorOf;
    state.successors.delete(successorKey(visitorId, contactId));
  }
  const { email: _email, phone: _phone, ...claims } = visitor.claims;
  const siblings = visitor.contactId ? state.visitorIdsOf.get(visitor.contactId) : undefined;
  if (visitor.contactId && siblings)
    state.visitorIdsOf.set(
      visitor.contactId,
      siblings.filter((one) => one !== id),
    );
  changeVisitor(state, id, { contactId: null, proven: false, successorOf: null, claims });
}

export function rememberClaims(state: MutableState, visitorId: string, said: Claims): void {
  const { claims } = the(state.visitors, visitorId);
  const next: { [F in FieldName]?: Claim } = { ...claims };
  for (const [field, claim] of Object.entries(said) as [FieldName, Claim][])
    next[field] = mergeClaim(claims[field], claim);
  changeVisitor(state, visitorId, { claims: next });
}

/** What a visitor said stands with the visitor too, wherever the value went (F6). */
export function rememberSaid(state: MutableState, field: FieldName, claim: Claim): void {
  const { visitorId } = claim.origin;
  if (visitorId && state.visitors.get(visitorId))
    rememberClaims(state, visitorId, { [field]: claim });
}

export function changeFields(
  state: MutableState,
  id: string,
  changes: readonly FieldChange[],
  cause: UpdateCause | "CREATED",
): void {
  const before = the(state.contacts, id);
  const fields: { [F in FieldName]?: FieldState } = { ...before.fields };
  let { identifiers } = before;
  for (const change of changes) {
    const { field, next: value, verified, origin } = change;
    fields[field] = { value, verified, version: (fields[field]?.version ?? 0) + 1, origin };
    if (!isIdentifier(field)) continue;
    identifiers = withMainIdentifier(state, { id, identifiers }, field, change, {
      isBack: cause === "IMPORT_UNDONE",
      provesPerson: provesPerson(state, before, change, cause),
    });
  }
  changeContact(state, id, { fields, identifiers });
}

export function rememberChanges(state: MutableState, changes: readonly FieldChange[]): void {
  for (const { field, previous, next, verified, partsVerified, origin } of changes)
    if (next !== null)
      rememberSaid(state, field, {
        value: newParts(previous, next),
        verified: verified || partsVerified === true,
        origin,
      });
}

/** See `Identifier.provesPerson`. */
function provesPerson(
  state: MutableState,
  before: Contact,
  { origin }: FieldChange,
  cause: UpdateCause | "CREATED",
): boolean {
  if (cause === "CREATED" || cause === "EDITED" || cause === "RESOLVED") return true;
  if (origin.visitorId === null || state.visitors.get(origin.visitorId)?.proven) return true;
  const { identifiers } = before;
  return (
    identifiers.length > 0 && identifiers.every(({ visitorId }) => visitorId === origin.visitorId)
  );
}

/** The contact's identifiers with another main one of that kind, and whose they are in the state. */
function withMainIdentifier(
  state: MutableState,
  { id, identifiers }: Pick<Contact, "id" | "identifiers">,
  kind: IdentifierKind,
  change: FieldChange,
  how: { readonly isBack: boolean; readonly provesPerson: boolean },
): readonly Identifier[] {
  const next = change.next as string | null;
  const known = identifiers.find((one) => one.kind === kind && one.value === next);
  const kept: Identifier[] = [];
  for (const one of identifiers) {
    if (one.kind !== kind) kept.push(one);
    else if (one.value === next) continue;
    else if (!one.primary) kept.push(one);
    else if (change.previousBecomes === "alternate") kept.push({ ...one, primary: false });
    else state.owners.delete(identifierKey(kind, one.value));
  }
  if (next === null) return kept;
  const { visitorId } = change.origin;
  const { verified } = change;
  // What proved the person as an alternate does so still.
  const proves = known?.provesPerson || how.provesPerson;
  const said = { kind, value: next, primary: true, verified, visitorId, provesPerson: proves };
  state.owners.set(identifierKey(kind, next), { type: "contact", id });
  return [...kept, how.isBack && known ? { ...known, primary: true } : said];
}

export function markVerified(state: MutableState, contactId: string, field: FieldName): void {
  const contact = the(state.contacts, contactId);
  const current = contact.fields[field];
  if (!current) throw new Error(`contact ${contactId} has no ${field} to verify`);
  changeContact(state, contactId, {
    fields: { ...contact.fields, [field]: { ...current, verified: true } },
    identifiers: contact.identifiers.map((one) =>
      one.kind === field && one.primary ? { ...one, verified: true } : one,
    ),
  });
}

export function endConflict(
  state: MutableState,
  conflictId: string,
  change: Pick<Conflict, "status"> & Partial<Conflict>,
): void {
  const conflict = { ...the(state.conflicts, conflictId), ...change };
  state.conflicts.set(conflictId, conflict);
  const contact = the(state.contacts, conflict.contactId);
  if (contact.openConflicts[conflict.field]?.id !== conflictId) return;
  const { [conflict.field]: _ended, ...openConflicts } = contact.openConflicts;
  changeContact(state, contact.id, { openConflicts });
}
