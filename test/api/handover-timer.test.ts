import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { decodeId } from "../../src/auth/global-id.ts";
import { startEmbeddedPostgres } from "../../src/database/embedded-postgres.ts";
import { migrate } from "../../src/database/migrate.ts";
import { openDatabase } from "../../src/database/open.ts";
import { askForDetails } from "../../src/jobs/ask-for-details.ts";
import { createLog } from "../../src/log.ts";
import { newWorkspace, type WorkspaceCredentials } from "../../src/new-workspace.ts";
import { type Client, createClient } from "../support/api.ts";
import { killPostgres } from "../support/kill-postgres.ts";
import { peopleProcess } from "../support/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { startApp, startServer, type TestServer } from "../support/server.ts";
import { openProxy } from "../support/tcp-proxy.ts";

const PROCESSES_START_WITHIN = 120_000;

/** SPEC 7.3: the visitor is asked once, however many servers there are and whatever happens to them; late, not never. */
let db: TestDatabase;
let workspace: WorkspaceCredentials;
let workspaceId: string;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  db = await createTestDatabase();
  await open();
});
async function open(): Promise<void> {
  workspace = await newWorkspace(
    peopleProcess(db.database, { now: () => new Date(), pass: () => {} }),
    {
      name: "Waiting",
      country: "AU",
      adminEmail: "admin@waiting.example",
      agentEmail: "agent@waiting.example",
    },
  );
  workspaceId = decodeId("Workspace", workspace.workspaceId) ?? "";
  await db.database.pool.query("update integration_key set scopes = scopes || '{AI_AGENT}'");
  await waitingTime(2);
}
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await db.drop();
});

const waitingTime = (seconds: number) =>
  db.database.pool.query(
    "update workspace set answered_first_by = 'AI_AGENT', handover_waiting_seconds = $1",
    [seconds],
  );

async function server(databaseUrl = db.url): Promise<TestServer> {
  const app = await startApp({ databaseUrl, pollMillis: 50, jobTakeoverMillis: 500 });
  closing.push(app.stop);
  return app;
}
/** A process of its own, that can be killed. */
async function serverProcess() {
  const started = await startServer({
    env: { DATABASE_URL: db.url, POLL_MILLIS: "50", JOB_TAKEOVER_MILLIS: "500" },
  });
  closing.push(started.kill);
  return started;
}

interface HandedOver {
  readonly id: string;
  readonly uuid: string;
  readonly visitorId: string;
}

/** A visitor writes, and the AI agent that answers it asks for a person. */
async function handOver({ url }: TestServer): Promise<HandedOver> {
  const { token, visitorId } = await createClient(url, null).mutate(
    "signInAnonymously",
    { workspaceId: workspace.workspaceId },
    "... on SignInAnonymouslyPayload { token visitorId }",
  );
  const sent = await createClient(url, token).mutate(
    "sendMessage",
    { text: "Is anybody there?" },
    "... on SendMessagePayload { conversation { id } }",
  );
  const { id } = sent.conversation;
  const asked = await createClient(url, workspace.integrationKey).mutate("requestHandover", {
    conversationId: id,
  });
  expect(asked.__typename).toBe("RequestHandoverPayload");
  return { id, uuid: decodeId("Conversation", id) ?? "", visitorId };
}

async function member({ url }: TestServer, who: "admin" | "agent"): Promise<Client> {
  const { email, password } = workspace[who];
  const session = await createClient(url, null).mutate(
    "signInMember",
    { workspaceId: workspace.workspaceId, email, password },
    "... on MemberSessionPayload { accessToken }",
  );
  return createClient(url, session.accessToken);
}

const jobs = async () =>
  (
    await db.database.pool.query<{ key: string | null; locked_by: string | null }>(
      "select key, locked_by from graphile_worker.jobs",
    )
  ).rows;
const keyOf = ({ uuid }: HandedOver) => `handover:${workspaceId}:${uuid}`;

/** What the log says of asking: as often as it happened. */
async function asking({ uuid }: HandedOver): Promise<string[]> {
  const { rows } = await db.database.pool.query<{ kind: string }>(
    `select kind from identity_event
     where conversation_id = $1 and kind in ('DetailsAsked', 'MessageSent') order by position`,
    [uuid],
  );
  return rows.map(({ kind }) => kind);
}
const ONCE = ["DetailsAsked", "MessageSent"];

/** Asked once, and nothing left that could ask again. */
async function expectAskedOnce(...conversations: HandedOver[]): Promise<void> {
  for (const one of conversations)
    await expect.poll(() => asking(one), { timeout: 20_000 }).toEqual(ONCE);
  await expect.poll(jobs, { timeout: 20_000 }).toEqual([]);
  for (const one of conversations) expect(await asking(one)).toEqual(ONCE);
}

async function untilDue({ uuid }: HandedOver): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await db.database.pool.query(
            "select (handover ->> 'waitUntil')::timestamptz < now() as due from conversation where id = $1",
            [uuid],
          )
        ).rows,
      { timeout: 10_000 },
    )
    .toEqual([{ due: true }]);
}

