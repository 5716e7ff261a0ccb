import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decodeId } from "../../src/auth/global-id.ts";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/database/embedded-postgres.ts";
import { type Database, openDatabase } from "../../src/database/open.ts";
import { createLog } from "../../src/log.ts";
import { newWorkspace, type WorkspaceCredentials } from "../../src/new-workspace.ts";
import { type Followed, type Follower, follow } from "../support/follower.ts";
import { killPostgres } from "../support/kill-postgres.ts";
import { peopleProcess } from "../support/people.ts";
import { type ServerProcess, startServer } from "../support/server.ts";

const log = createLog({ logLevel: "silent" });
const RECEIVE = /* GraphQL */ `
  mutation ($input: ReceiveMessageInput!) {
    receiveMessage(input: $input) { __typename ... on Refusal { code } }
  }
`;
const PAGE = /* GraphQL */ `
  query ($after: Cursor) {
    identityEvents(first: 100, after: $after) {
      ... on IdentityEventConnection {
        nodes { __typename cursor visitorId contactId conversationId }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

let folder: string;
let postgres: EmbeddedPostgres;
let database: Database;
let workspace: WorkspaceCredentials;
let uuid: string;
/** In a transaction of its own until PostgreSQL is killed. */
let idle: PoolClient | undefined;
const servers: ServerProcess[] = [];
const followers: Follower[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "onymous-processes-"));
  await chmod(folder, 0o711);
  // A PostgreSQL of its own, because it is killed.
  postgres = await startEmbeddedPostgres({ dataDir: folder, log });
  const env = { DATABASE_URL: postgres.url, POLL_MILLIS: "200" };
  servers.push(await startServer({ env }), await startServer({ env }));
  database = await openDatabase({ url: postgres.url, poolSize: 4, log });
  workspace = await newWorkspace(peopleProcess(database, { now: () => new Date(), pass() {} }), {
    name: "Processes",
    country: "AU",
    adminEmail: "admin@processes.example",
    agentEmail: "agent@processes.example",
  });
  uuid = decodeId("Workspace", workspace.workspaceId) ?? "";
}, 120_000);

afterAll(async () => {
  idle?.release(true);
  for (const follower of followers) await follower.stop();
  for (const server of servers) await server.kill();
  await database.close();
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

async function ask<T>(url: string, query: string, variables: object): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${workspace.integrationKey}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Delivers a message as a channel does: again until it is taken. Its own id makes that harmless. */
async function deliver(number: number): Promise<void> {
  const input = {
    channel: "WHATSAPP",
    sender: `+614${String(12_000_000 + (number % 40)).padStart(8, "0")}`,
    text: `Message ${number}`,
    externalId: `message ${number}`,
  };
  for (let attempt = 0; ; attempt++) {
    const server = servers[(number + attempt) % servers.length] as ServerProcess;
    try {
      await ask(server.url, RECEIVE, { input });
      return;
    } catch (error) {
      if (attempt > 600)
        throw new Error(`never taken: ${server.output().slice(-4_000)}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
async function deliverAll(from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const workers = Array.from({ length: 8 }, async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift())
      await deliver(number);
  });
  await Promise.all(workers);
}

async function wholeLog(url: string): Promise<Followed[]> {
  const events: Followed[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const page: {
      identityEvents: {
        nodes: Followed[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    } = await ask(url, PAGE, { after });
    events.push(...page.identityEvents.nodes);
    after = page.identityEvents.pageInfo.endCursor;
    more = page.identityEvents.pageInfo.hasNextPage;
  }
  return events;
}

/** A transaction of another writer of this workspace, left open with its event written and others waiting behind it. */
async function holdTransactionOpen(whileOpen: Promise<unknown>): Promise<void> {
  const client = await database.pool.connect();
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [uuid]);
  await client.query(
    `with head as (update workspace_head set position = position + 1 where workspace_id = $1 returning position)
       insert into identity_event (workspace_id, position, kind, recorded_at, happened_at, actor_type, visitor_id, payload)
       select $1, position, 'PushOptedIn', now(), now(), 'system', gen_random_uuid(), '{}' from head`,
    [uuid],
  );
  for (;;) {
    const { rows } = await database.pool.query<{ waiting: string }>(
      `select count(*) as waiting from pg_locks where locktype = 'advisory' and not granted`,
    );
    if (Number(rows[0]?.waiting) > 0) break;
  }
  await client.query("commit");
  client.release();
  await whileOpen;
}

/** In the order of the log, nothing comes before what made it possible. */
function expectCausesFirst(events: readonly Followed[]): void {
  const recorded = new Set<string>();
  const created = new Set<string>();
  const opened = new Set<string>();
  for (const { __typename, visitorId, contactId, conversationId } of events) {
    if (__typename === "AnonymousVisitorRecorded") recorded.add(visitorId ?? "");
    if (__typename === "ContactCreated") created.add(contactId ?? "");
    if (__typename === "ConversationOpened") opened.add(conversationId ?? "");
    if (__typename === "PushOptedIn") continue;
    if (visitorId) expect(recorded).toContain(visitorId);
    if (contactId) expect(created).toContain(contactId);
    if (conversationId && __typename === "MessageReceived")
      expect(opened).toContain(conversationId);
  }
}

it("each subscriber of either process gets every event once, in the order of the log, through every fault", async () => {
  const [one, two] = servers.map((server) => server.wsUrl) as [string, string];
  const start = await ask<{ identityEvents: { pageInfo: { endCursor: string } } }>(
    servers[0]?.url ?? "",
    PAGE,
    {},
  );
  const begin = start.identityEvents.pageInfo.endCursor;
  for (const urls of [[one, two], [two, one], [one], [two, one]])
    followers.push(follow(urls, workspace.integrationKey, begin));
  // A transaction of nobody's business that stays open all the while: it must not hold up the stream.
  idle = await database.pool.connect();
  idle.on("error", () => {});
  await idle.query("begin");
  await idle.query("select pg_current_xact_id()");

  await holdTransactionOpen(deliverAll(0, 60));
  const restarted = killPostgres(postgres);
  await Promise.all([restarted, deliverAll(60, 120)]);
  const killed = servers.pop();
  await Promise.all([killed?.kill(), deliverAll(120, 180)]);

  const expected = await wholeLog(servers[0]?.url ?? "");
  const last = expected.at(-1)?.cursor ?? "";
  expect(expected.filter((event) => event.__typename === "MessageReceived")).toHaveLength(180);
  for (const follower of followers) {
    await follower.until(last);
    expect(follower.events).toEqual(expected);
  }
  expectCausesFirst(expected);
  // The server that was killed had subscribers, and they came back.
  expect(followers.some((follower) => follower.reconnections > 0)).toBe(true);
}, 180_000);
