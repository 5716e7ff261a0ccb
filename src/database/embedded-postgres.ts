import type { Log } from "../log.ts";
import { prepareBinaries } from "./embedded-postgres-binaries.ts";
import { openCluster, placeCluster, systemFolder } from "./embedded-postgres-cluster.ts";
import { giveLeaseBack, type Lease, takeLease, urlOf } from "./embedded-postgres-lease.ts";
import { createPostgresServer } from "./embedded-postgres-server.ts";

export interface EmbeddedPostgres {
  url: string;
  /** Where PostgreSQL keeps its files. */
  folder: string;
  /** Stops PostgreSQL if no other process uses it. A second time, it does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of `dataDir`, or joins the one that runs. Several processes may share it; the last one stops
 * it. One that nobody stopped, because its only server was killed, runs on, and the next start joins it. If PostgreSQL
 * itself dies, it is started again.
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
  const place = await placeCluster(dataDir);
  const copyFolder = place.user.uid === undefined ? dataDir : systemFolder;
  const { platform, settings = {} } = options;
  const binaries = await prepareBinaries({ user: place.user, copyFolder, platform });
  const cluster = await openCluster(dataDir, place, binaries);
  const server = createPostgresServer({ cluster, binaries, settings });

  let stopping = false;
  let lease: Lease | null = await takeLease(server, cluster, log);
  lease.client.once("end", lost);
  const { port } = lease;
  let regaining: Promise<void> = Promise.resolve();

  function lost(): void {
    if (stopping) return;
    lease = null;
    log.warn("the embedded PostgreSQL went away; starting it again");
    regaining = regain();
  }

  async function regain(): Promise<void> {
    try {
      const regained = await takeLease(server, cluster, log);
      lease = regained;
      regained.client.once("end", lost);
      if (regained.port !== port) {
        log.error({ port: regained.port }, "PostgreSQL came back on another port: restart Onymous");
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
      const held = lease;
      lease = null;
      if (held === null) return;
      const last = await giveLeaseBack(held.client);
      if (last) await server.stop();
      await held.client.end();
    },
  };
}
