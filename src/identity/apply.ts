import type { FieldChange, IdentityEvent, UpdateCause } from "./events.ts";
import type {
  Claim,
  Claims,
  Conflict,
  Contact,
  FieldName,
  FieldState,
  Identifier,
  IdentifierKind,
  Owner,
  SuspectedDuplicate,
  Visitor,
} from "./model.ts";
import {
  type IdentityState,
  identifierKey,
  type Lookup,
  pairKey,
  senderKey,
  successorKey,
} from "./state.ts";
import { isIdentifier, mergeClaim, newParts } from "./values.ts";

/** A lookup that can be written. `Map` is one. */
export interface Table<T> extends Lookup<T> {
  set(key: string, value: T): unknown;
  delete(key: string): unknown;
}

/** The state that events are applied to, in place; the entities in it are immutable. */
export interface MutableState extends IdentityState {
  lastVisitorNumber: number;
  readonly visitors: Table<Visitor>;
  readonly contacts: Table<Contact>;
  readonly owners: Table<Owner>;
  readonly conflicts: Table<Conflict>;
  readonly suspicions: Table<SuspectedDuplicate>;
  readonly successors: Table<string>;
  readonly senders: Table<string>;
}

/** The state of what a batch of commands touches, all in memory. */
export interface WorkingState extends MutableState {
  readonly visitors: Map<string, Visitor>;
  readonly contacts: Map<string, Contact>;
  readonly owners: Map<string, Owner>;
  readonly conflicts: Map<string, Conflict>;
  readonly suspicions: Map<string, SuspectedDuplicate>;
  readonly successors: Map<string, string>;
  readonly senders: Map<string, string>;
  readonly conversations: Map<string, { visitorId: string; hasInboundMessage: boolean }>;
  readonly usedProofs: Map<string, true>;
}

export function createWorkingState(start: {
  defaultListId: string;
  lastVisitorNumber?: number;
}): WorkingState {
  return {
    defaultListId: start.defaultListId,
    lastVisitorNumber: start.lastVisitorNumber ?? 0,
    visitors: new Map(),
    contacts: new Map(),
    owners: new Map(),
    conflicts: new Map(),
    suspicions: new Map(),
    successors: new Map(),
    senders: new Map(),
    conversations: new Map(),
    usedProofs: new Map(),
  };
}

/**
 * The only code that changes who is who: what the tables hold is what applying the log gives. Throws when an event
 * names something that is not there, which means that the state was not loaded or the log is broken.
 */
export function applyEvent(state: MutableState, event: IdentityEvent): void {
  switch (event.kind) {
    case "AnonymousVisitorRecorded":
      state.lastVisitorNumber = Math.max(state.lastVisitorNumber, event.number);
      if (event.sender) state.senders.set(senderKey(event.sender), event.visitorId);
      if (event.successorOf) {
        const { visitorId, contactId } = event.successorOf;
        state.successors.set(successorKey(visitorId, contactId), event.visitorId);
      }
      state.visitors.set(event.visitorId, {
        id: event.visitorId,
        number: event.number,
        kind: event.visitorKind,
        pushOptedIn: false,
        contactId: null,
        proven: false,
        claims: {},
        successorOf: event.successorOf,
        sender: event.sender,
        createdAt: event.recordedAt,
      });
      break;
    case "PushOptedIn":
      changeVisitor(state, event.visitorId, { pushOptedIn: true });
      break;
    case "PushOptedOut":
      changeVisitor(state, event.visitorId, { pushOptedIn: false });
      break;
    case "VisitorDetailsClaimed":
      rememberClaims(state, event.visitorId, event.claims);
      break;
    case "VisitorIdentified":
      changeVisitor(state, event.visitorId, { contactId: event.contactId, proven: event.proven });
      rememberClaims(state, event.visitorId, event.claims);
      break;
    case "VisitorProven":
      changeVisitor(state, event.visitorId, { proven: true });
      break;
    case "VisitorUnlinked":
      unlinkVisitor(state, event.visitorId);
      break;
    case "ContactCreated":
      state.contacts.set(event.contactId, {
        id: event.contactId,
        status: "active",
        fields: {},
        identifiers: [],
        openConflicts: {},
        listIds: [],
        createdVia: event.channel,
        createdBy: event.actor,
        createdAt: event.recordedAt,
        archivedAt: null,
      });
      changeFields(state, event.contactId, event.changes, "CREATED");
      rememberChanges(state, event.changes);
      break;
    case "ContactUpdated":
      changeFields(state, event.contactId, event.changes, event.cause);
      // A decision brings back what somebody said earlier; only what was said now is a claim.
      if (event.cause !== "RESOLVED") rememberChanges(state, event.changes);
      break;
    case "ContactFieldsVerified":
      for (const { field, value, origin } of event.fields) {
        markVerified(state, event.contactId, field);
        rememberSaid(state, field, { value, verified: true, origin });
      }
      break;
    case "AlternateIdentifierRemoved": {
      const { kind, value } = event.identifier;
      state.owners.delete(identifierKey(kind, value));
      const { identifiers } = the(state.contacts, event.contactId);
      changeContact(state, event.contactId, {
        identifiers: identifiers.filter((one) => one.kind !== kind || one.value !== value),
      });
      break;
    }
    case "ContactArchived":
      changeContact(state, event.contactId, {
        status: "archived",
        archivedAt: event.recordedAt,
      });
      break;
    case "ContactReactivated":
      changeContact(state, event.contactId, { status: "active", archivedAt: null });
      break;
    case "ContactListed": {
      const { listIds } = the(state.contacts, event.contactId);
      changeContact(state, event.contactId, { listIds: [...listIds, event.listId] });
      break;
    }
    case "ConflictOpened": {
      const { conflict } = event;
      state.conflicts.set(conflict.id, conflict);
      const { openConflicts } = the(state.contacts, event.contactId);
      changeContact(state, event.contactId, {
        openConflicts: { ...openConflicts, [conflict.field]: conflict },
      });
      rememberSaid(state, conflict.field, {
        value: conflict.secondary,
        verified: conflict.verified,
        origin: conflict.origin,
      });
      break;
    }
    case "ConflictSuperseded":
      endConflict(state, event.conflictId, { status: "superseded" });
      break;
    case "ConflictResolved":
      endConflict(state, event.conflictId, {
        status: "resolved",
        resolution: event.resolution,
      });
      break;
    case "ConflictClosed":
      endConflict(state, event.conflictId, { status: "closed" });
      break;
    case "ConflictWithdrawn":
      endConflict(state, event.conflictId, { status: "withdrawn" });
      break;
    case "DuplicateSuspected": {
      const [one, other] = [event.contactId, event.otherContactId].sort() as [string, string];
      state.suspicions.set(pairKey(one, other), {
        id: event.suspicionId,
        contactIds: [one, other],
        reason: event.reason,
      });
      break;
    }
    default:
      throw new Error(`unknown event ${(event satisfies never as { kind: string }).kind}`);
  }
}

