import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Log } from "../log.ts";
import { StartProblem } from "../start-problem.ts";
import { isConnectionLoss } from "./connection-loss.ts";
import type { Cluster } from "./embedded-postgres-cluster.ts";
import type { PostgresServer } from "./embedded-postgres-server.ts";

/**
 * One process's use of a running PostgreSQL. Who uses it is kept by PostgreSQL itself: each process holds a shared
 * advisory lock on a connection of its own, and whoever gets the exclusive lock on leaving is the last. A killed
 * process loses its connection and with it its lock, so there are no stale files and no reused process ids to get
 * wrong.
 */
export interface Lease {
  client: pg.Client;
  port: number;
}

/** Any constant number. Advisory locks are per database, and the lease is held in `postgres`. */
const leaseLock = 7_266_000;

const patienceMillis = 60_000;

/** Starting and stopping may be under way in another process, so a few attempts are normal. */
export async function takeLease(
  server: PostgresServer,
  cluster: Cluster,
  log: Log,
): Promise<Lease> {
  const deadline = Date.now() + patienceMillis;
  for (let failures = 0; ; await wait(100)) {
    const port = await server.port();
    const client = port && (await connect(cluster, port, log));
    if (client) {
      if (await unlessItStops(join(client))) return { client, port };
      await client.end();
      continue;
    }
    const failed = await server.start();
    if (failed === null) continue;
    log.debug(failed, "PostgreSQL did not start");
    // Not busy, it may still have lost a race for its port.
    if (!failed.busy) failures += 1;
    if (failures > 3 || Date.now() > deadline) {
      throw new StartProblem(`The embedded PostgreSQL does not start: ${failed.problem}`);
    }
  }
}

async function connect(cluster: Cluster, port: number, log: Log): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, "postgres"),
    application_name: "onymous lease",
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // Its end is what matters, and is listened for.
  client.on("error", (err) => log.debug({ err }, "the lease's connection broke"));
  try {
    await client.connect();
    return client;
  } catch (err) {
    // Not started yet, just stopping, or something else on that port: the caller tries to start it, and that tells.
    log.debug({ err }, "no PostgreSQL on the port in postmaster.pid");
    return null;
  }
}

/** False: the last process is just leaving, and PostgreSQL will stop. */
async function join(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock_shared($1) as locked",
    [leaseLock],
  );
  if (!rows[0]?.locked) return false;
  const found = await client.query("select 1 from pg_database where datname = 'onymous'");
  if (found.rowCount === 0) await createDatabase(client);
  return true;
}

async function createDatabase(client: pg.Client): Promise<void> {
  await client.query('create database "onymous"').catch((error) => {
    // Another process was faster: it exists already, or is being made this moment.
    if (error.code !== "42P04" && error.code !== "23505") throw error;
  });
}

/** Whether nobody else holds one. From then on nobody can join, until PostgreSQL has stopped. */
export async function giveLeaseBack(client: pg.Client): Promise<boolean> {
  return unlessItStops(leave(client));
}

async function leave(client: pg.Client): Promise<boolean> {
  await client.query("select pg_advisory_unlock_shared($1)", [leaseLock]);
  const { rows } = await client.query<{ last: boolean }>(
    "select pg_try_advisory_lock($1) as last",
    [leaseLock],
  );
  return rows[0]?.last === true;
}

/** Another process may be stopping PostgreSQL this very moment: then there is nothing to join, and nothing to stop. */
async function unlessItStops(answer: Promise<boolean>): Promise<boolean> {
  return answer.catch((error) => {
    if (isConnectionLoss(error)) return false;
    throw error;
  });
}

export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://onymous:${cluster.password}@127.0.0.1:${port}/${database}`;
}
