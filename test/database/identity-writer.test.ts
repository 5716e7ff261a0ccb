import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { openDatabase } from "../../src/database/open.ts";
import type { UpdateContact } from "../../src/identity/commands.ts";
import { createLog } from "../../src/log.ts";
import {
  comparable,
  createIdentityWorkspace,
  head,
  type IdentityWorkspace,
  identifyCommand,
  readCounts,
  readLog,
  readTables,
  replay,
} from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const log = createLog({ logLevel: "silent" });
let db: TestDatabase;
let writer: IdentityWriter;
let workspace: IdentityWorkspace;
const rung: string[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  writer = createIdentityWriter({
    pool: db.database.pool,
    log,
    onCommitted: (workspaceId) => rung.push(workspaceId),
  });
});
afterAll(() => db.drop());

async function newWorkspace(): Promise<string> {
  workspace = await createIdentityWorkspace(db.database.pool);
  return workspace.workspaceId;
}

/** Tables, log and counts of the workspace agree; answers the tables. */
async function tablesThatReplay() {
  const { pool } = db.database;
  const { workspaceId } = workspace;
  const tables = await readTables(pool, workspaceId);
  const replayed = replay(workspace, await readLog(pool, workspaceId));
  expect(comparable(tables)).toEqual(comparable(replayed));
  const { kept, counted } = await readCounts(pool, workspaceId);
  expect(kept).toEqual(counted);
  return tables;
}

const update = (contactId: string, values: UpdateContact["values"]): UpdateContact => ({
  ...head(workspace.workspaceId),
  type: "UpdateContact",
  contactId,
  values,
});

async function contactWith(email: string): Promise<string> {
  const decision = await writer.execute(
    identifyCommand(workspace.workspaceId, randomUUID(), { email }),
  );
  if (decision.outcome === "refused" || decision.subject.contactId === null)
    throw new Error("not identified");
  return decision.subject.contactId;
}

/** Holds the workspace's lock, so that what is executed meanwhile is one batch behind the first. */
async function whileLocked(run: () => Promise<unknown>[]): Promise<void> {
  const client = await db.database.pool.connect();
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
    workspace.workspaceId,
  ]);
  const running = run();
  await client.query("commit");
  client.release();
  await Promise.all(running);
}

describe("what the writer saves", () => {
  test("is every value as it was claimed, and the log replays to it", async () => {
    const workspaceId = await newWorkspace();
    const attributes = {
      size: 42.5,
      big: 1e21,
      tags: ["a", null, { deep: true }],
      ключ: 'é\u2028"',
    };
    await writer.execute(
      identifyCommand(workspaceId, randomUUID(), {
        email: "ada@example.com",
        firstName: "Ada",
        contactAddress: { line1: "1 Main St", city: "Perth" },
        attributes,
      }),
    );
    const [contact] = [...(await tablesThatReplay()).contacts.values()];
    expect(contact?.fields.email?.value).toBe("ada@example.com");
    expect(contact?.fields.attributes?.value).toEqual(attributes);
    expect(contact?.fields.billingAddress).toBeUndefined();
    const { rows } = await db.database.pool.query(
      "select billing_address is null as blank from contact where workspace_id = $1",
      [workspaceId],
    );
    expect(rows).toEqual([{ blank: true }]);
  });

  test("rings the doorbell after a commit that wrote something, and only then", async () => {
    const workspaceId = await newWorkspace();
    const visitorId = randomUUID();
    const command = () => identifyCommand(workspaceId, visitorId, { email: "ring@example.com" });
    const rings = () => rung.filter((id) => id === workspaceId).length;
    await writer.execute(command());
    expect(rings()).toBe(1);
    const { rows: before } = await db.database.pool.query(
      "select position from workspace_head where workspace_id = $1",
      [workspaceId],
    );
    await writer.execute(command());
    expect(rings()).toBe(1);
    const { rows: after } = await db.database.pool.query(
      "select position from workspace_head where workspace_id = $1",
      [workspaceId],
    );
    expect(after).toEqual(before);
  });

  test("is nothing when it previews, though the answer is the same", async () => {
    const workspaceId = await newWorkspace();
    const command = identifyCommand(workspaceId, randomUUID(), { email: "pre@example.com" });
    const previewed = await writer.preview(command);
    expect(await readLog(db.database.pool, workspaceId)).toEqual([]);
    expect(await writer.execute(command)).toEqual(previewed);
  });

  test("is one contact when 200 visitors claim one new email at once, through two writers on two pools", async () => {
    const workspaceId = await newWorkspace();
    const other = await openDatabase({ url: db.url, poolSize: 8, log });
    try {
      const second = createIdentityWriter({ pool: other.pool, log, onCommitted: () => undefined });
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          (n % 2 ? writer : second).execute(
            identifyCommand(workspaceId, randomUUID(), {
              email: "same@example.com",
              firstName: `Name ${n}`,
            }),
          ),
        ),
      );
      expect(answers.every((answer) => answer.outcome === "accepted")).toBe(true);
    } finally {
      await other.close();
    }
    const { contacts, visitors, conflicts } = await tablesThatReplay();
    expect(contacts.size).toBe(1);
    expect(visitors.size).toBe(200);
    const [contact] = [...contacts.values()];
    expect([...visitors.values()].every(({ contactId }) => contactId === contact?.id)).toBe(true);
    const open = [...conflicts.values()].filter(({ status }) => status === "open");
    expect(open).toHaveLength(1);
    expect(conflicts.size).toBe(199);
  });
});