describe("with two servers on one database", () => {
  it("each visitor is asked once when the time is over, and not before", async () => {
    const [one, two] = [await server(), await server()];
    const waiting = await Promise.all(
      Array.from({ length: 12 }, (_, n) => handOver(n % 2 === 0 ? one : two)),
    );
    await expectAskedOnce(...waiting);
    const { rows } = await db.database.pool.query(
      `select count(*)::int as early from identity_event asked
       join identity_event requested using (workspace_id, conversation_id)
       where asked.kind = 'DetailsAsked' and requested.kind = 'HandoverRequested'
         and asked.recorded_at < (requested.payload ->> 'waitUntil')::timestamptz`,
    );
    expect(rows).toEqual([{ early: 0 }]);
  });

  it("a wait that ends by a take, by closing or by deleting asks nothing, even if a job should come", async () => {
    const [one, two] = [await server(), await server()];
    const agent = await member(two, "agent");
    const admin = await member(two, "admin");
    await waitingTime(600);
    const [taken, closed, deleted] = [
      await handOver(one),
      await handOver(one),
      await handOver(one),
    ];
    const all = [taken, closed, deleted];
    expect((await jobs()).map(({ key }) => key).sort()).toEqual(all.map(keyOf).sort());

    const take = await agent.mutate("takeConversation", { conversationId: taken.id });
    expect(take.__typename).toBe("TakeConversationPayload");
    const close = await agent.mutate("closeConversation", { conversationId: closed.id });
    expect(close.__typename).toBe("CloseConversationPayload");
    const { visitorId } = deleted;
    const preview = "... on DeletionNotConfirmed { preview { confirmation } }";
    const { preview: shown } = await admin.mutate("deleteVisitor", { visitorId }, preview);
    const { confirmation } = shown;
    const gone = await admin.mutate("deleteVisitor", { visitorId, confirmation });
    expect(gone.__typename).toBe("DeleteVisitorPayload");
    expect(await jobs()).toEqual([]);

    await db.database.pool.query(
      `select graphile_worker.add_job('ask-for-details',
         json_build_object('workspaceId', $1::text, 'conversationId', id, 'waitUntil', '2026-01-01T00:00:00.000Z'))
       from unnest($2::text[]) as id`,
      [workspaceId, all.map(({ uuid }) => uuid)],
    );
    await expect.poll(jobs, { timeout: 20_000 }).toEqual([]);
    for (const conversation of all) expect(await asking(conversation)).toEqual([]);
  });
});

it("a server whose clock is behind the database's asks all the same, and not for a wait that began since", async () => {
  const one = await server();
  await waitingTime(600);
  const waiting = await handOver(one);
  const { pool } = db.database;
  const { rows } = await pool.query("select payload from graphile_worker._private_jobs");
  const { payload } = rows[0];
  const log = createLog({ logLevel: "silent" });
  const writer = createIdentityWriter({ pool, log, onCommitted() {} });
  const task = askForDetails({ writer, now: () => new Date() });
  await task({ ...payload, waitUntil: "2026-01-01T00:00:00.000Z" });
  expect(await asking(waiting)).toEqual([]);
  await task(payload);
  await expectAskedOnce(waiting);
});

describe("a server that is killed", () => {
  it(
    "while it waits asks late, once it is back",
    async () => {
      const killed = await serverProcess();
      const waiting = await handOver(killed);
      await killed.kill();
      await untilDue(waiting);
      expect(await asking(waiting)).toEqual([]);
      await serverProcess();
      await expectAskedOnce(waiting);
    },
    PROCESSES_START_WITHIN,
  );

  it(
    "while it asks is stood in for soon, and not after the queue's four hours",
    async () => {
      const killed = await serverProcess();
      const waiting = await handOver(killed);
      const holder = await holdWorkspace();
      await expect
        .poll(jobs, { timeout: 10_000 })
        .toEqual([{ key: keyOf(waiting), locked_by: expect.any(String) }]);
      await killed.kill();
      await letGo(holder);
      expect(await asking(waiting)).toEqual([]);
      expect(await jobs()).toMatchObject([{ locked_by: expect.any(String) }]);
      await serverProcess();
      await expectAskedOnce(waiting);
    },
    PROCESSES_START_WITHIN,
  );

  /** Nobody writes in the workspace meanwhile: the job waits for its turn. */
  async function holdWorkspace(): Promise<pg.PoolClient> {
    const client = await db.database.pool.connect();
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [workspaceId]);
    return client;
  }
  async function letGo(client: pg.PoolClient): Promise<void> {
    await client.query("rollback");
    client.release();
  }
});

it("a database that is away when the time is over is asked again", async () => {
  const way = await openProxy(db.url);
  const app = await startApp({ databaseUrl: way.url, pollMillis: 50, jobTakeoverMillis: 500 });
  closing.push(async () => {
    await app.stop();
    await way.close();
  });
  const waiting = await handOver(app);
  way.cut();
  await untilDue(waiting);
  await expect.poll(way.refused, { timeout: 20_000 }).toBeGreaterThan(10);
  expect(await asking(waiting)).toEqual([]);
  way.mend();
  await expectAskedOnce(waiting);
});

it(
  "a PostgreSQL that is killed while the visitor waits makes no difference",
  async () => {
    await db.drop();
    const log = createLog({ logLevel: "silent" });
    const dataDir = await mkdtemp(join(tmpdir(), "onymous-timer-"));
    await chmod(dataDir, 0o711);
    const postgres = await startEmbeddedPostgres({ dataDir, log });
    await migrate({ url: postgres.url, log });
    const database = await openDatabase({ url: postgres.url, poolSize: 4, log });
    db = {
      url: postgres.url,
      database,
      async drop() {
        await database.close();
        await postgres.stop();
        await rm(postgres.folder, { recursive: true, force: true });
        await rm(dataDir, { recursive: true, force: true });
      },
    };
    await open();
    const [one, two] = [await server(), await server()];
    const waiting = [await handOver(one), await handOver(two)];
    await killPostgres(postgres);
    await expectAskedOnce(...waiting);
  },
  PROCESSES_START_WITHIN,
);
