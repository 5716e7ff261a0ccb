import type pg from "pg";

/** Whose a conversation is; null: this workspace has no conversation with that id. */
export async function findConversationVisitor(
  pool: pg.Pool,
  workspaceId: string,
  conversationId: string,
): Promise<string | null> {
  const { rows } = await pool.query<{ visitorId: string }>({
    name: "onymous-conversation-visitor",
    text: `select visitor_id as "visitorId" from conversation where workspace_id = $1 and id = $2`,
    values: [workspaceId, conversationId],
  });
  return rows[0]?.visitorId ?? null;
}
