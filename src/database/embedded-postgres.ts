import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Log } from "../log.ts";
import { StartProblem } from "../start-problem.ts";
import { prepareBinaries } from "./embedded-postgres-binaries.ts";
import { type Cluster, openCluster, systemFolder } from "./embedded-postgres-cluster.ts";
import { createPostgresServer, type PostgresServer } from "./embedded-postgres-server.ts";
import { choosePostgresUser } from "./embedded-postgres-user.ts";

export interface EmbeddedPostgres {
  url: string;
  /** Where PostgreSQL keeps its files. */
  folder: string;
  /** Stops PostgreSQL if no other process uses it. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of `dataDir`, or joins the one that runs. Several processes may share it; the last one stops
 * it.
 *
 * Who uses it is kept by PostgreSQL itself: each process holds a shared advisory lock on a connection of its own, and
 * whoever gets the exclusive lock on leaving is the last. A killed process loses its connection and with it its lock,
 * so there are no stale files and no reused process ids to get wrong. A PostgreSQL that nobody stopped (its only
 * server was killed) runs on, and the next start joins it.
 *
 * If PostgreSQL itself dies, it is started again.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: Log;
  /** More lines for PostgreSQL's configuration, such as `{ fsync: "off" }` for tests. */
  settings?: Record<string, string>;
  /** For tests: a platform to take binaries of. */
  platform?: string;
}): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options;
  const user = await choosePostgresUser();
  const copyFolder = user.uid === undefined ? dataDir : systemFolder;
  const binaries = await prepareBinaries({ user, copyFolder, platform: options.platform });
  const cluster = await openCluster({ dataDir, binaries, user });
  const server = createPostgresServer({
    cluster,
    binaries,
    user,
    settings: options.settings ?? {},
  });

  let stopping = false;
  let lease = await takeLease(server, cluster, log);
  lease.client.once("end", lost);
  const { port } = lease;

  function lost(): void {
    if (stopping) return;
    log.warn("the embedded PostgreSQL went away; starting it again");
    regaining = regain();
  }
  let regaining: Promise<void> = Promise.resolve();
  async function regain(): Promise<void> {
    try {
      lease = await takeLease(server, cluster, log);
      lease.client.once("end", lost);
      if (lease.port !== port) {
        log.error(`PostgreSQL came back on port ${lease.port} instead of ${port}: restart Onymous`);
      }
    } catch (err) {
      log.error({ err }, "the embedded PostgreSQL could not be started again");
    }
  }

  return {
    url: urlOf(cluster, port, "onymous"),
    folder: cluster.folder,
    async stop() {
      stopping = true;
      await regaining;
      const last = await giveLeaseBack(lease.client);
      if (last) await server.stop();
      await lease.client.end();
    },
  };
}

interface Lease {
  client: pg.Client;
  port: number;
}

/** Any constant number. Advisory locks are per database, and the lease is held in `postgres`. */
const leaseLock = 7_266_000;

/** Starting and stopping may be under way in another process, so a few attempts are normal. */
async function takeLease(server: PostgresServer, cluster: Cluster, log: Log): Promise<Lease> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const port = await server.port();
    const client = port && (await connect(cluster, port, log));
    if (client) {
      if (await join(client)) return { client, port };
      await client.end();
    } else {
      const { problem } = await server.start();
      if (problem !== null && Date.now() > deadline) {
        throw new StartProblem(`The embedded PostgreSQL does not start: ${problem}`);
      }
      if (problem === null) continue;
    }
    await wait(100);
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
async function giveLeaseBack(client: pg.Client): Promise<boolean> {
  await client.query("select pg_advisory_unlock_shared($1)", [leaseLock]);
  const { rows } = await client.query<{ last: boolean }>(
    "select pg_try_advisory_lock($1) as last",
    [leaseLock],
  );
  return rows[0]?.last === true;
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://onymous:${cluster.password}@127.0.0.1:${port}/${database}`;
}
