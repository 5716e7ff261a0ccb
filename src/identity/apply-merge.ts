import { changeContact, changeVisitor, placeConflict, rememberPair } from "./apply-changes.ts";
import type { ContactsMerged } from "./events.ts";
import type { FieldChange } from "./field-change.ts";
import type { Conflict, FieldName, FieldState, SuspectedDuplicate } from "./model.ts";
import { identifierKey, pairKey, successorKey, the } from "./state.ts";
import type { MutableState } from "./working-state.ts";

/** The loser keeps its own values, lists, tags and assignee as they were: they are what undoing brings back. */
export function applyMerge(state: MutableState, event: ContactsMerged): void {
  const { merge, mergeId, versions } = event;
  const { survivorId, loserId } = merge;
  const loser = the(state.contacts, loserId);
  setFields(state, survivorId, merge.filled);
  const survivor = the(state.contacts, survivorId);
  const isFilled = (kind: string, value: string) =>
    merge.filled.some((change) => change.field === kind && change.next === value);
  changeContact(state, survivorId, {
    identifiers: [
      ...survivor.identifiers,
      ...merge.identifiers.map((one) => ({ ...one, primary: isFilled(one.kind, one.value) })),
    ],
    listIds: [...survivor.listIds, ...merge.listIds],
    tagIds: [...survivor.tagIds, ...merge.tagIds],
    assigneeId: merge.assigneeId ?? survivor.assigneeId,
    ...(merge.archivedAt === null ? {} : { status: "active", archivedAt: null }),
  });
  for (const { kind, value } of merge.identifiers)
    state.owners.set(identifierKey(kind, value), { type: "contact", id: survivorId });
  moveVisitors(state, merge.visitorIds, loserId, survivorId);
  moveStandIns(state, merge.standInIds, loserId, survivorId);
  mergeConflicts(state, event);
  removePairs(state, merge.settledPairs);
  movePairs(state, merge.movedPairs, loserId, survivorId);
  changeContact(state, loserId, {
    status: "merged",
    statusBeforeMerge: loser.status as "active" | "archived",
    mergedInto: survivorId,
    identifiers: [],
    openConflicts: {},
  });
  state.merges.set(mergeId, {
    ...merge,
    id: mergeId,
    cause: event.cause,
    at: event.recordedAt,
    by: event.actor,
    versions,
    undone: null,
  });
  for (const id of [survivorId, loserId])
    state.mergesOf.set(id, [...(state.mergesOf.get(id) ?? []), mergeId]);
}

/** Main values in the contact's fields alone: identifiers are moved by themselves. */
export function setFields(
  state: MutableState,
  contactId: string,
  changes: readonly FieldChange[],
): void {
  const { fields } = the(state.contacts, contactId);
  const next: { [F in FieldName]?: FieldState } = { ...fields };
  for (const { field, next: value, verified, origin } of changes)
    next[field] = { value, verified, version: (fields[field]?.version ?? 0) + 1, origin };
  if (changes.length > 0) changeContact(state, contactId, { fields: next });
}

export function moveVisitors(
  state: MutableState,
  visitorIds: readonly string[],
  from: string,
  to: string,
): void {
  for (const id of visitorIds) changeVisitor(state, id, { contactId: to });
  const left = state.visitorIdsOf.get(from);
  if (left)
    state.visitorIdsOf.set(
      from,
      left.filter((id) => !visitorIds.includes(id)),
    );
  const joined = state.visitorIdsOf.get(to);
  if (joined) state.visitorIdsOf.set(to, [...joined, ...visitorIds]);
}

/** P10: who stood in for the one on a device stands in for the other. */
export function moveStandIns(
  state: MutableState,
  visitorIds: readonly string[],
  from: string,
  to: string,
): void {
  for (const id of visitorIds) {
    const { successorOf } = the(state.visitors, id);
    if (!successorOf) continue;
    state.successors.delete(successorKey(successorOf.visitorId, from));
    const key = successorKey(successorOf.visitorId, to);
    // One a pair: the one that was there before stays it.
    const isFree = state.successors.get(key) === undefined;
    if (isFree) state.successors.set(key, id);
    const next = isFree ? { ...successorOf, contactId: to } : null;
    changeVisitor(state, id, { successorOf: next });
  }
}

function mergeConflicts(state: MutableState, { merge }: ContactsMerged): void {
  const { survivorId } = merge;
  const change = (id: string, to: Partial<Conflict>) =>
    placeConflict(state, { ...the(state.conflicts, id), ...to });
  for (const id of merge.movedConflictIds) change(id, { contactId: survivorId });
  for (const conflict of merge.newConflicts) placeConflict(state, conflict);
  for (const { conflictId } of merge.superseded) change(conflictId, { status: "superseded" });
  for (const id of merge.closedConflictIds) change(id, { status: "closed" });
  const own = Object.values(the(state.contacts, survivorId).openConflicts).map(({ id }) => id);
  setOpenConflicts(state, survivorId, [
    ...own,
    ...merge.movedConflictIds,
    ...merge.newConflicts.map(({ id }) => id),
  ]);
}

/** Of these, the ones that are open and the contact's are its open conflicts. */
export function setOpenConflicts(
  state: MutableState,
  contactId: string,
  conflictIds: readonly string[],
): void {
  const openConflicts: { [F in FieldName]?: Conflict } = {};
  for (const id of conflictIds) {
    const conflict = the(state.conflicts, id);
    if (conflict.status === "open" && conflict.contactId === contactId)
      openConflicts[conflict.field] = conflict;
  }
  changeContact(state, contactId, { openConflicts });
}

/** Pairs of the one become pairs of the other, with whom they were. */
export function movePairs(
  state: MutableState,
  pairs: readonly SuspectedDuplicate[],
  from: string,
  to: string,
): void {
  removePairs(state, pairs);
  for (const pair of pairs) addPair(state, { ...pair, contactIds: replaced(pair, from, to) });
}

const replaced = ({ contactIds }: SuspectedDuplicate, from: string, to: string) =>
  contactIds.map((id) => (id === from ? to : id)).sort() as [string, string];

export function addPair(state: MutableState, pair: SuspectedDuplicate): void {
  const [one, other] = pair.contactIds;
  state.suspicions.set(pairKey(one, other), pair);
  state.pairKeys.set(pair.id, pairKey(one, other));
  rememberPair(state, one, other);
}

export function removePairs(state: MutableState, pairs: readonly SuspectedDuplicate[]): void {
  for (const { id, contactIds } of pairs) {
    const [one, other] = contactIds;
    state.suspicions.delete(pairKey(one, other));
    state.pairKeys.delete(id);
    for (const [id, suspect] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = state.suspectIdsOf.get(id);
      if (known)
        state.suspectIdsOf.set(
          id,
          known.filter((known) => known !== suspect),
        );
    }
  }
}