describe("in one batch", () => {
  test("an identifier that one contact gives up goes to the other that takes it", async () => {
    await newWorkspace();
    const one = await contactWith("one@example.com");
    const other = await contactWith("other@example.com");
    await whileLocked(() => [
      writer.execute(update(one, { firstName: "First" })),
      writer.execute(update(one, { email: null })),
      writer.execute(update(other, { email: "one@example.com" })),
      writer.execute(update(one, { email: "other@example.com" })),
    ]);
    const { contacts, owners } = await tablesThatReplay();
    expect(contacts.get(one)?.fields.email?.value).toBe("other@example.com");
    expect(contacts.get(other)?.fields.email?.value).toBe("one@example.com");
    expect(owners.size).toBe(2);
  });

  test("an identifier that is freed, taken, and freed again is nobody's", async () => {
    await newWorkspace();
    const one = await contactWith("free@example.com");
    const other = await contactWith("another@example.com");
    await whileLocked(() => [
      writer.execute(update(one, { firstName: "First" })),
      writer.execute(update(one, { email: null })),
      writer.execute(update(other, { email: "free@example.com" })),
      writer.execute(update(other, { email: null })),
    ]);
    expect((await tablesThatReplay()).owners.size).toBe(0);
  });

  test("a conflict takes the place of the one that is open", async () => {
    const workspaceId = await newWorkspace();
    await contactWith("conflict@example.com");
    const claim = (firstName: string) =>
      writer.execute(
        identifyCommand(workspaceId, randomUUID(), { email: "conflict@example.com", firstName }),
      );
    await claim("Main");
    await claim("Second");
    await whileLocked(() => [claim("Third"), claim("Fourth"), claim("Fifth")]);
    const { conflicts } = await tablesThatReplay();
    expect([...conflicts.values()].map(({ status }) => status).sort()).toEqual([
      "open",
      "superseded",
      "superseded",
      "superseded",
    ]);
  });

  test("a proof counts once", async () => {
    const workspaceId = await newWorkspace();
    const expiry = "2999-01-01T00:00:00.000Z";
    const proof = {
      proofId: "once",
      proofExpiresAt: expiry,
      verified: true,
      provenByVisitor: true,
    };
    const claim = (email: string) =>
      writer.execute(identifyCommand(workspaceId, randomUUID(), { email }, proof));
    const answers = await Promise.all([
      claim("p1@example.com"),
      claim("p2@example.com"),
      claim("p3@example.com"),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "refused", "refused"]);
    expect((await claim("p4@example.com")).outcome).toBe("refused");
  });

  test("a used proof is forgotten when it has long expired", async () => {
    const workspaceId = await newWorkspace();
    const claim = (proofId: string, proofExpiresAt: string) =>
      writer.execute(
        identifyCommand(
          workspaceId,
          randomUUID(),
          { email: `${proofId}@example.com` },
          { proofId, proofExpiresAt, verified: true, provenByVisitor: true },
        ),
      );
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    await claim("old", "2020-01-01T00:00:00.000Z");
    await claim("current", inAnHour);
    await claim("newest", inAnHour);
    const { rows } = await db.database.pool.query(
      "select id from used_proof where workspace_id = $1 order by id",
      [workspaceId],
    );
    expect(rows).toEqual([{ id: "current" }, { id: "newest" }]);
  });

  test("a command that can't be decided fails alone", async () => {
    const workspaceId = await newWorkspace();
    const good = (n: number) =>
      identifyCommand(workspaceId, randomUUID(), { email: `good${n}@example.com` });
    const bad = { ...good(9), type: "Nonsense" } as never;
    // The type is unknown already when what to load is put together, so the batch is taken apart.
    const results = await Promise.allSettled([
      writer.execute(good(1)),
      writer.execute(good(2)),
      writer.execute(bad),
      writer.execute(good(3)),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect((await tablesThatReplay()).contacts.size).toBe(3);
  });

  test("a command that can't be saved fails alone", async () => {
    const workspaceId = await newWorkspace();
    const good = (n: number) =>
      identifyCommand(workspaceId, randomUUID(), { email: `save${n}@example.com` });
    // PostgreSQL has no text with a NUL; nothing that comes through the API holds one.
    const bad = identifyCommand(workspaceId, randomUUID(), {
      email: "x@example.com",
      firstName: "\u0000",
    });
    const results = await Promise.allSettled(
      [good(1), good(2), bad, good(3)].map((command) => writer.execute(command)),
    );
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect((await tablesThatReplay()).contacts.size).toBe(3);
  });
});

describe("a workspace that does not exist", () => {
  test("is an error of each command, and the writer goes on", async () => {
    const nowhere = randomUUID();
    const attempts = ["a@example.com", "b@example.com"].map((email) =>
      writer.execute(identifyCommand(nowhere, randomUUID(), { email })),
    );
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt.status).toBe("rejected");
    const workspaceId = await newWorkspace();
    const answer = await writer.execute(
      identifyCommand(workspaceId, randomUUID(), { email: "a@example.com" }),
    );
    expect(answer.outcome).toBe("accepted");
    await writer.drain();
  });
});
