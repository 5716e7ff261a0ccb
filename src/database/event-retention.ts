import type { Pool } from "pg";
import type { Log } from "../log.ts";
import { prune } from "./event-log.ts";
import { createRounds, HOUR_MILLIS, type Rounds } from "./rounds.ts";

const DAY_MILLIS = 24 * HOUR_MILLIS;

/**
 * Removes what is older than the business keeps, at the start and every hour. Many servers may do it: a second one
 * finds nothing to remove.
 */
export function createEventRetention(options: {
  pool: Pool;
  /** null: events are kept for ever. */
  days: number | null;
  now: () => Date;
  log: Log;
  everyMillis?: number;
}): Rounds {
  const { pool, days, now, log, everyMillis = HOUR_MILLIS } = options;

  async function pruneAll(keptDays: number, stopped: () => boolean): Promise<void> {
    const before = new Date(now().getTime() - keptDays * DAY_MILLIS);
    const { rows } = await pool.query<{ id: string }>(
      "select workspace_id as id from workspace_head where position > pruned_through",
    );
    for (const { id } of rows) {
      if (stopped()) return;
      const removed = await prune(pool, { workspaceId: id, before });
      if (removed > 0) log.info({ workspaceId: id, removed }, "removed old events");
    }
  }

  return createRounds({
    async round(stopped) {
      if (days !== null) await pruneAll(days, stopped);
    },
    everyMillis,
    log,
    failure: "old events could not be removed",
  });
}
