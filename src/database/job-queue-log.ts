import { Logger } from "graphile-worker";
import type { Log } from "../log.ts";

/** What the job queue says, without what is told elsewhere (jobs that fail) and without payloads. */
export function jobQueueLog(log: Log): Logger {
  return new Logger(() => (level, message, meta = {}) => {
    if (meta.failure) return;
    const name: string = level;
    if (name === "error" || name === "warning") {
      log.warn({ err: meta.error ?? meta.fatalError }, `job queue: ${message}`);
    } else log.debug(`job queue: ${message}`);
  });
}
