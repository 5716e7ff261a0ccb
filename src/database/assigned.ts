import type pg from "pg";

/** A removed member that still is an assignee. */
export interface FormerAssignee {
  readonly workspaceId: string;
  readonly memberId: string;
}

export async function formerAssignees(pool: pg.Pool): Promise<FormerAssignee[]> {
  const { rows } = await pool.query<FormerAssignee>(
    `select m.workspace_id as "workspaceId", m.id as "memberId" from member m
     where m.removed_at is not null and (
       exists (select from contact c where c.workspace_id = m.workspace_id and c.assignee_id = m.id)
       or exists (select from conversation k where k.workspace_id = m.workspace_id and k.assignee_id = m.id))`,
  );
  return rows;
}

/** Some of what a member has: contacts that were merged too, because undoing brings them back. */
export async function assignedTo(
  pool: pg.Pool,
  { workspaceId, memberId }: FormerAssignee,
  limit: number,
) {
  const values = [workspaceId, memberId, limit];
  const contacts = await pool.query<{ id: string; merged: boolean }>(
    `select id, status = 'merged' as merged from contact
     where workspace_id = $1 and assignee_id = $2 limit $3`,
    values,
  );
  const conversations = await pool.query<{ id: string; visitorId: string }>(
    `select id, visitor_id as "visitorId" from conversation
     where workspace_id = $1 and assignee_id = $2 limit $3`,
    values,
  );
  return { contacts: contacts.rows, conversations: conversations.rows };
}
