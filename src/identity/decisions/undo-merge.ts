import type { UndoMerge } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import type { IdentityState } from "../state.ts";
import { undoOf } from "./merge-undo.ts";

/** SPEC 6.4. Its preview is this decision, not carried out. */
export function undoMerge(command: UndoMerge, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { mergeId } = command;
  const merge = state.merges.get(mergeId);
  if (!merge) return refused({ code: "MERGE_NOT_FOUND", mergeId });
  if (merge.undone) return refused({ code: "MERGE_ALREADY_UNDONE", mergeId });
  const { survivorId, loserId } = merge;
  const laterMergeId = state.mergesOf.get(survivorId)?.at(-1);
  if (laterMergeId !== undefined && laterMergeId !== mergeId)
    return refused({ code: "LATER_MERGE_FIRST", mergeId, laterMergeId });
  draft.record({
    ...headOf(command, {}),
    kind: "MergeUndone",
    contactId: survivorId,
    otherContactId: loserId,
    mergeId,
    undo: undoOf(draft, merge),
  });
  return accepted(draft, { contactId: survivorId });
}
