/**
 * How much more memory than idle a server takes while it imports files of these sizes, one after another.
 * `npm run bench:import-memory -- [--rows 1000,100000]`; what it shows: bench/README.md.
 */
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres.ts";
import { createLog } from "../src/log.ts";
import type { WorkspaceCredentials } from "../src/new-workspace.ts";
import { startServer } from "../test/support/server.ts";
import { overHttp } from "./identify/contenders.ts";
import { createLoad } from "./identify/load.ts";
import { writeImportFile } from "./import/file.ts";
import { importOver } from "./import/over-http.ts";
import { timed } from "./support/timing.ts";

const { values: options } = parseArgs({
  options: { rows: { type: "string", default: "1000,100000" } },
});
/** So much more at the most, in MB. */
const LIMIT = 150;
const EVERY_MILLIS = 50;
const SETTLE_MILLIS = 5_000;
const WARM_CALLS = 300;
const PAGE_BYTES = 4096;

const folder = await mkdtemp(join(tmpdir(), "onymous-bench-"));
await chmod(folder, 0o711);
const log = createLog({ logLevel: "error" });
const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
try {
  const env = { DATABASE_URL: postgres.url, DATA_DIR: folder, LOG_LEVEL: "error" };
  const server = await startServer({ env });
  try {
    await measure(server);
  } finally {
    await server.stop();
  }
} finally {
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

async function measure({ url, pid }: { url: string; pid: number }): Promise<void> {
  const text = await readFile(join(folder, "credentials.json"), "utf8");
  const { admin, integrationKey } = JSON.parse(text) as WorkspaceCredentials;
  // What a server needs once it has begun to work is no import's.
  const { contender, close } = overHttp(url, integrationKey);
  const next = createLoad(0);
  for (let call = 0; call < WARM_CALLS; call += 1) await contender.identify(next(contender));
  await close();
  await delay(SETTLE_MILLIS);
  const idle = await memoryOf(pid);
  console.log(`the server takes ${idle} MB idle; ${cpus().length} CPUs`);
  for (const [n, rows] of options.rows.split(",").map(Number).entries()) {
    const path = join(folder, `people${n}.csv`);
    await writeImportFile(path, rows, n * 1_000_000);
    const watched = watch(pid);
    const millis = await timed(() => importOver(url, admin, path));
    const above = (await watched.stop()) - idle;
    await delay(SETTLE_MILLIS);
    const after = (await memoryOf(pid)) - idle;
    const took = `${(millis / 1000).toFixed(0)} s from the upload to the end`;
    console.log(`${rows} rows: ${above} MB above idle, ${after} MB afterwards; ${took}`);
    if (above <= LIMIT) continue;
    console.error(`BROKEN: ${rows} rows: ${above} MB above idle, limit ${LIMIT}`);
    process.exitCode = 1;
  }
}

/** The most that it takes until it is stopped. */
function watch(pid: number) {
  let most = 0;
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      most = Math.max(most, await memoryOf(pid));
      await delay(EVERY_MILLIS);
    }
  })();
  return {
    async stop(): Promise<number> {
      stopped = true;
      await watching;
      return most;
    },
  };
}

/** In MB. */
async function memoryOf(pid: number): Promise<number> {
  const [, resident = "0"] = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ");
  return Math.round((Number(resident) * PAGE_BYTES) / 1_000_000);
}
