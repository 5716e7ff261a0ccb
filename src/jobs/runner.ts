import { setTimeout as delay } from "node:timers/promises";
import type { WorkerPool } from "graphile-worker";
import { openJobPool } from "../database/job-queue.ts";
import type { Log } from "../log.ts";
import { createTakeover } from "./takeover.ts";
import { type JobTasks, shutDown, startWorkers } from "./workers.ts";

export interface JobRunner {
  start(): void;
  /** Finishes the jobs under way; those that take too long go back to the queue. */
  stop(): Promise<void>;
}

const FINISH_WITHIN_MILLIS = 10_000;
const RESTART_AFTER_MILLIS = 1_000;

/** This server's part in doing what the job queue holds (docs/decisions/jobs.md). */
export function createJobRunner(options: {
  readonly url: string;
  readonly tasks: JobTasks;
  readonly atOnce?: number;
  /** How often a worker looks for jobs that have become due. */
  readonly pollMillis: number;
  /** After so long without a sign of life, the jobs of another server's workers are taken over. */
  readonly takeoverMillis: number;
  readonly finishWithinMillis?: number;
  readonly log: Log;
}): JobRunner {
  const { log, finishWithinMillis = FINISH_WITHIN_MILLIS } = options;
  const pool = openJobPool(options);
  const stopping = new AbortController();
  // Not to be answered by an async function as it is: it is a thenable, of its own end.
  let workers: WorkerPool | null = null;
  let running: Promise<void> = Promise.resolve();
  const takeover = createTakeover({
    pool,
    workersId: () => workers?.id ?? null,
    silentMillis: options.takeoverMillis,
    log,
  });

  async function work(): Promise<void> {
    // They are not started for a database that is away.
    await pool.query("select 1");
    if (stopping.signal.aborted) return;
    workers = startWorkers({ ...options, pool });
    await workers.promise;
  }

  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      await work().catch((err) => log.warn({ err }, "the job workers ended"));
      workers = null;
      await delay(RESTART_AFTER_MILLIS, undefined, stopping).catch(() => undefined);
    }
  }

  return {
    start() {
      running = keepRunning();
      takeover.start();
    },
    async stop() {
      stopping.abort();
      if (workers) await finish(workers, finishWithinMillis, log);
      await running;
      // Last, because what is still being finished would be taken over from one that is silent.
      await takeover.stop();
      await pool.end();
    },
  };
}

async function finish(workers: WorkerPool, withinMillis: number, log: Log): Promise<void> {
  const ended = new AbortController();
  const inTime = shutDown(workers, log).then(() => true);
  const late = delay(withinMillis, false, ended).catch(() => true);
  if (!(await Promise.race([inTime, late]))) {
    await Promise.resolve(workers.forcefulShutdown("The server stops.")).catch((err) =>
      log.warn({ err }, "the job workers did not end"),
    );
  }
  ended.abort();
}
