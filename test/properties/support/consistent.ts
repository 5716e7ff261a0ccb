import { expect } from "vitest";
import { IDENTIFIER_KINDS } from "../../../src/identity/model.ts";
import {
  groupingNameKey,
  identifierKey,
  pairKey,
  senderKey,
  successorKey,
  survivorOf,
} from "../../../src/identity/state.ts";
import { saysNothingNew } from "../../../src/identity/values.ts";
import type { WorkingState } from "../../../src/identity/working-state.ts";
import { MEMBER } from "./operations.ts";

/** What holds at every moment, whatever happened. */
export function expectConsistent(state: WorkingState): void {
  expectIdentifiers(state);
  expectConflicts(state);
  expectVisitors(state);
  expectIndexes(state);
  for (const [key, { contactIds, id }] of state.suspicions) {
    const [one, other] = contactIds;
    expect(one < other, `suspicion ${id} is of two, in order`).toBe(true);
    expect(key).toBe(pairKey(one, other));
    // Of contacts that are still two: merging settles or moves it.
    for (const contactId of contactIds)
      expect(["active", "archived"]).toContain(state.contacts.get(contactId)?.status);
  }
  unique([...state.suspicions.values()].map(({ id }) => id));
  expectGroupings(state);
}

/** One list a name and one tag a name, found by it; what was deleted is not there. */
function expectGroupings({ groupings, groupingNames, deletedGroupings }: WorkingState): void {
  expect(groupingNames.size).toBe(groupings.size);
  for (const { kind, id, name } of groupings.values()) {
    expect(groupingNames.get(groupingNameKey(kind, name))).toBe(id);
    expect(deletedGroupings.has(id)).toBe(false);
  }
}

/** An identifier has one owner; owners and contacts agree; the main one is the contact's main value. */
function expectIdentifiers({ contacts, owners }: WorkingState): void {
  const held = new Map<string, string>();
  for (const contact of contacts.values()) {
    for (const { kind, value } of contact.identifiers) {
      const key = identifierKey(kind, value);
      expect(held.get(key), `${key} is held twice`).toBeUndefined();
      held.set(key, contact.id);
    }
    // Its values stay as they were, for undoing; its identifiers are the survivor's.
    if (contact.status === "merged") expect(contact.identifiers).toEqual([]);
    else
      for (const kind of IDENTIFIER_KINDS) {
        const main = contact.identifiers.filter((one) => one.kind === kind && one.primary);
        const { value = null, verified } = contact.fields[kind] ?? {};
        expect(main.map((one) => one.value)).toEqual(value === null ? [] : [value]);
        if (value !== null) expect(main[0]?.verified).toBe(verified);
      }
  }
  for (const [key, owner] of owners) {
    if (owner.type === "contact") expect(held.get(key), `${key} is owned`).toBe(owner.id);
    else expect(held.has(key), `${key} is a member's`).toBe(false);
  }
  for (const [key, id] of held) expect(owners.get(key)).toEqual({ type: "contact", id });
  expect(owners.get(identifierKey("email", MEMBER.email))).toEqual({
    type: "member",
    id: MEMBER.id,
  });
  expect(owners.get(identifierKey("phone", MEMBER.phone))).toEqual({
    type: "member",
    id: MEMBER.id,
  });
}

