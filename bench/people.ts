/**
 * The contacts page, audiences and counts of a million contacts beside looking one up by its id.
 * `npm run bench:people -- [--contacts 1000000] [--visitors 200000] [--rounds 20]`; what it shows: bench/README.md.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres.ts";
import { migrate } from "../src/database/migrate.ts";
import type { TimeKey } from "../src/database/nested-pages.ts";
import { openDatabase } from "../src/database/open.ts";
import { countAudience, readAudience, readPeople } from "../src/database/people.ts";
import { createLoaders } from "../src/graphql/loaders.ts";
import { createLog } from "../src/log.ts";
import { type Filled, fill } from "./people/fill.ts";
import { median, timed } from "./support/timing.ts";

const { values: options } = parseArgs({
  options: {
    contacts: { type: "string", default: "1000000" },
    visitors: { type: "string", default: "200000" },
    rounds: { type: "string", default: "20" },
  },
});
/** A page, or the counts, may take so many times as long as a lookup (medians). Counting an audience reads who is in it. */
const LIMIT = 50;
const PAGE = 100;
const SHOWN = ["IDENTIFIED", "ANONYMOUS_PUSH"] as const;

const log = createLog({ logLevel: "error" });
const folder = await mkdtemp(join(tmpdir(), "onymous-bench-"));
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
try {
  await migrate({ url: postgres.url, log });
  const database = await openDatabase({ url: postgres.url, poolSize: 4, log });
  const { pool } = database;
  const start = performance.now();
  const filled = await fill(pool, Number(options.contacts), Number(options.visitors));
  await pool.query("vacuum analyze");
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(
    `${options.contacts} contacts and ${options.visitors} visitors written in ${seconds} s; ${cpus().length} CPUs\n`,
  );
  await measure(filled);
  await database.close();

  async function measure({ workspaceId, lists, tags }: Filled) {
    const loadPage = async (people: Awaited<ReturnType<typeof readPeople>>) => {
      const { contact, visitor } = createLoaders(database, workspaceId);
      const load = (id: string, type: string) => (type === "Contact" ? contact : visitor).load(id);
      return (await Promise.all(people.map(({ id, type }) => load(id, type)))).length;
    };
    const from = (after: TimeKey | null) => ({ workspaceId, limit: PAGE + 1, after });
    const page = (filter: object, after: TimeKey | null = null) =>
      readPeople(pool, from(after), SHOWN, filter).then(loadPage);
    const reached = (channel: "EMAIL" | "PUSH", filter: object) =>
      readAudience(pool, from(null), channel, filter).then(loadPage);
    const count = (channel: "EMAIL" | "PUSH", filter: object) =>
      countAudience(pool, workspaceId, channel, filter);
    const large = { inAnyList: [lists.large], withAnyTag: [tags.large] };
    const small = { inAllLists: [lists.large, lists.small], withAllTags: [tags.large] };
    const none = { inAnyList: [lists.small], withAllTags: [tags.small] };
    const without = { inNoneOfLists: [lists.large], withNoneOfTags: [tags.large] };
    const far = await behindPages(workspaceId, 499);

    const ids = await pool.query<{ id: string }>(
      "select id from contact tablesample bernoulli (0.5) where workspace_id = $1",
      [workspaceId],
    );
    let next = 0;
    const sql = "select * from contact where workspace_id = $1 and id = $2";
    const lookup = () =>
      pool.query(sql, [workspaceId, ids.rows[next++ % ids.rows.length]?.id]).then(() => 1);
    const counts = () =>
      pool.query("select * from workspace_head where workspace_id = $1", [workspaceId]);
    await inTurn(lookup, [
      ["first page", () => page({}), LIMIT],
      ["500th page", () => page({}, far), LIMIT],
      ["page: large list, large tag", () => page(large), LIMIT],
      ["page: large and small list, large tag", () => page(small), LIMIT],
      ["page: small list, small tag", () => page(none), LIMIT],
      ["page: without large list, large tag", () => page(without), LIMIT],
      ["audience page: email", () => reached("EMAIL", {}), LIMIT],
      ["audience page: push", () => reached("PUSH", {}), LIMIT],
      [
        "audience page: push, small list",
        () => reached("PUSH", { inAnyList: [lists.small] }),
        LIMIT,
      ],
      ["audience count: email", () => count("EMAIL", {})],
      ["audience count: email, list, tag", () => count("EMAIL", large)],
      ["audience count: email, small list", () => count("EMAIL", { inAnyList: [lists.small] })],
      ["audience count: push", () => count("PUSH", {})],
      ["counts", () => counts().then(({ rows }) => Number(rows[0].identified)), LIMIT],
    ]);
  }

  /** Walks there, so that what was walked over is what the page takes. */
  async function behindPages(workspaceId: string, pages: number): Promise<TimeKey | null> {
    let after: TimeKey | null = null;
    for (let walked = 0; walked < pages; walked++) {
      const rows = await readPeople(pool, { workspaceId, limit: PAGE, after }, SHOWN, {});
      const last = rows.at(-1);
      after = last ? { at: last.createdAt, id: last.id } : after;
    }
    return after;
  }
} finally {
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

type Task = readonly [name: string, run: () => Promise<number>, limit?: number];

/** Each task beside a lookup, round by round, so that whatever else the machine does hits all alike. */
async function inTurn(lookup: () => Promise<number>, tasks: readonly Task[]) {
  const lookups: number[] = [];
  const times = new Map<string, number[]>(tasks.map(([name]) => [name, []]));
  const found = new Map<string, number>();
  for (let round = -2; round < Number(options.rounds); round++)
    for (const [name, run] of tasks) {
      const looked = await timed(lookup);
      const time = await timed(async () => found.set(name, await run()));
      // The first two rounds fill the caches.
      if (round >= 0) {
        lookups.push(looked);
        times.get(name)?.push(time);
      }
    }
  const unit = median(lookups);
  console.log(`${"".padEnd(40)}    found     median   of a lookup (${unit.toFixed(2)} ms)`);
  for (const [name, , limit = Number.POSITIVE_INFINITY] of tasks) {
    const time = median(times.get(name) ?? []);
    const ratio = time / unit;
    const line = `${String(found.get(name)).padStart(9)} ${time.toFixed(2).padStart(7)} ms ${ratio.toFixed(1).padStart(9)}`;
    console.log(`${name.padEnd(40)}${line}`);
    if (ratio < limit) continue;
    console.error(`BROKEN: ${name}: ${ratio.toFixed(1)} times a lookup, limit ${limit}`);
    process.exitCode = 1;
  }
}
