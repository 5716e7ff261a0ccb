import { changeContact } from "./apply-changes.ts";
import { removePairs } from "./apply-merge.ts";
import type { ConflictReopened, DuplicateWithdrawn } from "./events.ts";
import type { Conflict } from "./model.ts";
import { pairKey, the } from "./state.ts";
import type { MutableState } from "./working-state.ts";

export function reopenConflict(state: MutableState, { conflictId }: ConflictReopened): void {
  const conflict: Conflict = { ...the(state.conflicts, conflictId), status: "open" };
  state.conflicts.set(conflictId, conflict);
  const { openConflicts } = the(state.contacts, conflict.contactId);
  changeContact(state, conflict.contactId, {
    openConflicts: { ...openConflicts, [conflict.field]: conflict },
  });
}

/** Nobody suspected them: they may be suspected again. */
export function withdrawPair(
  state: MutableState,
  { contactId, otherContactId }: DuplicateWithdrawn,
): void {
  const pair = state.suspicions.get(pairKey(contactId, otherContactId));
  if (pair) removePairs(state, [pair]);
}
