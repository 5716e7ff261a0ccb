import type pg from "pg";

/** The maintained counts of one workspace, or of all (SPEC 2.6). */
export async function maintained(pool: pg.Pool, workspaceId: string | null = null) {
  const { rows } = await pool.query(
    `select workspace_id, identified::int, archived::int, anonymous_push::int, anonymous_conversations::int
     from workspace_head where $1::uuid is null or workspace_id = $1 order by workspace_id`,
    [workspaceId],
  );
  return rows;
}

/** The same by counting. */
export async function counted(pool: pg.Pool, workspaceId: string | null = null) {
  const contacts = (status: string) =>
    `(select count(*)::int from contact c where c.workspace_id = w.id and c.status = '${status}')`;
  const anonymous = (push: string) =>
    `(select count(*)::int from visitor v where v.workspace_id = w.id and v.contact_id is null and ${push})`;
  const { rows } = await pool.query(
    `select w.id as workspace_id, ${contacts("active")} as identified, ${contacts("archived")} as archived,
       ${anonymous("(v.kind = 'PUSH' or v.push_opted_in)")} as anonymous_push,
       ${anonymous("not (v.kind = 'PUSH' or v.push_opted_in)")} as anonymous_conversations
     from workspace w where $1::uuid is null or w.id = $1 order by w.id`,
    [workspaceId],
  );
  return rows;
}
