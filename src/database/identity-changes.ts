import type { Conversation, Message } from "../conversation/model.ts";
import type {
  Conflict,
  Contact,
  Identifier,
  SuspectedDuplicate,
  Visitor,
} from "../identity/model.ts";
import { identifierKey } from "../identity/state.ts";
import type { BatchState } from "./load-identity.ts";

/** What a state held at one moment. Entities are immutable, so remembering which ones they were is enough. */
export interface Snapshot {
  readonly visitors: ReadonlyMap<string, Visitor>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly suspicions: ReadonlyMap<string, SuspectedDuplicate>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly messages: ReadonlyMap<string, Message>;
}

export function snapshot(state: BatchState): Snapshot {
  return {
    visitors: new Map(state.visitors),
    contacts: new Map(state.contacts),
    conflicts: new Map(state.conflicts),
    suspicions: new Map(state.suspicions),
    conversations: new Map(state.conversationRecords),
    messages: new Map(state.externalMessages),
  };
}

export interface Changed<T> {
  readonly added: readonly T[];
  readonly updated: readonly T[];
}
export interface OwnedIdentifier extends Identifier {
  readonly contactId: string;
}

/** One final row of each entity that became different, whatever happened to it in between. */
export interface IdentityChanges {
  readonly visitors: Changed<Visitor>;
  readonly contacts: Changed<Contact>;
  readonly identifiers: Changed<OwnedIdentifier> & { readonly removed: readonly Identifier[] };
  readonly conflicts: Changed<Conflict>;
  readonly suspicions: readonly SuspectedDuplicate[];
  readonly listed: readonly { readonly listId: string; readonly contactId: string }[];
  readonly conversations: Changed<Conversation>;
}

export function changesBetween(before: Snapshot, after: Snapshot): IdentityChanges {
  const touched: [Contact | undefined, Contact][] = [];
  for (const [id, contact] of after.contacts) {
    const previous = before.contacts.get(id);
    if (previous !== contact) touched.push([previous, contact]);
  }
  return {
    visitors: changed(before.visitors, after.visitors),
    contacts: {
      added: touched.flatMap(([previous, contact]) => (previous ? [] : [contact])),
      updated: touched.flatMap(([previous, contact]) =>
        previous && !sameRow(previous, contact) ? [contact] : [],
      ),
    },
    identifiers: identifierChanges(touched),
    conflicts: changed(before.conflicts, after.conflicts),
    suspicions: changed(before.suspicions, after.suspicions).added,
    listed: touched.flatMap(([previous, contact]) =>
      contact.listIds
        .filter((listId) => !previous?.listIds.includes(listId))
        .map((listId) => ({ listId, contactId: contact.id })),
    ),
    conversations: changed(before.conversations, after.conversations),
  };
}

function changed<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Changed<T> {
  const added: T[] = [];
  const updated: T[] = [];
  for (const [key, entity] of after) {
    const previous = before.get(key);
    if (previous === undefined) added.push(entity);
    else if (previous !== entity) updated.push(entity);
  }
  return { added, updated };
}

/** Identifiers, open conflicts and lists have tables of their own. */
const sameRow = (one: Contact, other: Contact) =>
  one.fields === other.fields && one.status === other.status && one.archivedAt === other.archivedAt;

/**
 * By key, because a key is unique in the workspace: what one contact loses and another takes over in the same batch is
 * one row that moves. Deleting and inserting it in one statement would fail.
 */
function identifierChanges(
  touched: readonly (readonly [Contact | undefined, Contact])[],
): IdentityChanges["identifiers"] {
  const before = new Map<string, OwnedIdentifier>();
  const after = new Map<string, OwnedIdentifier>();
  for (const [previous, contact] of touched) {
    if (previous?.identifiers === contact.identifiers) continue;
    for (const one of previous?.identifiers ?? [])
      before.set(identifierKey(one.kind, one.value), { ...one, contactId: contact.id });
    for (const one of contact.identifiers)
      after.set(identifierKey(one.kind, one.value), { ...one, contactId: contact.id });
  }
  const added: OwnedIdentifier[] = [];
  const updated: OwnedIdentifier[] = [];
  for (const [key, one] of after) {
    const previous = before.get(key);
    if (previous === undefined) added.push(one);
    else if (!sameIdentifier(previous, one)) updated.push(one);
  }
  const removed = [...before].flatMap(([key, one]) => (after.has(key) ? [] : [one]));
  return { added, updated, removed };
}

const sameIdentifier = (one: OwnedIdentifier, other: OwnedIdentifier) =>
  one.contactId === other.contactId &&
  one.primary === other.primary &&
  one.verified === other.verified &&
  one.visitorId === other.visitorId &&
  one.provesPerson === other.provesPerson;
