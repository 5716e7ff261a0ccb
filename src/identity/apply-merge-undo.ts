import { changeContact, changeVisitor, placeConflict } from "./apply-changes.ts";
import {
  addPair,
  movePairs,
  moveStandIns,
  moveVisitors,
  setFields,
  setOpenConflicts,
} from "./apply-merge.ts";
import type { MergeUndone } from "./events.ts";
import type { ConflictStatus, Contact, FieldName, FieldState, Identifier } from "./model.ts";
import { identifierKey, the } from "./state.ts";
import type { MutableState } from "./working-state.ts";

/** What `decisions/undo-merge.ts` found to go back goes back; everything else is as it is. */
export function applyMergeUndo(state: MutableState, event: MergeUndone): void {
  const { undo, mergeId } = event;
  const { survivorId, loserId } = undo;
  const record = the(state.merges, mergeId);
  setFields(state, survivorId, undo.reverted);
  setFields(state, loserId, undo.lost);

  const survivor = the(state.contacts, survivorId);
  const loser = the(state.contacts, loserId);
  const returns = new Set(undo.identifiers.map((one) => identifierKey(one.kind, one.value)));
  changeContact(state, survivorId, {
    identifiers: survivor.identifiers
      .filter((one) => !returns.has(identifierKey(one.kind, one.value)))
      .map((one) => ({ ...one, primary: survivor.fields[one.kind]?.value === one.value })),
    listIds: survivor.listIds.filter((id) => !undo.listIds.includes(id)),
    tagIds: survivor.tagIds.filter((id) => !undo.tagIds.includes(id)),
    ...(undo.unassigned ? { assigneeId: null } : {}),
    ...(undo.archivedAt === null ? {} : { status: "archived", archivedAt: undo.archivedAt }),
  });
  changeContact(state, loserId, {
    status: loser.statusBeforeMerge ?? "active",
    statusBeforeMerge: null,
    mergedInto: null,
    identifiers: undo.identifiers,
    fields: provenSince(loser.fields, undo.identifiers),
  });
  for (const key of returns) state.owners.set(key, { type: "contact", id: loserId });
  moveVisitors(state, undo.visitorIds, survivorId, loserId);
  for (const id of undo.unprovenVisitorIds) changeVisitor(state, id, { proven: false });
  moveStandIns(state, undo.standInIds, survivorId, loserId);
  undoConflicts(state, event);
  movePairs(state, undo.movedPairs, survivorId, loserId);
  for (const pair of undo.settledPairs) addPair(state, pair);
  if (undo.dismissed) addPair(state, undo.dismissed);
  state.merges.set(mergeId, { ...record, undone: { at: event.recordedAt, by: event.actor } });
  for (const id of [survivorId, loserId])
    state.mergesOf.set(
      id,
      (state.mergesOf.get(id) ?? []).filter((one) => one !== mergeId),
    );
}

/** Main values of which the email or phone comes back proven. */
function provenSince(
  fields: Contact["fields"],
  identifiers: readonly Identifier[],
): Contact["fields"] {
  const next: { [F in FieldName]?: FieldState } = { ...fields };
  for (const { kind, primary, verified } of identifiers) {
    const main = fields[kind];
    if (main && primary && main.verified !== verified) next[kind] = { ...main, verified };
  }
  return next;
}

function undoConflicts(state: MutableState, { undo }: MergeUndone): void {
  const { survivorId, loserId } = undo;
  const end = (ids: readonly string[], status: ConflictStatus) => {
    for (const id of ids) state.conflicts.set(id, { ...the(state.conflicts, id), status });
  };
  end(undo.withdrawnConflictIds, "withdrawn");
  end(undo.settledConflictIds, "closed");
  for (const { conflictId, contactId } of undo.reopened)
    placeConflict(state, { ...the(state.conflicts, conflictId), status: "open", contactId });
  const reopened = undo.reopened.map(({ conflictId }) => conflictId);
  const own = Object.values(the(state.contacts, survivorId).openConflicts).map(({ id }) => id);
  setOpenConflicts(state, survivorId, [...own, ...reopened]);
  setOpenConflicts(state, loserId, reopened);
}
