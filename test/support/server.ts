import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp, type Started } from "../../src/app.ts";
import { type Config, readConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { freePort } from "./free-port.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface TestServer {
  /** Such as `http://127.0.0.1:23456`, without `/graphql`. */
  url: string;
  /** The WebSocket endpoint, path included. */
  wsUrl: string;
}

export interface ServerProcess extends TestServer {
  pid: number;
  /** Its exit status, when it has ended; null when a signal ended it. */
  ended: Promise<number | null>;
  /** Everything printed so far, both streams. */
  output(): string;
  /** SIGTERM; answers the exit status. */
  stop(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
}

/**
 * Starts a server process of its own, as `npm start` does, and waits until it serves. Give it `DATABASE_URL` of a test
 * database, or `DATA_DIR` for the embedded one; a data folder that is not given is removed in the end.
 *
 * @throws with what it printed, when it ends instead.
 */
export async function startServer(options: {
  env: Record<string, string>;
  /** In a process group of its own, so that a signal can be sent to the group. */
  detached?: boolean;
  /** Another checkout than this one. */
  folder?: string;
}): Promise<ServerProcess> {
  const port = options.env.PORT ?? String(await freePort());
  const scratch = await mkdtemp(join(tmpdir(), "onymous-server-"));
  const env = { PORT: port, DATA_DIR: scratch, ...options.env };
  const started = launch("src/main.ts", [], env, options);
  const { child, output } = started;
  const ended = started.ended.finally(() => rm(scratch, { recursive: true, force: true }));
  const url = `http://127.0.0.1:${port}`;
  while (!output().includes("Onymous is running")) {
    const what = await Promise.race([once(child.stdout as NodeJS.ReadableStream, "data"), ended]);
    if (!Array.isArray(what) || child.exitCode !== null) {
      throw new Error(`the server ended with status ${child.exitCode}: ${output()}`);
    }
  }
  return {
    url,
    wsUrl: `${url.replace("http", "ws")}/graphql`,
    pid: child.pid as number,
    ended,
    output,
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs one of the project's programs to its end. */
export async function runScript(
  file: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ status: number | null; stdout: string; output: string }> {
  const { child, output, ended } = launch(file, args, env);
  let stdout = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  const status = await ended;
  return { status, stdout, output: output() };
}

function launch(
  file: string,
  args: string[],
  env: Record<string, string>,
  { detached = false, folder = root }: { detached?: boolean; folder?: string } = {},
) {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: folder,
    detached,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout?.on("data", (chunk) => {
    printed += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    printed += chunk;
  });
  const ended = once(child, "close").then(([status]) => status as number | null);
  return { child, output: () => printed, ended };
}

/** A server inside the test's process: starts faster, and takes any setting. `first` has credentials to use. */
export async function startApp(
  settings: { databaseUrl: string } & Partial<Config>,
): Promise<TestServer & Started & { stop(): Promise<void> }> {
  const scratch = await mkdtemp(join(tmpdir(), "onymous-app-"));
  const config: Config = {
    ...readConfig({ LOG_LEVEL: "error" }),
    port: await freePort(),
    dataDir: scratch,
    ...settings,
  };
  const app = buildApp(config, createLog(config));
  const started = await app.start();
  const wsUrl = `${started.url.replace("http", "ws")}/graphql`;
  return {
    ...started,
    wsUrl,
    async stop() {
      await app.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}
