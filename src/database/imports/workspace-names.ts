import type { Pool } from "pg";
import type { GroupingKind } from "../../identity/model.ts";

/** All lists and tags of a workspace by their names. */
export async function readStandingNames(
  pool: Pool,
  workspaceId: string,
): Promise<{ readonly kind: GroupingKind; readonly id: string; readonly name: string }[]> {
  const { rows } = await pool.query(
    `select 'list' as kind, id, name from contact_list where workspace_id = $1 and deleted_at is null
     union all select 'tag', id, name from tag where workspace_id = $1 and deleted_at is null`,
    [workspaceId],
  );
  return rows;
}

/** The ids of the members of a workspace by their emails. */
export async function readMemberEmails(
  pool: Pool,
  workspaceId: string,
): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; email: string }>(
    "select id, email from member where workspace_id = $1 and removed_at is null",
    [workspaceId],
  );
  return new Map(rows.map(({ id, email }) => [email, id]));
}
