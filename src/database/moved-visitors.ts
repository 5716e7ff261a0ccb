import type pg from "pg";
import type { Visitor } from "./generated/prisma/client.ts";
import { VISITOR } from "./nested-pages.ts";

/** A page of the given visitors, the newest first. There may be more of them than a statement takes parameters. */
export async function pageOfVisitors(
  pool: pg.Pool,
  request: {
    readonly workspaceId: string;
    readonly ids: readonly string[];
    readonly limit: number;
    readonly after: bigint | null;
  },
): Promise<Visitor[]> {
  const { workspaceId, ids, limit, after } = request;
  const { rows } = await pool.query<Visitor>(
    `select ${VISITOR} from visitor v where v.workspace_id = $1 and v.id = any($2::uuid[])
       and ($3::bigint is null or v.number < $3) order by v.number desc limit $4`,
    [workspaceId, ids, after === null ? null : String(after), limit],
  );
  for (const row of rows) row.number = BigInt(row.number);
  return rows;
}

/** How many conversations the given visitors have. */
export async function countConversationsOf(
  pool: pg.Pool,
  workspaceId: string,
  visitorIds: readonly string[],
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::integer as count from conversation c
       where c.workspace_id = $1 and c.visitor_id = any($2::uuid[])`,
    [workspaceId, visitorIds],
  );
  return rows[0]?.count ?? 0;
}
