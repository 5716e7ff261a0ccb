import type pg from "pg";

/** The contact, and all those that lead to it now through any chain of merges. */
export async function withMergedIds(
  pool: pg.Pool,
  workspaceId: string,
  contactId: string,
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `with recursive merged(id) as (
       select $2::uuid
       union select c.id from merged join contact c on c.workspace_id = $1 and c.merged_into = merged.id
     ) select id from merged`,
    [workspaceId, contactId],
  );
  return rows.map(({ id }) => id);
}
