import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { OutcomeUnknown } from "../../src/database/identity-transaction.ts";
import { type Database, openDatabase } from "../../src/database/open.ts";
import { createLog } from "../../src/log.ts";
import {
  comparable,
  createIdentityWorkspace,
  type IdentityWorkspace,
  identifyCommand,
  readLog,
  readTables,
  replay,
} from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const log = createLog({ logLevel: "silent" });
const applicationName = "under-test";
let db: TestDatabase;
/** The writer's own pool: what is terminated below is its connections, and no others. */
let own: Database;

beforeAll(async () => {
  db = await createTestDatabase();
  const url = new URL(db.url);
  url.searchParams.set("application_name", applicationName);
  own = await openDatabase({ url: url.href, poolSize: 4, log });
});
afterAll(async () => {
  await own.close();
  await db.drop();
});

const newWriter = (pool: pg.Pool = own.pool) =>
  createIdentityWriter({ pool, log, onCommitted: () => undefined });

const claim = (workspaceId: string, email: string) =>
  identifyCommand(workspaceId, randomUUID(), { email });

/** Terminates the connections of the writer's pool, and answers how many there were. */
async function terminate(): Promise<number> {
  const { rowCount } = await db.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = $1`,
    [applicationName],
  );
  return rowCount ?? 0;
}
/** Resolves when a connection of the writer's waits for a lock: the workspace's, or a row's. */
async function untilWaiting(event: "advisory" | "transactionid"): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const { rows } = await db.database.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and application_name = $1
         and wait_event_type = 'Lock' and wait_event = $2`,
      [applicationName, event],
    );
    if (rows.length > 0) return;
  }
  throw new Error("nobody waits for the lock");
}

async function emailsOf({ workspaceId, ...rest }: IdentityWorkspace): Promise<string[]> {
  const { pool } = db.database;
  const tables = await readTables(pool, workspaceId);
  const replayed = replay({ workspaceId, ...rest }, await readLog(pool, workspaceId));
  expect(comparable(tables)).toEqual(comparable(replayed));
  return [...tables.contacts.values()].map(({ fields }) => String(fields.email?.value)).sort();
}

/** Runs while another transaction holds something that the writer needs. */
async function whileHeld(sql: string, workspaceId: string, run: () => Promise<void>) {
  const client = await db.database.pool.connect();
  try {
    await client.query("begin");
    await client.query(sql, [workspaceId]);
    await run();
  } finally {
    await client.query("rollback");
    client.release();
  }
}
const LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
const HEAD = "select 1 from workspace_head where workspace_id = $1 for update";

test("idle connections that PostgreSQL terminates are replaced, and nobody notices", async () => {
  const workspace = await createIdentityWorkspace(db.database.pool);
  const writer = newWriter();
  await writer.execute(claim(workspace.workspaceId, "before@example.com"));
  expect(await terminate()).toBeGreaterThan(0);
  const answer = await writer.execute(claim(workspace.workspaceId, "after@example.com"));
  expect(answer.outcome).toBe("accepted");
  expect(await emailsOf(workspace)).toEqual(["after@example.com", "before@example.com"]);
});

test("a connection terminated while it waits for its turn is tried again, with all that was gathered", async () => {
  const workspace = await createIdentityWorkspace(db.database.pool);
  const writer = newWriter();
  const emails = ["a@example.com", "b@example.com", "c@example.com"];
  let answers: Promise<unknown[]> = Promise.resolve([]);
  await whileHeld(LOCK, workspace.workspaceId, async () => {
    answers = Promise.all(emails.map((one) => writer.execute(claim(workspace.workspaceId, one))));
    await untilWaiting("advisory");
    expect(await terminate()).toBeGreaterThan(0);
  });
  expect(await answers).toHaveLength(3);
  expect(await emailsOf(workspace)).toEqual(emails);
});

test("a connection terminated while it saves is tried again, and what it did counts once", async () => {
  const workspace = await createIdentityWorkspace(db.database.pool);
  const writer = newWriter();
  let answer: Promise<unknown> = Promise.resolve();
  await whileHeld(HEAD, workspace.workspaceId, async () => {
    answer = writer.execute(claim(workspace.workspaceId, "saving@example.com"));
    await untilWaiting("transactionid");
    expect(await terminate()).toBeGreaterThan(0);
  });
  expect(await answer).toMatchObject({ outcome: "accepted" });
  expect(await emailsOf(workspace)).toEqual(["saving@example.com"]);
});

test("a connection lost after COMMIT was sent is told as what it is: not known", async () => {
  const workspace = await createIdentityWorkspace(db.database.pool);
  const clients = new Set<pg.PoolClient>();
  const remember = (client: pg.PoolClient) => clients.add(client);
  own.pool.on("acquire", remember);
  const writer = newWriter();
  let answer: Promise<unknown> = Promise.resolve();
  await whileHeld(HEAD, workspace.workspaceId, async () => {
    answer = writer.execute(claim(workspace.workspaceId, "unknown@example.com"));
    await untilWaiting("transactionid");
    for (const client of clients) client.connection.stream.destroy();
    await expect(answer).rejects.toBeInstanceOf(OutcomeUnknown);
  });
  own.pool.off("acquire", remember);
  // The writer itself is as good as new.
  const next = await writer.execute(claim(workspace.workspaceId, "next@example.com"));
  expect(next.outcome).toBe("accepted");
  expect(await emailsOf(workspace)).toContain("next@example.com");
});

test("after all this every connection is idle, outside a transaction, and none is lost", async () => {
  const busy = async () => {
    const { rows } = await db.database.pool.query(
      `select state from pg_stat_activity
       where datname = current_database() and application_name = $1 and state <> 'idle'`,
      [applicationName],
    );
    return rows;
  };
  await expect.poll(busy, { timeout: 10_000 }).toEqual([]);
  expect(own.pool.idleCount).toBe(own.pool.totalCount);
  expect(own.pool.waitingCount).toBe(0);
});

test("drain resolves when everything that was accepted has been answered", async () => {
  const workspace = await createIdentityWorkspace(db.database.pool);
  const writer = newWriter();
  let answered = 0;
  const running = Array.from({ length: 20 }, (_, n) =>
    writer.execute(claim(workspace.workspaceId, `drain${n}@example.com`)).then(() => {
      answered += 1;
    }),
  );
  await writer.drain();
  expect(answered).toBe(20);
  await Promise.all(running);
});
