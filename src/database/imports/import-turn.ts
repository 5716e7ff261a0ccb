import type { Pool } from "pg";
import { withClient } from "../workspace-lock.ts";

/**
 * One at a time for each workspace, for as long as `run` takes: the lock is the connection's, and ends with it, so a
 * server that is killed holds up nobody. Throws where somebody has the turn: the job is tried again. `run` asks now and
 * then for its turn, which throws where the connection, and with it the turn, is lost.
 */
export async function withImportTurn(
  pool: Pool,
  workspaceId: string,
  run: (askForTurn: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await withClient(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 1)) as mine",
      [workspaceId],
    );
    if (!rows[0]?.mine) throw new Error("another server works on the imports of this workspace");
    try {
      await run(async () => {
        await client.query("select");
      });
    } finally {
      await client.query("select pg_advisory_unlock(hashtextextended($1, 1))", [workspaceId]);
    }
  });
}
