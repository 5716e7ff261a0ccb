import type { Log } from "../log.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";
import { type Database, openDatabase } from "./open.ts";

export interface ReadyDatabase {
  url: string;
  database: Database;
  /** Closes the pool, and stops the embedded PostgreSQL if no other process uses it. */
  close(): Promise<void>;
}

/**
 * The database at `databaseUrl`, or, when that is null, the embedded one of `dataDir`: started, migrated and open.
 *
 * @throws StartProblem with what a person has to do.
 */
export async function readyDatabase(options: {
  databaseUrl: string | null;
  dataDir: string;
  poolSize: number;
  log: Log;
}): Promise<ReadyDatabase> {
  const { databaseUrl, dataDir, poolSize, log } = options;
  const embedded = databaseUrl === null ? await startEmbeddedPostgres({ dataDir, log }) : null;
  const url = databaseUrl ?? (embedded?.url as string);
  try {
    await migrate({ url, log });
    const database = await openDatabase({ url, poolSize, log });
    return {
      url,
      database,
      async close() {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
