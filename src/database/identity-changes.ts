import type { Conversation, Message } from "../conversation/model.ts";
import type { MergeRecord } from "../identity/merge-record.ts";
import type {
  Conflict,
  Contact,
  Grouping,
  GroupingKind,
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
  readonly merges: ReadonlyMap<string, MergeRecord>;
  readonly groupings: ReadonlyMap<string, Grouping>;
  readonly deletedGroupings: ReadonlyMap<string, true>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly messages: ReadonlyMap<string, Message>;
}

export function snapshot(state: BatchState): Snapshot {
  return {
    visitors: new Map(state.visitors),
    contacts: new Map(state.contacts),
    conflicts: new Map(state.conflicts),
    suspicions: new Map(state.suspicions),
    merges: new Map(state.merges),
    groupings: new Map(state.groupings),
    deletedGroupings: new Map(state.deletedGroupings),
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

/** Who came to a list or tag, and who left it. */
export interface Memberships {
  readonly added: readonly Membership[];
  readonly removed: readonly Membership[];
}
export interface Membership {
  readonly groupingId: string;
  readonly personId: string;
}

export interface GroupingChanges extends Changed<Grouping> {
  readonly deleted: readonly Grouping[];
}

/** One final row of each entity that became different, whatever happened to it in between. */
export interface IdentityChanges {
  readonly visitors: Changed<Visitor>;
  readonly contacts: Changed<Contact>;
  readonly identifiers: Changed<OwnedIdentifier> & { readonly removed: readonly Identifier[] };
  readonly conflicts: Changed<Conflict>;
  readonly suspicions: Changed<SuspectedDuplicate> & { readonly removed: readonly string[] };
  readonly merges: Changed<MergeRecord>;
  readonly lists: GroupingChanges;
  readonly tags: GroupingChanges;
  readonly contactLists: Memberships;
  readonly contactTags: Memberships;
  readonly visitorLists: Memberships;
  readonly conversations: Changed<Conversation>;
}

export function changesBetween(before: Snapshot, after: Snapshot): IdentityChanges {
  const touched: [Contact | undefined, Contact][] = [];
  for (const [id, contact] of after.contacts) {
    const previous = before.contacts.get(id);
    if (previous !== contact) touched.push([previous, contact]);
  }
  const visitors = changed(before.visitors, after.visitors);
  const isDeleted = (id: string) => after.deletedGroupings.has(id);
  return {
    visitors: {
      added: visitors.added,
      updated: visitors.updated.filter((one) => !isSameRow(before.visitors.get(one.id), one)),
    },
    contacts: {
      added: touched.flatMap(([previous, contact]) => (previous ? [] : [contact])),
      updated: touched.flatMap(([previous, contact]) =>
        previous && !sameRow(previous, contact) ? [contact] : [],
      ),
    },
    identifiers: identifierChanges(touched),
    conflicts: changed(before.conflicts, after.conflicts),
    suspicions: pairChanges(before.suspicions, after.suspicions),
    merges: changed(before.merges, after.merges),
    lists: groupingChanges("list", before.groupings, after.groupings),
    tags: groupingChanges("tag", before.groupings, after.groupings),
    contactLists: membershipChanges(touched, ({ listIds }) => listIds, isDeleted),
    contactTags: membershipChanges(touched, ({ tagIds }) => tagIds, isDeleted),
    visitorLists: membershipChanges(
      [...after.visitors].map(([id, visitor]) => [before.visitors.get(id), visitor] as const),
      ({ listIds }) => listIds,
      isDeleted,
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

/** By id, because a pair that moves with a merge keeps its row. */
function pairChanges(
  before: ReadonlyMap<string, SuspectedDuplicate>,
  after: ReadonlyMap<string, SuspectedDuplicate>,
): IdentityChanges["suspicions"] {
  const byId = (pairs: ReadonlyMap<string, SuspectedDuplicate>) =>
    new Map([...pairs.values()].map((pair) => [pair.id, pair]));
  const [old, now] = [byId(before), byId(after)];
  return { ...changed(old, now), removed: [...old.keys()].filter((id) => !now.has(id)) };
}

/** One that came and went in the same batch leaves nothing. */
function groupingChanges(
  kind: GroupingKind,
  before: ReadonlyMap<string, Grouping>,
  after: ReadonlyMap<string, Grouping>,
): GroupingChanges {
  const { added, updated } = changed(before, after);
  const ofKind = (groupings: readonly Grouping[]) => groupings.filter((one) => one.kind === kind);
  const deleted = [...before.values()].filter(({ id }) => !after.has(id));
  return { added: ofKind(added), updated: ofKind(updated), deleted: ofKind(deleted) };
}

function membershipChanges<Person extends { readonly id: string }>(
  touched: readonly (readonly [Person | undefined, Person])[],
  groupingsOf: (person: Person) => readonly string[],
  isDeleted: (groupingId: string) => boolean,
): Memberships {
  const added: Membership[] = [];
  const removed: Membership[] = [];
  for (const [previous, person] of touched) {
    const [old, now] = [previous ? groupingsOf(previous) : [], groupingsOf(person)];
    if (old === now) continue;
    const personId = person.id;
    for (const groupingId of now)
      if (!old.includes(groupingId) && !isDeleted(groupingId)) added.push({ groupingId, personId });
    for (const groupingId of old)
      if (!now.includes(groupingId)) removed.push({ groupingId, personId });
  }
  return { added, removed };
}

/** Lists have a table of their own. */
function isSameRow(one: Visitor | undefined, other: Visitor): boolean {
  if (one === undefined) return false;
  const { listIds: _listsOfOne, ...columnsOfOne } = one;
  const { listIds: _listsOfOther, ...columns } = other;
  return Object.entries(columns).every(
    ([name, value]) => columnsOfOne[name as keyof typeof columns] === value,
  );
}

/** Open conflicts, lists and tags have tables of their own. Identifiers too, but the contact is found under them. */
const sameRow = (one: Contact, other: Contact) =>
  one.fields === other.fields &&
  one.identifiers === other.identifiers &&
  one.status === other.status &&
  one.archivedAt === other.archivedAt &&
  one.assigneeId === other.assigneeId &&
  one.mergedInto === other.mergedInto;

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