/** At most one open conflict per contact and field, and the contact knows it. */
function expectConflicts({ contacts, conflicts, visitors, merges }: WorkingState): void {
  for (const conflict of conflicts.values()) {
    const { id, field, status, resolution, secondary, origin } = conflict;
    const contact = contacts.get(conflict.contactId);
    expect(contact?.openConflicts[field]?.id === id, `${id} is ${status}`).toBe(status === "open");
    expect(resolution !== null).toBe(status === "resolved");
    if (typeof secondary !== "string") expect(Object.keys(secondary)).not.toEqual([]);
    // What an unlinked visitor said is withdrawn (SPEC 3.2).
    if (status === "open" && origin.visitorId && !wasMerged(merges, conflict.openedAt))
      expect(visitors.get(origin.visitorId)?.contactId).toBe(conflict.contactId);
  }
  for (const contact of contacts.values()) {
    for (const open of Object.values(contact.openConflicts)) {
      expect(conflicts.get(open.id)).toEqual(open);
      // SPEC 5.5: what no longer is one is closed.
      expect(saysNothingNew(open.secondary, contact.fields[open.field]?.value)).toBe(false);
    }
    for (const { value, version } of Object.values(contact.fields)) {
      expect(version).toBeGreaterThan(0);
      if (value !== null && typeof value !== "string") expect(Object.keys(value)).not.toEqual([]);
    }
    unique(contact.listIds);
    unique(contact.tagIds);
    const status = contact.statusBeforeMerge ?? contact.status;
    expect(contact.archivedAt === null).toBe(status === "active");
    expect(contact.mergedInto !== null).toBe(contact.status === "merged");
  }
}

/** What was said between a merge and its undoing stays with the survivor, though its visitor may go. */
const wasMerged = (merges: WorkingState["merges"], saidAt: string) =>
  [...merges.values()].some(({ at, undone }) => undone && at <= saidAt && saidAt <= undone.at);

function expectVisitors({ visitors, contacts, successors, senders, ...rest }: WorkingState): void {
  unique([...visitors.values()].map(({ number }) => number));
  for (const visitor of visitors.values()) {
    expect(visitor.number).toBeLessThanOrEqual(rest.lastVisitorNumber);
    if (visitor.contactId !== null)
      expect(["active", "archived"]).toContain(contacts.get(visitor.contactId)?.status);
    // Lists pass to the contact when it is identified.
    if (visitor.contactId !== null) expect(visitor.listIds).toEqual([]);
    unique(visitor.listIds);
    if (visitor.proven) expect(visitor.contactId).not.toBeNull();
    if (visitor.successorOf) {
      // A successor stands for its person and nobody else (P10).
      const { visitorId, contactId } = visitor.successorOf;
      expect(survivorOf({ contacts }, contactId)?.id).toBe(visitor.contactId);
      expect(successors.get(successorKey(visitorId, contactId))).toBe(visitor.id);
    }
    if (visitor.sender) expect(senders.get(senderKey(visitor.sender))).toBe(visitor.id);
  }
  for (const [key, id] of successors) {
    const { visitorId, contactId } = visitors.get(id)?.successorOf ?? {};
    expect(key).toBe(successorKey(visitorId ?? "nobody", contactId ?? "nobody"));
  }
}

/** What is kept beside the contacts, to merge them by, is what the visitors, pairs and merges say. */
function expectIndexes(state: WorkingState): void {
  const { contacts, visitors, suspicions, merges, conflicts } = state;
  for (const { id, mergedInto } of contacts.values()) {
    const linked = [...visitors.values()].filter(({ contactId }) => contactId === id);
    expect(state.visitorIdsOf.get(id)?.toSorted()).toEqual(linked.map((one) => one.id).sort());
    const suspects = [...suspicions.values()].flatMap(({ contactIds }) =>
      contactIds.includes(id) ? contactIds.filter((one) => one !== id) : [],
    );
    expect(state.suspectIdsOf.get(id)?.toSorted()).toEqual(suspects.sort());
    const standing = [...merges.values()].filter(
      ({ undone, survivorId, loserId }) => !undone && [survivorId, loserId].includes(id),
    );
    expect(state.mergesOf.get(id) ?? []).toEqual(standing.map((merge) => merge.id).sort());
    const imported = [...conflicts.values()].filter(
      ({ contactId, origin }) => contactId === id && origin.channel === "IMPORT",
    );
    expect(state.importedConflictsOf.get(id)?.toSorted()).toEqual(
      imported.map((one) => one.id).sort(),
    );
    const into = standing.find(({ loserId }) => loserId === id)?.survivorId ?? null;
    expect(mergedInto).toBe(into);
  }
}

function unique(values: readonly unknown[]): void {
  expect(new Set(values).size).toBe(values.length);
}
