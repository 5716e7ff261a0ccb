import { readFile } from "node:fs/promises";
import pg from "pg";
import type { Log } from "../log.ts";
import { StartProblem } from "../start-problem.ts";
import { connectionProblem } from "./connection-problem.ts";
import { type MigrationFolder, readMigrationFolder, schemaPath } from "./migration-folder.ts";
import { noFilters, openSchemaEngine } from "./schema-engine.ts";

/** The oldest PostgreSQL that the tests run on. */
export const oldestPostgres = 15;

/** Any constant number, as long as every version of Onymous uses the same one. */
const migrationLock = 7_266_001;

/**
 * Brings the database to this version's schema with the plain SQL of prisma/migrations, recorded in Prisma's
 * `_prisma_migrations` table, so that `prisma migrate deploy` does the same.
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
  /** For tests: another folder of migrations. */
  migrationsFolder?: string;
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
    await refuseOldPostgres(guard);
    if (await isMigrated(guard, migrations)) return;
    await guard.query("select pg_advisory_lock($1)", [migrationLock]);
    if (await isMigrated(guard, migrations)) return;
    await apply(options.url, migrations, options.log);
  } finally {
    // Closing the connection gives the lock back.
    await guard.end();
  }
}

/** Whether the database has all migrations of this version. Used by `/readyz` too. */
export async function isMigrated(
  database: Pick<pg.ClientBase | pg.Pool, "query">,
  migrations: MigrationFolder,
): Promise<boolean> {
  const table = await database.query(
    "select to_regclass('_prisma_migrations') is not null as found",
  );
  if (!table.rows[0]?.found) return false;
  const { rows } = await database.query<{ migration_name: string; finished: boolean }>(
    `select migration_name, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null`,
  );
  const known = new Set(migrations.names);
  const unknown = rows.map((row) => row.migration_name).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StartProblem(
      `The database was migrated by a newer version of Onymous (it has ${unknown.sort().join(", ")}): start that version, or restore a backup made before it.`,
    );
  }
  const failed = rows.find((row) => !row.finished);
  if (failed) throw failedMigration(failed.migration_name);
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.names.every((name) => applied.has(name));
}

async function refuseOldPostgres(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number,
            current_setting('server_version') as version`,
  );
  const { number, version } = rows[0] as { number: number; version: string };
  if (number < oldestPostgres * 10_000) {
    throw new StartProblem(
      `This is PostgreSQL ${version}; Onymous needs PostgreSQL ${oldestPostgres} or newer. Upgrade it, or set DATABASE_URL to another one.`,
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
 * PostgreSQL runs the whole file in one transaction, so a failed migration has changed nothing but its own row in
 * `_prisma_migrations`; that row keeps every server from trying again until a person has looked.
 */
function failedMigration(name: string, cause?: unknown): StartProblem {
  // The engine adds a trace of its own calls to PostgreSQL's message.
  const message = cause instanceof Error ? cause.message.split(/\n\s+0: /)[0]?.trim() : undefined;
  const reason = message ? ` (${message.split("\n").at(-1)})` : "";
  return new StartProblem(
    `The migration ${name} failed${reason}. Nothing of it was kept. Read the column "logs" of its row in the table _prisma_migrations, mend the cause, run: update _prisma_migrations set rolled_back_at = now() where migration_name = '${name}' and finished_at is null; then start again.`,
    { cause },
  );
}
