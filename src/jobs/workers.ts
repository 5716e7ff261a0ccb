import { EventEmitter } from "node:events";
import { runTaskList, type TaskList, type WorkerEvents, type WorkerPool } from "graphile-worker";
import type pg from "pg";
import { jobQueueOptions } from "../database/job-queue.ts";
import { describeError, type Log } from "../log.ts";

/** Does a job. It may be done again, also while it is still under way elsewhere: doing it twice must do no harm. */
export type JobTask = (payload: unknown) => Promise<void>;
export type JobTasks = { readonly [task: string]: JobTask };

const AT_ONCE = 2;

/** Workers that take jobs until they are told to shut down, or can't go on: `promise` settles then. */
export function startWorkers(options: {
  readonly pool: pg.Pool;
  readonly tasks: JobTasks;
  /** How many jobs one server does at once: 2 without it. Each that is idle asks the database once in `pollMillis`. */
  readonly atOnce?: number;
  readonly pollMillis: number;
  readonly log: Log;
}): WorkerPool {
  const { pool, log } = options;
  const events: WorkerEvents = new EventEmitter();
  const workers = runTaskList(
    {
      ...jobQueueOptions(pool, log),
      events,
      concurrency: options.atOnce ?? AT_ONCE,
      pollInterval: options.pollMillis,
      noHandleSignals: true,
      // 0 rather than none: without a batch, a job that can't be marked as done is a rejection that nobody handles.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    },
    taskList(options.tasks, log),
    pool,
  );
  // What they could not look up at their start they never look up again.
  let ready = false;
  const isReady = () => {
    ready = true;
  };
  events.once("worker:getJob:empty", isReady);
  events.once("job:start", isReady);
  events.on("worker:getJob:error", () => {
    if (!ready) void shutDown(workers, log);
  });
  return workers;
}

/** Resolves when the jobs under way are done. A second call waits for the same. */
export async function shutDown(workers: WorkerPool, log: Log): Promise<void> {
  await Promise.resolve(workers.gracefulShutdown()).catch((err) =>
    log.warn({ err }, "the job workers did not end well"),
  );
}

/** The queue keeps the message of what went wrong: it gets what may be kept. */
function taskList(tasks: JobTasks, log: Log): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([task, run]) => [
      task,
      async (payload: unknown) => {
        try {
          await run(payload);
        } catch (err) {
          log.error({ err, task }, "a job failed, and is tried again later");
          const { type, message } = describeError(err);
          throw new Error(message ?? type);
        }
      },
    ]),
  );
}
