import { setTimeout as wait } from "node:timers/promises";
import { isConnectionLoss } from "../database/connection-loss.ts";
import type { Log } from "../log.ts";

const FIRST_PAUSE_MILLIS = 50;
const LAST_PAUSE_MILLIS = 2_000;
/** Longer than a restart of PostgreSQL, shorter than a person waits for a page. */
const PATIENCE_MILLIS = 30_000;

/**
 * Reads again while the database is away, so that a restart of PostgreSQL does not end the subscriptions that happen to
 * read. Other errors, and the last one after half a minute, are thrown on. Only for reads: they may run twice.
 */
export async function readPatiently<T>(
  read: () => Promise<T>,
  { log, signal }: { log: Log; signal?: AbortSignal },
): Promise<T> {
  const until = Date.now() + PATIENCE_MILLIS;
  for (let pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LAST_PAUSE_MILLIS)) {
    try {
      return await read();
    } catch (error) {
      if (!isConnectionLoss(error) || Date.now() + pause > until || signal?.aborted) throw error;
      log.debug({ err: error }, "the database is away; the read is tried again");
      await wait(pause, undefined, { signal });
    }
  }
}
