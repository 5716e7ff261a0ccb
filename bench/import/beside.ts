import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { overHttp } from "../identify/contenders.ts";
import { createLoad } from "../identify/load.ts";
import { writeImportFile } from "./file.ts";
import { addImporter, importByServer, type Server } from "./server.ts";
import { createPlace, type Place } from "./workspace.ts";

interface Given {
  readonly pool: pg.Pool;
  readonly server: Server;
  readonly folder: string;
}

const EVERY_MILLIS = 50;
const PAGE_BYTES = 4096;
const SETTLE_MILLIS = 5_000;
const WARM_CALLS = 300;
/** Shorter, there would be too few calls for a 95th percentile. */
const WITHOUT_MILLIS = 8_000;

/** How much more memory than idle the server takes for files of so many rows, one after another. */
export async function measureMemory(given: Given, sizes: readonly number[]): Promise<void> {
  const { pool, server, folder } = given;
  const place = await addImporter(pool, server.workspaceId);
  const caller = createCaller(server);
  // What a server needs that has begun to work is no import's.
  for (let call = 0; call < WARM_CALLS; call += 1) await caller.call();
  await delay(SETTLE_MILLIS);
  const idle = await memoryOf(server.pid);
  console.log(`memory of the server, idle: ${inMegabytes(idle)} MB`);
  let from = 0;
  for (const rows of sizes) {
    const path = join(folder, "memory.csv");
    await writeImportFile(path, rows, from);
    from += rows;
    const watched = watch(server.pid);
    const took = await importByServer(pool, place, path);
    const most = await watched.stop();
    await delay(SETTLE_MILLIS);
    console.log(
      `${rows} rows: ${inMegabytes(most - idle)} MB above idle at the most, ` +
        `${inMegabytes((await memoryOf(server.pid)) - idle)} MB afterwards; ${told(took)}`,
    );
  }
  await caller.close();
}

/** How long one caller's identify takes with and without an import beside it, in turn. */
export async function measureLatency(given: Given, rows: number, rounds: number): Promise<void> {
  const { pool, server, folder } = given;
  const places: [string, Place][] = [
    ["same workspace", await addImporter(pool, server.workspaceId)],
    ["another workspace", await createPlace(pool)],
  ];
  const caller = createCaller(server);
  for (let call = 0; call < WARM_CALLS; call += 1) await caller.call();
  const all = new Map<string, number[]>();
  const keep = (name: string, some: readonly number[]) => {
    all.set(name, [...(all.get(name) ?? []), ...some]);
    console.log(`  ${name}: ${shown(some)}`);
  };
  for (let round = 0; round < rounds; round += 1)
    for (const [name, place] of places) {
      const path = join(folder, "latency.csv");
      await writeImportFile(path, rows, round * rows);
      const end = performance.now() + WITHOUT_MILLIS;
      keep("no import", await caller.callWhile(() => performance.now() < end));
      let working = true;
      const work = importByServer(pool, place, path).finally(() => {
        working = false;
      });
      keep(name, await caller.callWhile(() => working));
      console.log(`  the import beside it: ${rows} rows, ${told(await work)}`);
    }
  const without = all.get("no import") ?? [];
  for (const [name, some] of all) {
    const times = [0.5, 0.95].map((part) => (at(some, part) / at(without, part)).toFixed(2));
    console.log(`${name}: ${shown(some)}; p50 times ${times[0]}, p95 times ${times[1]}`);
  }
  await caller.close();
}

function createCaller({ url, key }: Server) {
  const { contender, close } = overHttp(url, key);
  const next = createLoad(0);
  const call = async () => {
    const start = performance.now();
    await contender.identify(next(contender));
    return performance.now() - start;
  };
  return {
    call,
    close,
    async callWhile(goesOn: () => boolean): Promise<number[]> {
      const taken: number[] = [];
      while (goesOn()) taken.push(await call());
      return taken;
    },
  };
}

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

async function memoryOf(pid: number): Promise<number> {
  const [, resident = "0"] = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ");
  return Number(resident) * PAGE_BYTES;
}

function at(some: readonly number[], part: number): number {
  const sorted = [...some].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * part)] ?? 0;
}

const shown = (some: readonly number[]) =>
  `p50 ${at(some, 0.5).toFixed(1)} ms, p95 ${at(some, 0.95).toFixed(1)} ms, most ${at(some, 1 - 1e-9).toFixed(0)} ms of ${some.length} calls`;
const inMegabytes = (bytes: number) => Math.round(bytes / 1_000_000);
const told = ({ preview, run }: { preview: number; run: number }) =>
  `preview ${(preview / 1000).toFixed(1)} s, run ${(run / 1000).toFixed(1)} s`;
