import { chown, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartProblem } from "../start-problem.ts";
import type { Binaries } from "./embedded-postgres-binaries.ts";
import { type Cluster, readIfThere } from "./embedded-postgres-cluster.ts";
import { type PostgresUser, run } from "./embedded-postgres-user.ts";
import { freePort, isFree } from "./free-port.ts";

/** How to start and stop the postmaster of one cluster. */
export interface PostgresServer {
  /** The port that a running postmaster says it has; null when there is none. It may be stale: connect to know. */
  port(): Promise<number | null>;
  /** Answers why not, if it could not be started: also when another process is just starting it. */
  start(): Promise<{ problem: string | null }>;
  /** Ends open connections, writes everything to disk, and waits until it has ended. */
  stop(): Promise<void>;
}

export function createPostgresServer(options: {
  cluster: Cluster;
  binaries: Binaries;
  user: PostgresUser;
  settings: Record<string, string>;
}): PostgresServer {
  const { cluster, binaries, user } = options;
  const logFile = join(cluster.folder, "postgres.log");
  const confFile = join(cluster.folder, "onymous.conf");

  return {
    async port() {
      // Line 4 of postmaster.pid; written in several steps, so a short file means: still starting.
      const lines = (await readIfThere(join(cluster.folder, "postmaster.pid")))?.split("\n");
      return Number(lines?.[3]) || null;
    },

    async start() {
      await configure(await choosePort());
      const started = await run(
        binaries.pgCtl,
        ["start", "-D", cluster.folder, "-l", logFile, "-w", "-t", "60", "-s"],
        user,
      );
      if (started.status === 0) return { problem: null };
      return { problem: `${started.output.trim()} ${await endOfLog()}`.trim() };
    },

    async stop() {
      const args = ["stop", "-D", cluster.folder, "-m", "fast", "-w", "-t", "60", "-s"];
      const stopped = await run(binaries.pgCtl, args, user);
      if (stopped.status !== 0 && (await readIfThere(join(cluster.folder, "postmaster.pid")))) {
        throw new StartProblem(`PostgreSQL did not stop: ${stopped.output.trim()}`);
      }
    },
  };

  /** The last one, if it is still free: then the URL in someone's database tool stays right. */
  async function choosePort(): Promise<number> {
    const last = Number((await readIfThere(confFile))?.match(/^port = (\d+)$/m)?.[1]);
    return last && (await isFree(last)) ? last : freePort();
  }

  async function configure(port: number): Promise<void> {
    const settings: Record<string, string> = {
      port: String(port),
      listen_addresses: "'127.0.0.1'",
      // Its default folder may not exist, and the path of the data folder is easily too long for a socket.
      unix_socket_directories: "''",
      // Values of customers stay out of the log (SPEC 10): no statements, and no detail of a broken unique key.
      log_error_verbosity: "terse",
      log_min_error_statement: "panic",
      timezone: "'UTC'",
      ...options.settings,
    };
    const text = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
    const beside = `${confFile}.${process.pid}.new`;
    await writeFile(beside, text.join(""));
    if (user.uid !== undefined) await chown(beside, user.uid, user.gid);
    await rename(beside, confFile);
  }

  async function endOfLog(): Promise<string> {
    const log = (await readIfThere(logFile)) ?? "";
    return log.trimEnd().split("\n").slice(-3).join(" ");
  }
}
