import type { Draft } from "../draft.ts";
import type { FieldChange } from "../field-change.ts";
import type { MergeRecord, MergeUndo, StaysWithSurvivor } from "../merge-record.ts";
import type { Conflict } from "../model.ts";
import { saysNothingNew } from "../values.ts";

interface UndoneConflicts {
  readonly reopened: { conflictId: string; contactId: string }[];
  readonly withdrawnConflictIds: string[];
  readonly settledConflictIds: string[];
}
type GoingBack = Pick<MergeUndo, "visitorIds" | "reverted">;

/** What is as the merge left it goes back: conflicts that it made, moved, superseded or closed. */
export function undoneConflicts(
  draft: Draft,
  merge: MergeRecord,
  back: GoingBack,
  stays: StaysWithSurvivor[],
): UndoneConflicts {
  const { state } = draft;
  const withdrawnConflictIds: string[] = [];
  for (const { id } of merge.newConflicts) {
    const status = state.conflicts.get(id)?.status;
    if (status === "open") withdrawnConflictIds.push(id);
    if (status === "resolved")
      stays.push({ what: "CONFLICT", conflictId: id, why: "DECIDED_SINCE" });
  }
  const ended = new Map<string, Conflict["status"]>([
    ...merge.superseded.map(({ conflictId }) => [conflictId, "superseded"] as const),
    ...merge.closedConflictIds.map((id) => [id, "closed"] as const),
  ]);
  const undone: UndoneConflicts = { reopened: [], withdrawnConflictIds, settledConflictIds: [] };
  const reopen = (conflictId: string, contactId: string, canBe: (one: Conflict) => boolean) => {
    const conflict = state.conflicts.get(conflictId);
    // Erased with the visitor that had said it.
    if (!conflict) return;
    if (conflict.status === (ended.get(conflictId) ?? "open") && canBe(conflict))
      undone.reopened.push({ conflictId, contactId });
    else stays.push({ what: "CONFLICT", conflictId, why: "DECIDED_SINCE" });
  };
  // What a visitor said that was unlinked since is withdrawn.
  for (const id of merge.movedConflictIds)
    reopen(id, merge.loserId, ({ origin }) => !hasLeft(draft, merge, origin.visitorId));
  const own = [...ended.keys()].filter(
    (id) =>
      !merge.movedConflictIds.includes(id) && !merge.newConflicts.some((one) => one.id === id),
  );
  for (const id of own)
    reopen(id, merge.survivorId, (conflict) =>
      isConflictAgain(draft, merge, back, undone, conflict),
    );
  for (const { field, next } of back.reverted) {
    const open = draft.contact(merge.survivorId).openConflicts[field];
    const goes = open && [...undone.reopened.map((one) => one.conflictId), ...withdrawnConflictIds];
    if (open && !goes?.includes(open.id) && saysNothingNew(open.secondary, next))
      undone.settledConflictIds.push(open.id);
  }
  return undone;
}

/** Whether one of the survivor's own can be open again: nothing stands in its place, and its visitor is still there. */
function isConflictAgain(
  draft: Draft,
  merge: MergeRecord,
  { reverted }: GoingBack,
  { reopened, withdrawnConflictIds }: UndoneConflicts,
  { field, secondary, origin }: Conflict,
): boolean {
  const survivor = draft.contact(merge.survivorId);
  const inItsPlace = survivor.openConflicts[field]?.id;
  const leaves =
    inItsPlace === undefined ||
    withdrawnConflictIds.includes(inItsPlace) ||
    reopened.some(({ conflictId }) => conflictId === inItsPlace);
  return leaves && !hasLeft(draft, merge, origin.visitorId) && differs();

  function differs(): boolean {
    const back: FieldChange | undefined = reverted.find((change) => change.field === field);
    return !saysNothingNew(secondary, back ? back.next : survivor.fields[field]?.value);
  }
}

/** Of a visitor that belonged to either, whether it was unlinked since. */
const hasLeft = ({ state }: Draft, merge: MergeRecord, visitorId: string | null) =>
  visitorId !== null &&
  [...merge.visitorIds, ...merge.ownVisitorIds].includes(visitorId) &&
  state.visitors.get(visitorId)?.contactId !== merge.survivorId;