function the<T>(lookup: Lookup<T>, id: string): T {
  const found = lookup.get(id);
  if (found === undefined) throw new Error(`state lacks ${id}`);
  return found;
}

function changeVisitor(state: MutableState, id: string, change: Partial<Visitor>): void {
  state.visitors.set(id, { ...the(state.visitors, id), ...change });
}

function changeContact(state: MutableState, id: string, change: Partial<Contact>): void {
  state.contacts.set(id, { ...the(state.contacts, id), ...change });
}

/** Identifiers are forgotten, so that a mistyped email does not bind again; names and the like are what it said. */
function unlinkVisitor(state: MutableState, id: string): void {
  const visitor = the(state.visitors, id);
  if (visitor.successorOf) {
    const { visitorId, contactId } = visitor.successorOf;
    state.successors.delete(successorKey(visitorId, contactId));
  }
  const { email: _email, phone: _phone, ...claims } = visitor.claims;
  changeVisitor(state, id, { contactId: null, proven: false, successorOf: null, claims });
}

function rememberClaims(state: MutableState, visitorId: string, said: Claims): void {
  const { claims } = the(state.visitors, visitorId);
  const next: { [F in FieldName]?: Claim } = { ...claims };
  for (const [field, claim] of Object.entries(said) as [FieldName, Claim][])
    next[field] = mergeClaim(claims[field], claim);
  changeVisitor(state, visitorId, { claims: next });
}

/** What a visitor said stands with the visitor too, wherever the value went (F6). */
function rememberSaid(state: MutableState, field: FieldName, claim: Claim): void {
  const { visitorId } = claim.origin;
  if (visitorId && state.visitors.get(visitorId))
    rememberClaims(state, visitorId, { [field]: claim });
}

function changeFields(
  state: MutableState,
  id: string,
  changes: readonly FieldChange[],
  cause: UpdateCause | "CREATED",
): void {
  const before = the(state.contacts, id);
  for (const change of changes) {
    const contact = the(state.contacts, id);
    const previous = contact.fields[change.field];
    const next: FieldState = {
      value: change.next,
      verified: change.verified,
      version: (previous?.version ?? 0) + 1,
      origin: change.origin,
    };
    changeContact(state, id, { fields: { ...contact.fields, [change.field]: next } });
    if (isIdentifier(change.field))
      replaceMainIdentifier(
        state,
        id,
        change.field,
        change,
        provesPerson(state, before, change, cause),
      );
  }
}

function rememberChanges(state: MutableState, changes: readonly FieldChange[]): void {
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

function replaceMainIdentifier(
  state: MutableState,
  contactId: string,
  kind: IdentifierKind,
  change: FieldChange,
  provesPerson: boolean,
): void {
  const contact = the(state.contacts, contactId);
  const next = change.next as string | null;
  const known = contact.identifiers.some(
    (one) => one.kind === kind && one.value === next && one.provesPerson,
  );
  const kept: Identifier[] = [];
  for (const one of contact.identifiers) {
    if (one.kind !== kind) kept.push(one);
    else if (one.value === next) continue;
    else if (!one.primary) kept.push(one);
    else if (change.previousBecomes === "alternate") kept.push({ ...one, primary: false });
    else state.owners.delete(identifierKey(kind, one.value));
  }
  if (next !== null) {
    const { visitorId } = change.origin;
    const { verified } = change;
    // What proved the person as an alternate does so still.
    const proves = known || provesPerson;
    kept.push({ kind, value: next, primary: true, verified, visitorId, provesPerson: proves });
    state.owners.set(identifierKey(kind, next), { type: "contact", id: contactId });
  }
  changeContact(state, contactId, { identifiers: kept });
}

function markVerified(state: MutableState, contactId: string, field: FieldName): void {
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

function endConflict(
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
