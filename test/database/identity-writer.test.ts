import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { createLog } from "../../src/log.ts";
import {
  comparable,
  createIdentityWorkspace,
  type IdentityWorkspace,
  identifyCommand,
  readCounts,
  readLog,
  readTables,
  replay,
} from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const log = createLog({ logLevel: "error" });
let db: TestDatabase;
let writer: IdentityWriter;
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

async function expectReplayable(workspace: IdentityWorkspace) {
  const { pool } = db.database;
  const { workspaceId } = workspace;
  const tables = await readTables(pool, workspaceId);
  const replayed = replay(workspace, await readLog(pool, workspaceId));
  expect(comparable(tables)).toEqual(comparable(replayed));
  const { kept, counted } = await readCounts(pool, workspaceId);
  expect(kept).toEqual(counted);
}

describe("the writer", () => {
  test("saves what a claim makes, and the log replays to the tables", async () => {
    const workspace = await createIdentityWorkspace(db.database.pool);
    const { workspaceId } = workspace;
    const visitorId = randomUUID();
    const answer = await writer.execute(
      identifyCommand(workspaceId, visitorId, {
        email: "ada@example.com",
        firstName: "Ada",
        contactAddress: { line1: "1 Main St", city: "Perth" },
        attributes: { size: 42.5, tags: ["a", null, { deep: true }] },
      }),
    );
    expect(answer.outcome).toBe("accepted");
    const [contact] = [...(await readTables(db.database.pool, workspaceId)).contacts.values()];
    expect(contact?.fields.email?.value).toBe("ada@example.com");
    expect(contact?.fields.attributes?.value).toEqual({
      size: 42.5,
      tags: ["a", null, { deep: true }],
    });
    expect(rung).toContain(workspaceId);
    await expectReplayable(workspace);
  });
});
