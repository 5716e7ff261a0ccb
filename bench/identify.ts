/**
 * identify per second: over HTTP, and by the writer inside a process, beside the same work as one SQL function.
 * `npx tsx bench/identify.ts [--contacts 10000] [--seconds 2] [--rounds 3]`; what it shows: bench/README.md.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { decodeId } from "../src/auth/global-id.ts";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres.ts";
import { createLog } from "../src/log.ts";
import { freePort } from "../test/support/free-port.ts";
import { asFunction, inProcess, overHttp } from "./identify/contenders.ts";
import { createLoad, rate } from "./identify/load.ts";
import { median } from "./support/timing.ts";

const { values: options } = parseArgs({
  options: {
    contacts: { type: "string", default: "10000" },
    seconds: { type: "string", default: "2" },
    rounds: { type: "string", default: "3" },
  },
});
const known = Number(options.contacts);
const millis = Number(options.seconds) * 1000;
const rounds = Number(options.rounds);
const CALLERS = [1, 16, 64];

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "onymous-bench-"));
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({
  dataDir: folder,
  log: createLog({ logLevel: "error" }),
});
let server: ChildProcess | undefined;
try {
  const port = String(await freePort());
  server = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: postgres.url,
      DATA_DIR: folder,
      PORT: port,
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  while (!printed.includes("Onymous is running")) {
    const what = await Promise.race([
      once(server.stdout as NodeJS.ReadableStream, "data"),
      once(server, "exit"),
    ]);
    if (server.exitCode !== null) throw new Error("the server did not start");
    printed += String(what[0]);
  }
  server.stdout?.resume();
  const credentials = JSON.parse(await readFile(join(folder, "credentials.json"), "utf8"));
  const workspaceId = decodeId("Workspace", credentials.workspaceId) as string;
  await prepare(workspaceId);
  await compare(`http://127.0.0.1:${port}`, workspaceId, credentials.integrationKey);
} finally {
  if (server && server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** The function, and so many contacts to start with. */
async function prepare(workspaceId: string): Promise<void> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  await client.query(await readFile(join(root, "bench/identify/function.sql"), "utf8"));
  const origin = `jsonb_build_object('verified', false, 'version', 1, 'origin', jsonb_build_object('channel', null,
    'visitorId', null, 'conversationId', null, 'happenedAt', '2026-01-01T00:00:00.000Z'))`;
  await client.query(
    `with made as (
       insert into contact (workspace_id, id, status, email, first_name, last_name, field_states, created_by, created_at)
       select $1, gen_random_uuid(), 'active', 'known' || n || '@example.com', 'Ada', 'Lovelace',
         jsonb_build_object('email', ${origin}, 'firstName', ${origin}, 'lastName', ${origin}),
         '{"type":"system"}', '2026-01-01' from generate_series(0, $2::int - 1) n
       returning workspace_id, id, email
     ), listed as (
       insert into contact_list_member (workspace_id, list_id, contact_id, added_at)
       select made.workspace_id, w.default_list_id, made.id, '2026-01-01' from made join workspace w on w.id = made.workspace_id
     ), counted as (
       update workspace_head set identified = identified + $2::int where workspace_id = $1
     )
     insert into identifier (workspace_id, kind, value, contact_id, "primary", verified)
     select workspace_id, 'email', email, id, true, false from made`,
    [workspaceId, known],
  );
  await client.query("vacuum analyze");
  await client.end();
}

/** All contenders in turn within each round, so that whatever else the machine does hits each alike. */
async function compare(url: string, workspaceId: string, key: string): Promise<void> {
  const opened = [
    overHttp(url, key),
    await inProcess(postgres.url, workspaceId),
    await asFunction(postgres.url, workspaceId),
  ];
  const contenders = opened.map(({ contender }) => contender);
  const next = createLoad(known);
  for (const contender of contenders) await rate(contender, next, 16, 1000);
  console.log(
    `identify per second, ${known} contacts to start with, ${cpus().length} CPUs, median of ${rounds} rounds`,
  );
  for (const callers of CALLERS) {
    const rates = contenders.map(() => [] as number[]);
    for (let round = 0; round < rounds; round += 1)
      for (const [index, contender] of contenders.entries())
        rates[index]?.push(await rate(contender, next, callers, millis));
    const ratio = (index: number) =>
      median((rates[index] ?? []).map((one, round) => one / (rates[2]?.[round] ?? 1))).toFixed(2);
    const shown = contenders.map(
      ({ name }, index) => `${name} ${Math.round(median(rates[index] ?? []))}`,
    );
    console.log(
      `${String(callers).padStart(2)} callers: ${shown.join(", ")}; HTTP / function ${ratio(0)}, writer / function ${ratio(1)}`,
    );
  }
  for (const { close } of opened) await close();
}
