import type { Pool } from "pg";
import type { Log } from "../log.ts";
import { isConnectionLoss } from "./connection-loss.ts";
import { prune } from "./event-log.ts";

const HOUR_MILLIS = 60 * 60 * 1000;
const DAY_MILLIS = 24 * HOUR_MILLIS;

export interface EventRetention {
  start(): void;
  /** Resolves when a round that is under way has ended. */
  stop(): Promise<void>;
}

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
}): EventRetention {
  const { pool, days, now, log, everyMillis = HOUR_MILLIS } = options;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let stopped = false;

  async function pruneAll(keptDays: number): Promise<void> {
    const before = new Date(now().getTime() - keptDays * DAY_MILLIS);
    const { rows } = await pool.query<{ id: string }>(
      "select workspace_id as id from workspace_head where position > pruned_through",
    );
    for (const { id } of rows) {
      if (stopped) return;
      const removed = await prune(pool, { workspaceId: id, before });
      if (removed > 0) log.info({ workspaceId: id, removed }, "removed old events");
    }
  }

  async function rounds(keptDays: number): Promise<void> {
    await pruneAll(keptDays).catch((err) => {
      // The next round does what this one could not.
      if (!isConnectionLoss(err)) log.error({ err }, "old events could not be removed");
    });
    if (stopped) return;
    timer = setTimeout(() => {
      round = rounds(keptDays);
    }, everyMillis);
  }

  return {
    start() {
      if (days !== null) round = rounds(days);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
