import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/database/embedded-postgres.ts";
import { type Database, openDatabase } from "../../src/database/open.ts";
import { createLog } from "../../src/log.ts";
import { newWorkspace, type WorkspaceCredentials } from "../../src/new-workspace.ts";
import { createClient } from "../support/api.ts";
import { killPostgres } from "../support/kill-postgres.ts";
import { peopleProcess } from "../support/people.ts";
import { type ServerProcess, startServer } from "../support/server.ts";
import { put } from "../support/uploads.ts";

// Two servers of their own on one PostgreSQL, all of which are killed while they import.

const ROWS = 20_000;
/** Every tenth row is about the person before it, every hundredth says no email. */
const FILE = [
  "email,first name,last name,tags",
  ...Array.from({ length: ROWS }, (_, n) => {
    if (n % 100 === 99) return `nonsense,Nobody,No${n},`;
    return `p${n % 10 === 9 ? n - 1 : n}@x.example,Pat,No${n % 10 === 9 ? n - 1 : n},vip`;
  }),
  "",
].join("\n");
const REFUSED = ROWS / 100;
const REPEATED = ROWS / 10 - REFUSED;
const EXPECTED = {
  rows: ROWS,
  created: ROWS - REFUSED - REPEATED,
  refused: REFUSED,
  repeated: REPEATED,
  conflicting: 0,
};

const log = createLog({ logLevel: "silent" });
let folder: string;
let postgres: EmbeddedPostgres;
let database: Database;
let workspace: WorkspaceCredentials;
let token: string;
const servers: (ServerProcess & { name: string })[] = [];
const starting: Promise<unknown>[] = [];
let started = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "onymous-importing-"));
  await chmod(folder, 0o711);
  postgres = await startEmbeddedPostgres({ dataDir: folder, log });
  servers.push(await start(), await start());
  database = await openDatabase({ url: postgres.url, poolSize: 4, log });
  workspace = await newWorkspace(peopleProcess(database, { now: () => new Date(), pass() {} }), {
    name: "Importing",
    country: "AU",
    adminEmail: "admin@importing.example",
    agentEmail: "agent@importing.example",
  });
  const { workspaceId } = workspace;
  const { email, password } = workspace.admin;
  token = (
    await createClient((servers[0] as ServerProcess).url, null).mutate(
      "signInMember",
      { workspaceId, email, password },
      "... on MemberSessionPayload { accessToken }",
    )
  ).accessToken;
}, 120_000);

afterAll(async () => {
  await Promise.all(starting);
  for (const server of servers) await server.kill();
  await database.close();
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

/** Another server, whose connections bear a name of their own. */
async function start() {
  started += 1;
  const name = `server-${started}`;
  const url = new URL(postgres.url);
  url.searchParams.set("application_name", name);
  const env = { DATABASE_URL: url.href, POLL_MILLIS: "200", JOB_TAKEOVER_MILLIS: "600" };
  return { ...(await startServer({ env })), name };
}

/** What some server answers: each may be away for a while. */
async function ask<T>(question: (url: string) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await question((servers[attempt % servers.length] as ServerProcess).url);
    } catch (error) {
      if (attempt > 1_200) throw error;
      await delay(50);
    }
  }
}
const query = (text: string, variables: object = {}) =>
  ask((url) => createClient(url, token).query(text, variables));

const IMPORT = `query ($id: ID!) { node(id: $id) { ... on Import { state problem { message } progress { rowsDone }
  preview { counts { rows created refused repeated conflicting } }
  result { rows created refused repeated conflicting } differences { count preview result } } } }`;
const read = async (id: string) => (await query(IMPORT, { id })).node;

async function until(id: string, reached: (found: Awaited<ReturnType<typeof read>>) => boolean) {
  for (;;) {
    const found = await read(id);
    if (reached(found)) return found;
    await delay(50);
  }
}

/** Kills the server that has the turn, which is whoever's connection holds its lock, and starts another one. */
async function killWhoeverWorks(): Promise<boolean> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select a.application_name as name from pg_stat_activity a join pg_locks l on l.pid = a.pid
     where l.locktype = 'advisory' and l.granted and l.mode = 'ExclusiveLock' and a.state = 'idle'`,
  );
  const at = servers.findIndex(({ name }) => rows.some((row) => row.name === name));
  if (at < 0) return false;
  await servers[at]?.kill();
  servers.splice(at, 1);
  // Meanwhile the other one goes on alone.
  starting.push(start().then((server) => servers.push(server)));
  return true;
}

async function killWhileItWorks(): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await killWhoeverWorks()) return;
    await delay(25);
  }
  throw new Error("no server worked on the import");
}

it("does each row once, whoever is killed while it is tried and applied", async () => {
  const { json, status } = await ask((url) => put({ url }, token, FILE));
  expect(status).toBe(201);
  const { id } = json.import;
  const act = async (name: string) =>
    ask(async (url) => {
      const answer = await createClient(url, token).mutate(name, { importId: id });
      expect(answer.__typename).toBe(`${name[0]?.toUpperCase()}${name.slice(1)}Payload`);
    });

  await act("previewImport");
  await killWhileItWorks();
  const previewed = await until(
    id,
    ({ state }) => state !== "PREVIEW_QUEUED" && state !== "PREVIEWING",
  );
  expect(previewed).toMatchObject({ state: "PREVIEWED", preview: { counts: EXPECTED } });

  await act("runImport");
  const rowsDone = (rows: number) =>
    until(
      id,
      ({ state, result }) =>
        (state !== "RUNNING" && state !== "QUEUED") || (result?.rows ?? 0) > rows,
    );
  const begun = await rowsDone(0);
  expect(begun.state).toBe("RUNNING");
  await killWhileItWorks();
  const gone = await rowsDone(begun.result.rows + 1);
  expect(gone.state).toBe("RUNNING");
  // One that finds no PostgreSQL when it starts ends, as it should.
  await Promise.all(starting);
  await killPostgres(postgres);

  const done = await until(id, ({ state }) => state !== "QUEUED" && state !== "RUNNING");
  expect(done).toMatchObject({ state: "FINISHED", result: EXPECTED, differences: [] });
  const { rows } = await database.pool.query(
    `select (select count(*)::int from import_outcome) as outcomes,
       (select count(distinct line)::int from import_outcome) as lines,
       (select count(*)::int from import_outcome where outcome = 'CREATED') as created,
       (select count(*)::int from contact) as contacts,
       (select count(*)::int from identity_event where kind = 'ContactCreated') as told,
       (select count(*)::int from import_row) as staged,
       (select count(*)::int from import_file_part) as parts`,
  );
  const { created } = EXPECTED;
  expect(rows).toEqual([
    { outcomes: ROWS, lines: ROWS, created, contacts: created, told: created, staged: 0, parts: 0 },
  ]);
  const { identityEvents } = await query(
    `{ identityEvents(first: 100) { ... on IdentityEventConnection { nodes { __typename } } } }`,
  );
  expect(
    identityEvents.nodes.filter(
      (event: { __typename: string }) => event.__typename === "ContactsImported",
    ),
  ).toHaveLength(1);
}, 180_000);
