/**
 * The inbox, and opening a conversation of 10,000 messages, with ten thousand and with a million messages stored.
 * `npm run bench:inbox -- [--messages 1000000] [--small 10000] [--rounds 100]`; what it shows: bench/README.md.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres.ts";
import { migrate } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import { createLog } from "../src/log.ts";
import { conflictMore, fillInbox } from "./inbox/fill.ts";
import { lookupsOf, PAGE, tasksOf } from "./inbox/tasks.ts";
import { median, timed } from "./support/timing.ts";

const { values: options } = parseArgs({
  options: {
    messages: { type: "string", default: "1000000" },
    small: { type: "string", default: "10000" },
    rounds: { type: "string", default: "100" },
  },
});
/** With a million messages a page may take so many times as long as with ten thousand (medians). */
const GROWTH = 1.5;
/** And so many times as long as a lookup by id beside it: some 250 rows are looked up for a page. */
const LIMIT = 150;
const EACH = 5;

const log = createLog({ logLevel: "error" });
const folder = await mkdtemp(join(tmpdir(), "onymous-bench-"));
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
try {
  const small = await prepare("small", Number(options.small));
  const large = await prepare("large", Number(options.messages));
  console.log(`${cpus().length} CPUs; pages of ${PAGE}\n`);
  await measure();
  console.log("\nWith open conflicts of every third contact:");
  for (const { database, filled } of [small, large]) {
    await conflictMore(database.pool, filled.workspaceId, 33);
    await database.pool.query("vacuum analyze");
  }
  await measure("conflict");
  for (const { database } of [small, large]) await database.close();

  /** Both sizes and a lookup in turn, so that whatever else the machine does hits all alike. */
  async function measure(only = ""): Promise<void> {
    const [few, many] = [await tasksOf(small), await tasksOf(large)];
    const [lookFew, lookMany] = [await lookupsOf(small), await lookupsOf(large)];
    const names = [...many.keys()].filter((name) => name.includes(only));
    const times = new Map(names.map((name) => [name, { few: [0], many: [0] }]));
    const found = new Map<string, readonly [number, number]>();
    const lookups: number[] = [];
    for (let round = -3; round < Number(options.rounds); round++)
      for (const name of names) {
        const [one, other] = [few.get(name), many.get(name)];
        const counts: [number, number] = [0, 0];
        const inFew = await timed(async () => (counts[0] = (await one?.()) ?? 0));
        const inMany = await timed(async () => (counts[1] = (await other?.()) ?? 0));
        const looked = [await timed(lookFew), await timed(lookMany)];
        found.set(name, counts);
        // The first rounds fill the caches.
        if (round < 0) continue;
        lookups.push(looked[1] as number);
        times.get(name)?.few.push(inFew);
        times.get(name)?.many.push(inMany);
      }
    report(times, found, median(lookups));
  }
} finally {
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** A database of its own for each size, so that neither stands in the other's indexes. */
async function prepare(name: string, messages: number) {
  const first = await openDatabase({ url: postgres.url, poolSize: 1, log });
  await first.pool.query(`create database bench_${name}`);
  await first.close();
  const url = new URL(postgres.url);
  url.pathname = `/bench_${name}`;
  await migrate({ url: url.href, log });
  const database = await openDatabase({ url: url.href, poolSize: 4, log });
  const start = performance.now();
  const filled = await fillInbox(database.pool, {
    conversations: Math.ceil(messages / EACH),
    messagesEach: EACH,
    conflicted: 8,
  });
  await database.pool.query("vacuum analyze");
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${messages} messages, ${EACH} a conversation, written in ${seconds} s`);
  return { database, filled, messages };
}

function report(
  times: ReadonlyMap<string, { few: number[]; many: number[] }>,
  found: ReadonlyMap<string, readonly [number, number]>,
  lookup: number,
): void {
  console.log(
    `${"".padEnd(44)}     found      small      large  growth  lookups (${lookup.toFixed(2)} ms)`,
  );
  for (const [name, { few, many }] of times) {
    const [inFew, inMany] = [median(few.slice(1)), median(many.slice(1))];
    const counts = found.get(name) ?? [0, 0];
    const growth = inMany / inFew;
    const shown = [inFew, inMany].map((ms) => `${ms.toFixed(2).padStart(8)} ms`).join("");
    const ratios = `${growth.toFixed(2).padStart(7)} ${(inMany / lookup).toFixed(1).padStart(8)}`;
    console.log(`${name.padEnd(44)}${`${counts[0]}, ${counts[1]}`.padStart(10)}${shown} ${ratios}`);
    // Where more is found there is more to read; a part of a page is no page.
    if (counts[0] === counts[1] && !name.endsWith("alone") && growth > GROWTH)
      broken(`${name}: ${growth.toFixed(2)} times as long as in the small one`);
    if (inMany / lookup >= LIMIT) broken(`${name}: ${(inMany / lookup).toFixed(1)} lookups`);
  }
}

function broken(problem: string): void {
  console.error(`BROKEN: ${problem}`);
  process.exitCode = 1;
}
