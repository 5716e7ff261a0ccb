import type { Grouping, GroupingKind } from "../model.ts";
import type { Refusal } from "../refusals.ts";
import type { IdentityState } from "../state.ts";

/** The list or tag; undefined where there is none, also for the id of one of the other kind. */
export function findGrouping(
  state: IdentityState,
  kind: GroupingKind,
  id: string,
): Grouping | undefined {
  const grouping = state.groupings.get(id);
  return grouping?.kind === kind ? grouping : undefined;
}

export const groupingNotFound = (kind: GroupingKind, id: string): Refusal =>
  kind === "list"
    ? { code: "LIST_NOT_FOUND", listId: id }
    : { code: "TAG_NOT_FOUND", tagIds: [id] };
