import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { decodeId } from "../../src/auth/global-id.ts";
import { enqueueImports } from "../../src/database/imports/import-queue.ts";
import { freePort } from "../../test/support/free-port.ts";
import { store } from "./ours.ts";
import type { Place } from "./workspace.ts";

/** A server in a process of its own, which imports what it is given as it does for anybody. */
export interface Server {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  readonly workspaceId: string;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export async function startServer(databaseUrl: string, dataDir: string): Promise<Server> {
  const port = String(await freePort());
  const { PATH } = process.env;
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: ROOT,
    env: { PATH, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: port, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  const output = child.stdout as NodeJS.ReadableStream;
  for (let printed = ""; !printed.includes("Onymous is running"); ) {
    const what = await Promise.race([once(output, "data"), once(child, "exit")]);
    if (child.exitCode !== null) throw new Error("the server did not start");
    printed += String(what[0]);
  }
  output.resume();
  const credentials = JSON.parse(await readFile(join(dataDir, "credentials.json"), "utf8"));
  return {
    url: `http://127.0.0.1:${port}`,
    key: credentials.integrationKey,
    pid: child.pid as number,
    workspaceId: decodeId("Workspace", credentials.workspaceId) as string,
    stop,
  };
}

const LOOK_MILLIS = 50;

/** Has the server import a file from its parts to the end; answers the milliseconds of both halves. */
export async function importByServer(pool: pg.Pool, place: Place, path: string) {
  const id = randomUUID();
  await store(pool, place, id, path);
  const until = async (wanted: string) => {
    const start = performance.now();
    await enqueueImports(pool, place.workspaceId);
    for (;;) {
      const { rows } = await pool.query("select state, problem from import where id = $1", [id]);
      const [{ state, problem }] = rows;
      if (state === wanted) return performance.now() - start;
      if (state === "STOPPED") throw new Error(`the import stopped: ${JSON.stringify(problem)}`);
      await delay(LOOK_MILLIS);
    }
  };
  const preview = await until("PREVIEWED");
  await pool.query("update import set state = 'QUEUED', queued_at = now() where id = $1", [id]);
  return { preview, run: await until("FINISHED") };
}

/** Somebody of the server's workspace who imports. */
export async function addImporter(pool: pg.Pool, workspaceId: string): Promise<Place> {
  const memberId = randomUUID();
  await pool.query(
    `insert into member (workspace_id, id, role, name, email, password_hash, created_at)
     values ($1, $2, 'ADMIN', 'Ida', 'ida@shop.example', 'x', now())`,
    [workspaceId, memberId],
  );
  return { workspaceId, memberId };
}
