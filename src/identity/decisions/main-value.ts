import { type Draft, headOf } from "../draft.ts";
import type { EventHead, UpdateCause } from "../events.ts";
import type { FieldChange } from "../field-change.ts";
import { saysNothingNew } from "../values.ts";

/**
 * The one way in which main values of an existing contact change. A conflict that no longer is one closes itself
 * (SPEC 5.5).
 */
export function changeMainValues(
  draft: Draft,
  about: Partial<EventHead> & { contactId: string },
  cause: UpdateCause,
  changes: readonly FieldChange[],
): void {
  if (changes.length === 0) return;
  const head = { ...headOf(draft.command, about), contactId: about.contactId };
  draft.record({ ...head, kind: "ContactUpdated", cause, changes });
  for (const { field, next } of changes) {
    const conflict = draft.contact(about.contactId).openConflicts[field];
    if (!conflict || next === null || !saysNothingNew(conflict.secondary, next)) continue;
    draft.record({ ...head, kind: "ConflictClosed", conflictId: conflict.id, field });
  }
}
