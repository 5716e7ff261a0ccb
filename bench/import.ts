/**
 * Importing a file of contacts beside `COPY` with set-based SQL, and beside `createMany`.
 * `npm run bench:import -- [--rows 200000] [--rounds 2]`; what it shows: bench/README.md.
 */
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres.ts";
import { migrate } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import { createLog } from "../src/log.ts";
import { inSql } from "./import/contenders.ts";
import { createMany } from "./import/create-many.ts";
import { writeImportFile } from "./import/file.ts";
import { watchMemory } from "./import/memory.ts";
import { ourImport } from "./import/ours.ts";
import { createPlace, reset } from "./import/workspace.ts";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "200000" },
    rounds: { type: "string", default: "2" },
    /** Only ours, for its memory. */
    alone: { type: "boolean", default: false },
  },
});
const rows = Number(options.rows);

const log = createLog({ logLevel: "error" });
const folder = await mkdtemp(join(tmpdir(), "onymous-bench-"));
await chmod(folder, 0o711);
const path = join(folder, "contacts.csv");
const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
try {
  await migrate({ url: postgres.url, log });
  const database = await openDatabase({ url: postgres.url, poolSize: 8, log });
  const { pool } = database;
  await pool.query(
    await readFile(new URL("./import/in-sql.sql", import.meta.url), { encoding: "utf8" }),
  );
  const place = await createPlace(pool);
  const known = await writeImportFile(path, rows);
  console.log(`${rows} rows, ${known} of contacts that exist; ${cpus().length} CPUs`);

  const ours = ourImport(pool, place, log);
  const others = [
    inSql(pool, place, 10_000),
    inSql(pool, place, rows),
    createMany(database, place),
  ];
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const rates = new Map<string, number>();
    for (const contender of options.alone ? [ours] : [ours, ...others]) {
      await reset(pool, place, known);
      const memory = watchMemory();
      const parts = await contender.run(path, rows);
      const grown = memory.stop();
      const total = Object.values(parts).reduce((sum, millis) => sum + millis, 0);
      rates.set(contender.name, rows / total);
      for (const [part, millis] of Object.entries(parts))
        rates.set(`${contender.name} ${part}`, rows / millis);
      const told = Object.entries({ ...parts, total })
        .map(([part, millis]) => `${part} ${Math.round((rows / millis) * 1000)} rows/s`)
        .join(", ");
      console.log(`round ${round}: ${contender.name}: ${told}; ${grown} MB above idle`);
    }
    if (options.alone) continue;
    const sql = Math.max(...others.slice(0, 2).map(({ name }) => rates.get(name) ?? 0));
    const ratio = (name: string, beside: number) => ((rates.get(name) ?? 0) / beside).toFixed(2);
    console.log(
      `round ${round}: run / SQL ${ratio("Onymous run", sql)}, preview and run / SQL ${ratio("Onymous", sql)}, ` +
        `run / createMany ${ratio("Onymous run", rates.get("createMany") ?? 0)}`,
    );
  }
  await database.close();
} finally {
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}
