import type { CreateGrouping } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { derivedId } from "../derived-id.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { groupingNameKey, type IdentityState } from "../state.ts";

/** Names are unique among the lists, and among the tags; that of a deleted one is free. */
export function createGrouping(command: CreateGrouping, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { kind, name } = command;
  const id = derivedId(command.id, "grouping");
  if (state.groupings.get(id)) return accepted(draft, {});
  const groupingId = state.groupingNames.get(groupingNameKey(kind, name));
  if (groupingId !== undefined) return refused({ code: "NAME_TAKEN", kind, groupingId });
  const head = headOf(command, {});
  draft.record(
    kind === "list"
      ? { ...head, kind: "ListCreated", listId: id, name }
      : { ...head, kind: "TagCreated", tagId: id, name },
  );
  return accepted(draft, {});
}
