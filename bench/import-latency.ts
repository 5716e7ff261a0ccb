/**
 * identify over HTTP by one caller, with and without an import under way, in its workspace and in another.
 * `npm run bench:import-latency -- [--rows 30000] [--rounds 3] [--seconds 3]`; what it shows: bench/README.md.
 */
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres.ts";
import { createLog } from "../src/log.ts";
import type { WorkspaceCredentials } from "../src/new-workspace.ts";
import { runScript, startServer } from "../test/support/server.ts";
import { overHttp } from "./identify/contenders.ts";
import { createLoad } from "./identify/load.ts";
import { writeImportFile } from "./import/file.ts";
import { importOver } from "./import/over-http.ts";
import { timed } from "./support/timing.ts";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "30000" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "3" },
  },
});
/** An import may make identify so many times as long at the most (medians). */
const LIMIT = 2;
const PLACES = ["its workspace", "another"] as const;

const folder = await mkdtemp(join(tmpdir(), "onymous-bench-"));
await chmod(folder, 0o711);
const log = createLog({ logLevel: "error" });
const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
const env = { DATABASE_URL: postgres.url, DATA_DIR: folder, LOG_LEVEL: "error" };
const server = await startServer({ env });
try {
  const here = JSON.parse(
    await readFile(join(folder, "credentials.json"), "utf8"),
  ) as WorkspaceCredentials;
  const asked = ["create-workspace", "--name", "Other", "--country", "AU", "--json"];
  const made = await runScript("src/command.ts", asked, env);
  const other = JSON.parse(made.stdout) as WorkspaceCredentials;
  const callers = [here, other].map(({ integrationKey }) => overHttp(server.url, integrationKey));
  const next = createLoad(0);

  /** Calls in both workspaces in turn, one at a time. */
  const measure = async (into: number[][], until: () => boolean) => {
    while (!until())
      for (const [n, { contender }] of callers.entries())
        into[n]?.push(await timed(() => contender.identify(next(contender))));
  };
  const forSeconds = (seconds: number) => {
    const end = performance.now() + seconds * 1000;
    return () => performance.now() > end;
  };

  await measure([[], []], forSeconds(3));
  const quiet: number[][] = [[], []];
  const busy: number[][] = [[], []];
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    await measure(quiet, forSeconds(Number(options.seconds)));
    const path = join(folder, `people${round}.csv`);
    await writeImportFile(path, Number(options.rows), round * 1_000_000);
    let done = false;
    const imported = importOver(server.url, here.admin, path).finally(() => {
      done = true;
    });
    await measure(busy, () => done);
    await imported;
    // What an import leaves to do for the finder of duplicates is no part of it.
    await delay(2000);
  }
  console.log(
    `identify by one caller, ${options.rows} rows a time, ${options.rounds} rounds, ${cpus().length} CPUs`,
  );
  for (const [n, place] of PLACES.entries()) report(place, quiet[n] ?? [], busy[n] ?? []);
  for (const { close } of callers) await close();
} finally {
  await server.stop();
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

function report(place: string, without: readonly number[], during: readonly number[]): void {
  const at = (times: readonly number[], part: number) =>
    [...times].sort((one, another) => one - another)[Math.floor(times.length * part)] ?? 0;
  const told = [0.5, 0.95].map((part) => {
    const [before, now] = [at(without, part), at(during, part)];
    return `p${part * 100} ${before.toFixed(1)} ms, during the import ${now.toFixed(1)} ms: ${(now / before).toFixed(2)}`;
  });
  console.log(`${place}: ${told.join("; ")} (${without.length} and ${during.length} calls)`);
  const ratio = at(during, 0.5) / at(without, 0.5);
  if (ratio <= LIMIT) return;
  console.error(`BROKEN: ${place}: ${ratio.toFixed(2)} times as long, limit ${LIMIT}`);
  process.exitCode = 1;
}
