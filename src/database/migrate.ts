import { readFile } from "node:fs/promises";
import pg from "pg";
import type { Log } from "../log.ts";
import { StartProblem } from "../start-problem.ts";
import { connectionProblem } from "./connection-problem.ts";
import { installJobQueue, isJobQueueReady } from "./job-queue.ts";
import { type MigrationFolder, readMigrationFolder, schemaPath } from "./migration-folder.ts";
import { noFilters, openSchemaEngine } from "./schema-engine.ts";

/** The oldest PostgreSQL that the tests run on. */
const OLDEST_POSTGRES = 15;

/** Any constant number, as long as every version of Onymous uses the same one. */
const migrationLock = 7_266_001;

/**
 * Brings the database to this version's schema with the plain SQL of prisma/migrations, recorded in Prisma's
 * `_prisma_migrations` table, so that `prisma migrate deploy` does the same. The job queue brings its own tables.
 *
 * Servers that start at once take turns: the first migrates, the others find nothing to do. A database that is
 * already right is only read, so a start needs no right to change tables.
 *
 * @throws StartProblem when the database can't be reached, is too old, was left by a failed migration, or has been
 * migrated by a newer version.
 */
export async function migrate(options: {
  url: string;
  log: Log;
  /** For tests: another folder of migrations, another limit. */
  migrationsFolder?: string;
  oldestPostgres?: number;
}): Promise<void> {
  const migrations = await readMigrationFolder(options.migrationsFolder);
  // The lock needs a connection of its own: the engine's may be closed and opened by the engine as it likes.
  const guard = new pg.Client({
    connectionString: options.url,
    application_name: "onymous migration lock",
    connectionTimeoutMillis: 10_000,
  });
  guard.on("error", (err) => options.log.warn({ err }, "the migration lock's connection broke"));
  try {
    await guard.connect();
  } catch (error) {
    throw connectionProblem(error, options.url);
  }
  try {
    await refuseOldPostgres(guard, options.oldestPostgres ?? OLDEST_POSTGRES);
    if (await isMigrated(guard, migrations)) return;
    await guard.query("select pg_advisory_lock($1)", [migrationLock]);
    const { complete, unfinished } = await readState(guard, migrations);
    // Under the lock nobody else is at it.
    if (unfinished !== null) throw failedMigration(unfinished);
    if (!complete) await apply(options.url, migrations, options.log);
    if (!(await isJobQueueReady(guard))) await installJobQueue(options);
  } finally {
    // Closing the connection gives the lock back.
    await guard.end();
  }
}

type Asked = Pick<pg.ClientBase | pg.Pool, "query">;

/**
 * Whether the database has all migrations of this version, and the job queue's. Used by `/readyz` too.
 *
 * @throws StartProblem when it has others.
 */
export async function isMigrated(database: Asked, migrations: MigrationFolder): Promise<boolean> {
  return (await readState(database, migrations)).complete && (await isJobQueueReady(database));
}

/** `unfinished`: one that failed, or that another server is applying this moment. */
async function readState(
  database: Asked,
  migrations: MigrationFolder,
): Promise<{ complete: boolean; unfinished: string | null }> {
  const table = await database.query(
    "select to_regclass('_prisma_migrations') is not null as found",
  );
  if (!table.rows[0]?.found) return { complete: false, unfinished: null };
  const { rows } = await database.query<{ name: string; finished: boolean }>(
    `select migration_name as name, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null`,
  );
  const unknown = rows.map(({ name }) => name).filter((name) => !migrations.names.includes(name));
  if (unknown.length > 0) {
    throw new StartProblem(
      `The database was migrated by a newer version of Onymous (it has ${unknown.sort().join(", ")}): start that version, or restore a backup made before it.`,
    );
  }
  const finished = new Set(rows.filter((row) => row.finished).map(({ name }) => name));
  return {
    complete: migrations.names.every((name) => finished.has(name)),
    unfinished: rows.find((row) => !row.finished)?.name ?? null,
  };
}

async function refuseOldPostgres(client: pg.Client, oldest: number): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number,
            current_setting('server_version') as version`,
  );
  const { number, version } = rows[0] as { number: number; version: string };
  if (number < oldest * 10_000) {
    throw new StartProblem(
      `This is PostgreSQL ${version}; Onymous needs PostgreSQL ${oldest} or newer. Upgrade it, or set DATABASE_URL to another one.`,
    );
  }
}

async function apply(url: string, migrations: MigrationFolder, log: Log): Promise<void> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: "onymous migration",
  });
  pool.on("error", (err) => log.warn({ err }, "a migration's connection broke"));
  const engine = await openSchemaEngine({ pool, schema: await readFile(schemaPath, "utf8") });
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrations.list,
      filters: noFilters,
    });
    log.info({ migrations: appliedMigrationNames }, "migrated the database");
  } catch (error) {
    const { rows } = await pool.query<{ migration_name: string }>(
      `select migration_name from _prisma_migrations
       where rolled_back_at is null and finished_at is null limit 1`,
    );
    throw rows[0] ? failedMigration(rows[0].migration_name, error) : error;
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * PostgreSQL runs the whole file in one transaction, so a failed migration has left nothing but its own row in
 * `_prisma_migrations`; that row keeps every server from trying again until a person has looked.
 */
function failedMigration(name: string, cause?: unknown): StartProblem {
  const what =
    cause === undefined
      ? `The migration ${name} failed or was interrupted.`
      : `The migration ${name} failed: ${postgresMessage(cause)}. Nothing of it was kept.`;
  return new StartProblem(
    `${what} Read the column "logs" of its row in the table _prisma_migrations, mend the cause, run: update _prisma_migrations set rolled_back_at = now() where migration_name = '${name}' and finished_at is null; then start again.`,
    { cause },
  );
}

/** The engine adds a trace of its own calls to PostgreSQL's message. */
function postgresMessage(error: unknown): string {
  const { message } = error as Error;
  return /ERROR: (.*)/.exec(message)?.[1] ?? message.split("\n")[0] ?? message;
}
