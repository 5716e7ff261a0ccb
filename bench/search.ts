/**
 * Searching a million contacts beside looking one up by its id.
 * `npm run bench:search -- [--contacts 1000000] [--searches 60]`; what it shows: bench/README.md.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres.ts";
import { migrate } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import { MOST_FOUND, searchContacts } from "../src/database/search-contacts.ts";
import { readSearch } from "../src/identity/search/query.ts";
import { createLog } from "../src/log.ts";
import { fill } from "./search/fill.ts";
import { createChance, type Person } from "./search/people.ts";
import { badPlans } from "./search/plans.ts";
import { KINDS } from "./search/queries.ts";
import { timed } from "./support/timing.ts";

const { values: options } = parseArgs({
  options: {
    contacts: { type: "string", default: "1000000" },
    searches: { type: "string", default: "60" },
  },
});
/** A search may take so many times as long as a lookup (95th percentiles). */
const LIMIT = 50;

const log = createLog({ logLevel: "error" });
const folder = await mkdtemp(join(tmpdir(), "onymous-bench-"));
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
try {
  await migrate({ url: postgres.url, log });
  const database = await openDatabase({ url: postgres.url, poolSize: 4, log });
  const { pool } = database;
  const start = performance.now();
  const large = await fill(pool, Number(options.contacts), 1);
  const small = await fill(pool, 1000, 2);
  await pool.query("vacuum analyze");
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(
    `${options.contacts} contacts, and 1000 of another workspace, written in ${seconds} s; ${cpus().length} CPUs`,
  );

  const problems = [...(await badPlans(pool, large)), ...(await badPlans(pool, small))];
  problems.push(...(await measure("the large workspace", large)));
  problems.push(...(await measure("the small workspace beside it", small)));
  for (const problem of problems) console.error(`BROKEN: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  await database.close();

  /** Lookups and searches in turn, so that whatever else the machine does hits both alike. */
  async function measure(what: string, { workspaceId, sample }: typeof large): Promise<string[]> {
    const chance = createChance(3);
    const lookups: number[] = [];
    const searches: number[] = [];
    const missed: string[] = [];
    console.log(`\n${what}\n${"".padEnd(28)}  median     95 %   found`);
    for (const kind of KINDS) {
      const times: number[] = [];
      let found = 0;
      for (let tries = 0; tries < 10_000 && times.length < Number(options.searches); tries++) {
        const person = sample[Math.floor(chance() * sample.length)] as Person;
        const query = readSearch(kind.type(person, chance) ?? "");
        if (query === null) continue;
        lookups.push(
          await timed(() =>
            pool.query("select * from contact where workspace_id = $1 and id = $2", [
              workspaceId,
              person.id,
            ]),
          ),
        );
        let ids: string[] = [];
        const archived = person.status === "archived";
        times.push(
          await timed(async () => {
            ids = await searchContacts(pool, { workspaceId, archived, query });
          }),
        );
        if (ids.includes(person.id)) found += 1;
        else if (kind.finds && ids.length < MOST_FOUND)
          missed.push(`${kind.name}: ${JSON.stringify(query.beginnings)} does not find who has it`);
      }
      searches.push(...times);
      const shown = [percentile(times, 0.5), percentile(times, 0.95)].map(
        (ms) => `${ms.toFixed(2).padStart(7)} ms`,
      );
      console.log(`${kind.name.padEnd(28)} ${shown.join("")} ${String(found).padStart(5)}`);
    }
    const [lookup, search] = [percentile(lookups, 0.95), percentile(searches, 0.95)];
    const ratio = search / lookup;
    console.log(
      `95th percentiles: search ${search.toFixed(2)} ms, lookup by id ${lookup.toFixed(2)} ms, ratio ${ratio.toFixed(1)} (limit ${LIMIT})`,
    );
    console.log(
      `medians: search ${percentile(searches, 0.5).toFixed(2)} ms, lookup by id ${percentile(lookups, 0.5).toFixed(2)} ms`,
    );
    return ratio < LIMIT ? missed : [...missed, `${what}: ${ratio.toFixed(1)} times a lookup`];
  }
} finally {
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
