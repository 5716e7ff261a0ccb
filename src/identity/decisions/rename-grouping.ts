import type { RenameGrouping } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { groupingNameKey, type IdentityState } from "../state.ts";
import { findGrouping, groupingNotFound } from "./find-grouping.ts";

/** The default list keeps its name, which is the product's word (SPEC 3.11). */
export function renameGrouping(command: RenameGrouping, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { kind, groupingId, name } = command;
  const grouping = findGrouping(state, kind, groupingId);
  if (!grouping) return refused(groupingNotFound(kind, groupingId));
  if (groupingId === state.defaultListId)
    return refused({ code: "DEFAULT_LIST_STAYS", listId: groupingId });
  const holder = state.groupingNames.get(groupingNameKey(kind, name));
  if (holder !== undefined && holder !== groupingId)
    return refused({ code: "NAME_TAKEN", kind, groupingId: holder });
  const previousName = grouping.name;
  const head = headOf(command, {});
  if (previousName !== name)
    draft.record(
      kind === "list"
        ? { ...head, kind: "ListRenamed", listId: groupingId, previousName, name }
        : { ...head, kind: "TagRenamed", tagId: groupingId, previousName, name },
    );
  return accepted(draft, {});
}
