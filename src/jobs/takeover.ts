import type pg from "pg";
import { giveBackJobs, sayAlive } from "../database/job-servers.ts";
import { createRounds, type Rounds } from "../database/rounds.ts";
import type { Log } from "../log.ts";

/** So many signs of life come in the time after which silence means death. */
const SIGNS = 3;

/**
 * Says every so often that this server's workers are alive, and gives the jobs of workers that were killed back to the
 * queue. The queue itself does that after four hours, which is no time for somebody who waits in a chat.
 *
 * A server that could not reach the database for a while does not know who could: it watches anew.
 */
export function createTakeover(options: {
  readonly pool: pg.Pool;
  /** Null while there are none. */
  readonly workersId: () => string | null;
  readonly silentMillis: number;
  readonly log: Log;
}): Rounds {
  const { pool, workersId, silentMillis, log } = options;
  let watchingSince = 0;
  let lastSign = Number.NEGATIVE_INFINITY;
  return createRounds({
    everyMillis: silentMillis / SIGNS,
    log,
    failure: "the jobs of killed servers could not be looked for",
    async round() {
      const id = workersId();
      if (id === null) return;
      await sayAlive(pool, id);
      const now = performance.now();
      if (now - lastSign > silentMillis) watchingSince = now;
      lastSign = now;
      if (now - watchingSince < silentMillis) return;
      const dead = await giveBackJobs(pool, silentMillis);
      if (dead.length > 0) log.warn({ workers: dead }, "jobs of a killed server went back");
    },
  });
}
