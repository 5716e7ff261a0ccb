import { runMigrations, type SharedOptions } from "graphile-worker";
import pg from "pg";
import type { Log } from "../log.ts";
import { StartProblem } from "../start-problem.ts";
import { jobQueueLog } from "./job-queue-log.ts";

/** The last of the queue's own migrations that the installed package brings. */
const REVISION = 19;

/** Said outright, because the package would also take it from the environment and from files. */
const SCHEMA = "graphile_worker";

/** What the queue holds for itself: one connection for `LISTEN`, the others to take and finish jobs. */
const CONNECTIONS = 3;

/**
 * Whether the queue's tables are there in this version's form.
 *
 * @throws StartProblem when they have a newer form that this version can't work with.
 */
export async function isJobQueueReady(database: Pick<pg.ClientBase, "query">): Promise<boolean> {
  const { rows: tables } = await database.query<{ found: boolean }>(
    "select to_regclass('graphile_worker.migrations') is not null as found",
  );
  if (!tables[0]?.found) return false;
  const { rows } = await database.query<{ revision: number; breaking: number }>(
    `select coalesce(max(id), 0) as revision, coalesce(max(id) filter (where breaking), 0) as breaking
     from graphile_worker.migrations`,
  );
  const { revision = 0, breaking = 0 } = rows[0] ?? {};
  if (breaking > REVISION) {
    throw new StartProblem(
      `The job queue was migrated by a newer version of Onymous (to ${revision}): start that version, or restore a backup made before it.`,
    );
  }
  return revision >= REVISION;
}

/** Makes the queue's tables, or brings them to this version. The caller holds the migration lock. */
export async function installJobQueue(options: { url: string; log: Log }): Promise<void> {
  const pool = openJobPool(options);
  try {
    await runMigrations(jobQueueOptions(pool, options.log));
    options.log.info({ revision: REVISION }, "migrated the job queue");
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    throw new StartProblem(
      `The user of DATABASE_URL may not make the tables of the job queue, which have a schema of their own, "${SCHEMA}": ${(error as Error).message}. Allow it to create in the database (GRANT CREATE ON DATABASE), then start again.`,
      { cause: error },
    );
  } finally {
    await pool.end();
  }
}

/** Not the pool of the API: whoever listens and polls must not wait behind requests, nor they behind it. */
export function openJobPool({ url, log }: { url: string; log: Log }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: "onymous jobs",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  pool.on("error", (err) => log.warn({ err }, "an idle connection of the job queue broke"));
  pool.on("connect", (client) => {
    client.on("error", (err) => log.debug({ err }, "a connection of the job queue broke"));
  });
  return pool;
}

/** Everything that the package would otherwise look for in the environment and in the working folder. */
export function jobQueueOptions(pool: pg.Pool, log: Log): SharedOptions {
  return { pgPool: pool, schema: SCHEMA, logger: jobQueueLog(log) };
}
