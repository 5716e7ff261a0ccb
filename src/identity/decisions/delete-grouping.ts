import type { DeleteGrouping } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import type { IdentityState } from "../state.ts";
import { findGrouping, groupingNotFound } from "./find-grouping.ts";

/** For good. Who was on it stays as it is otherwise. The default list stays (SPEC 3.11). */
export function deleteGrouping(command: DeleteGrouping, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { kind, groupingId } = command;
  // A repeated command finds it deleted by its first time.
  if (state.deletedGroupings.get(groupingId)) return accepted(draft, {});
  const grouping = findGrouping(state, kind, groupingId);
  if (!grouping) return refused(groupingNotFound(kind, groupingId));
  if (groupingId === state.defaultListId)
    return refused({ code: "DEFAULT_LIST_STAYS", listId: groupingId });
  const { name } = grouping;
  const head = headOf(command, {});
  draft.record(
    kind === "list"
      ? { ...head, kind: "ListDeleted", listId: groupingId, name }
      : { ...head, kind: "TagDeleted", tagId: groupingId, name },
  );
  return accepted(draft, {});
}
