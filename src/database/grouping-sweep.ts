import type { Pool } from "pg";
import type { Log } from "../log.ts";
import { createRounds, HOUR_MILLIS, type Rounds } from "./rounds.ts";

/** How many memberships one statement removes. Nothing waits for it but whoever writes the very same rows. */
const CHUNK = 5_000;

const GROUPINGS = [
  {
    table: "contact_list",
    memberships: [
      { table: "contact_list_member", grouping: "list_id" },
      { table: "visitor_list_member", grouping: "list_id" },
    ],
  },
  { table: "tag", memberships: [{ table: "contact_tag", grouping: "tag_id" }] },
] as const;

/**
 * Removes deleted lists and tags with all their memberships, at the start and every hour. Nothing shows them any more,
 * so it needs no lock; and whoever is interrupted in the middle, or does it twice, goes on where it is. No membership is
 * added meanwhile: the rules see no deleted list or tag.
 */
export function createGroupingSweep(options: {
  pool: Pool;
  log: Log;
  everyMillis?: number;
  chunk?: number;
}): Rounds {
  const { pool, log, everyMillis = HOUR_MILLIS, chunk = CHUNK } = options;

  async function sweepAll(stopped: () => boolean): Promise<void> {
    for (const { table, memberships } of GROUPINGS) {
      const { rows } = await pool.query<{ workspaceId: string; id: string }>(
        `select workspace_id as "workspaceId", id from ${table} where deleted_at is not null`,
      );
      for (const { workspaceId, id } of rows) {
        for (const of of memberships) await removeMemberships(of, workspaceId, id, stopped);
        if (stopped()) return;
        await pool.query(
          `delete from ${table} where workspace_id = $1 and id = $2 and deleted_at is not null`,
          [workspaceId, id],
        );
      }
    }
  }

  async function removeMemberships(
    { table, grouping }: { table: string; grouping: string },
    workspaceId: string,
    id: string,
    stopped: () => boolean,
  ): Promise<void> {
    for (let removed = chunk; removed === chunk && !stopped(); )
      removed =
        (
          await pool.query(
            `delete from ${table} where ctid = any(array(
               select ctid from ${table} where workspace_id = $1 and ${grouping} = $2 limit ${chunk}))`,
            [workspaceId, id],
          )
        ).rowCount ?? 0;
  }

  return createRounds({
    round: sweepAll,
    everyMillis,
    log,
    failure: "deleted lists and tags could not be removed",
  });
}
