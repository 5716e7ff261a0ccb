import type { Build } from "./load-build.ts";
import { each, rows } from "./load-columns.ts";
import type { LoadRequest } from "./load-request.ts";

/** Lists and tags that are named, by id or by name. */
export function groupingParts(wanted: LoadRequest, { value, has, results }: Build): void {
  if (has("groupings", wanted.groupingIds.length + wanted.groupingNames.length > 0)) {
    const ids = value(wanted.groupingIds);
    const kinds = value(wanted.groupingNames.map(({ kind }) => kind));
    const names = value(wanted.groupingNames.map(({ name }) => name));
    const of = (kind: string, table: string) =>
      `select '${kind}' as kind, g.id, g.name from ${table} g where g.workspace_id = $1 and g.deleted_at is null
        and (g.id = any(${ids}::uuid[]) or g.name_key in
          (select n.name from unnest(${kinds}::text[], ${names}::text[]) n(kind, name) where n.kind = '${kind}'))`;
    results.push(rows("groupings", `${of("list", "contact_list")} union all ${of("tag", "tag")}`));
  }
}

/** Members that are named, and those whom the contacts and conversations at hand are assigned to. */
export function memberParts(
  wanted: LoadRequest,
  { value, has, results }: Build,
  contacts: string,
): void {
  // Whose the conversations at hand are, or become, is the contacts' to say (SPEC 3.9).
  const assignees = wanted.latestOnChannels.length + wanted.conversationIds.length > 0;
  const members = has("people", wanted.memberIds.length > 0);
  if (has("assignees", assignees) || members) {
    const named = `select unnest(${value(wanted.memberIds)}::uuid[])`;
    const assigned =
      () => `select c.assignee_id from (${contacts}) wanted(id) ${each("contact c", "c.id = wanted.id")} c
      union select k.assignee_id from unnest(${value(wanted.conversationIds)}::uuid[]) wanted(id)
      ${each("conversation k", "k.id = wanted.id")} k`;
    results.push(
      rows(
        "members",
        `select m.id, m.removed_at is null as active
         from (${assignees ? `${named} union ${assigned()}` : named}) wanted(id) ${each("member m", "m.id = wanted.id")} m`,
      ),
    );
  }
}
