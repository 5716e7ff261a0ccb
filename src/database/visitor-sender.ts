import type pg from "pg";

/** The number of a channel that a visitor is (SPEC 3.4), which never changes; null: none, or no such visitor. */
export async function findSenderAddress(
  pool: pg.Pool,
  workspaceId: string,
  visitorId: string,
): Promise<string | null> {
  const { rows } = await pool.query<{ address: string | null }>({
    name: "onymous-visitor-sender",
    text: "select sender_address as address from visitor where workspace_id = $1 and id = $2",
    values: [workspaceId, visitorId],
  });
  return rows[0]?.address ?? null;
}
