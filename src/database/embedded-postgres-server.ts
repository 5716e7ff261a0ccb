import { chown, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { StartProblem } from "../start-problem.ts";
import type { Binaries } from "./embedded-postgres-binaries.ts";
import { type Cluster, readIfThere } from "./embedded-postgres-cluster.ts";
import { run } from "./embedded-postgres-user.ts";
import { freePort, isFree } from "./free-port.ts";

/** How to start and stop the postmaster of one cluster. */
export interface PostgresServer {
  /** The port that a running postmaster says it has; null when there is none. It may be stale: connect to know. */
  port(): Promise<number | null>;
  /**
   * null: it runs. Otherwise why it does not: `busy` when another process is just starting or stopping it, or when an
   * old one has not ended altogether.
   */
  start(): Promise<{ problem: string; busy: boolean } | null>;
  /** Ends open connections, writes everything to disk, and waits until it has ended. */
  stop(): Promise<void>;
}

const patienceMillis = 60_000;

export function createPostgresServer(options: {
  cluster: Cluster;
  binaries: Binaries;
  settings: Record<string, string>;
}): PostgresServer {
  const { cluster, binaries } = options;
  const { user } = cluster;
  const logFile = join(cluster.folder, "postgres.log");
  const confFile = join(cluster.folder, "onymous.conf");
  const pidFile = join(cluster.folder, "postmaster.pid");

  return {
    async port() {
      // Line 4 of postmaster.pid; written in several steps, so a short file means: still starting.
      const lines = (await readIfThere(pidFile))?.split("\n");
      return Number(lines?.[3]) || null;
    },

    async start() {
      await forgetZombie();
      const port = await choosePort();
      if (port === null) return { problem: "The one before has not ended yet.", busy: true };
      await configure(port);
      const started = await run(
        binaries.pgCtl,
        ["start", "-D", cluster.folder, "-l", logFile, "-w", "-t", "60", "-s"],
        user,
      );
      if (started.status === 0) return null;
      const busy = (await readIfThere(pidFile)) !== null;
      return { problem: `${started.output.trim()} ${await endOfLog()}`.trim(), busy };
    },

    async stop() {
      const pid = await postmasterPid();
      // Not with pg_ctl's own waiting: it would wait for the postmaster that another process starts after this one.
      const args = ["stop", "-D", cluster.folder, "-m", "fast", "-W", "-s"];
      const asked = await run(binaries.pgCtl, args, user);
      const deadline = Date.now() + patienceMillis;
      while (pid !== null && (await postmasterPid()) === pid) {
        if (asked.status !== 0 || Date.now() > deadline) {
          throw new StartProblem(`PostgreSQL does not stop: ${asked.output.trim()}`);
        }
        await wait(20);
      }
    },
  };

  async function postmasterPid(): Promise<string | null> {
    return (await readIfThere(pidFile))?.split("\n")[0] ?? null;
  }

  /**
   * A postmaster that was killed and whose parent does not collect it, as in a container whose first process is no
   * init: PostgreSQL takes its pid for a running one. Whether others of its processes still run, PostgreSQL knows from
   * its shared memory.
   */
  async function forgetZombie(): Promise<void> {
    const pid = await postmasterPid();
    const state = pid && (await readIfThere(`/proc/${pid}/stat`));
    if (state && /\) Z /.test(state)) await rm(pidFile, { force: true });
  }

  /**
   * The last one, so that URLs that others hold stay right: other servers' `DATABASE_URL`, someone's database tool. A
   * postmaster that is just ending keeps it for a moment longer, and is waited for: null. Another one only if somebody
   * else has it.
   */
  async function choosePort(): Promise<number | null> {
    const last = Number((await readIfThere(confFile))?.match(/^port = (\d+)$/m)?.[1]);
    if (!last) return freePort();
    if (await isFree(last)) return last;
    const pid = Number(await postmasterPid());
    return pid > 0 && isRunning(pid) ? null : freePort();
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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, but as another user.
    return (error as { code?: string }).code === "EPERM";
  }
}
