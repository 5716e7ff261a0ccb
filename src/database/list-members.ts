import type pg from "pg";
import type { Visitor } from "./generated/prisma/client.ts";
import {
  type NestedPageRequest,
  type NestedPages,
  pages,
  type TimeKey,
  VISITOR,
} from "./nested-pages.ts";

export type ListedVisitor = Visitor & { readonly addedAt: Date };

/** The anonymous visitors of lists, those added last first. */
export async function visitorsOfLists(
  pool: pg.Pool,
  request: NestedPageRequest<TimeKey>,
): Promise<NestedPages<ListedVisitor>> {
  const rows = await pages<ListedVisitor>(
    pool,
    request,
    `select ${VISITOR}, l.added_at as "addedAt" from visitor_list_member l
       join visitor v on v.workspace_id = l.workspace_id and v.id = l.visitor_id
       where l.workspace_id = $1 and l.list_id = p.id
       and ($4::timestamptz is null or (l.added_at, l.visitor_id) < ($4, $5::uuid))
       order by l.added_at desc, l.visitor_id desc limit $3`,
    [request.after?.at ?? null, request.after?.id ?? null],
  );
  for (const page of rows.values()) for (const row of page) row.number = BigInt(row.number);
  return rows;
}

/** How many active contacts and anonymous visitors each list has. Those that are hidden are few: they are taken off. */
export async function countListMembers(
  pool: pg.Pool,
  workspaceId: string,
  listIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; count: number }>(
    `select p.id, (
       (select count(*) from contact_list_member m where m.workspace_id = $1 and m.list_id = p.id)
       - (select count(*) from contact c
          join contact_list_member m on m.workspace_id = $1 and m.list_id = p.id and m.contact_id = c.id
          where c.workspace_id = $1 and c.status in ('archived', 'merged'))
       + (select count(*) from visitor_list_member m where m.workspace_id = $1 and m.list_id = p.id)
     )::float8 as count from unnest($2::uuid[]) p(id)`,
    [workspaceId, listIds],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
