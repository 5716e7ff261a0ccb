import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Log } from "../log.ts";
import { PrismaClient } from "./generated/prisma/client.ts";

export interface Database {
  pool: pg.Pool;
  /** Over the same pool: one limit on connections for both. */
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** Opens lazily: the first query connects. */
export async function openDatabase(options: {
  url: string;
  poolSize: number;
  log: Log;
}): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: "onymous",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Statements that do not wait for each other share a round trip: the write path depends on it (DESIGN, Speed).
    pipeline: true,
  });
  // Without listeners, a restart of PostgreSQL takes the process down: `error` on the pool is for idle clients,
  // `error` on a client for checked-out ones. Whoever runs a query gets its error too, so a line in the log is enough.
  pool.on("error", (err) => options.log.warn({ err }, "an idle database connection broke"));
  pool.on("connect", (client) => {
    client.on("error", (err) => options.log.debug({ err }, "a database connection broke"));
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
