import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { createLog } from "../../src/log.ts";
import {
  addMember,
  comparable,
  createIdentityWorkspace,
  readCounts,
  readLog,
  readTables,
  replay,
} from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { type Operation, operations, rehearse } from "../support/random-commands.ts";

const warnings: string[] = [];
const watchedLog = createLog({ logLevel: "silent" });
watchedLog.warn = (_: unknown, message?: string) => void warnings.push(message ?? "");

let db: TestDatabase;
let writer: IdentityWriter;

beforeAll(async () => {
  db = await createTestDatabase();
  writer = createIdentityWriter({
    pool: db.database.pool,
    log: watchedLog,
    onCommitted: () => undefined,
  });
});
afterAll(() => db.drop());

/** Runs the operations for real, and holds tables, log and counts against the rules run in memory on the whole state. */
async function expectSameAsInMemory(chosen: readonly Operation[], mode: "in turn" | "at once") {
  const { pool } = db.database;
  const workspace = await createIdentityWorkspace(pool);
  const { workspaceId } = workspace;
  const visitorIds = Array.from({ length: 6 }, () => randomUUID());
  const memberIds = [await addMember(pool, workspaceId), await addMember(pool, workspaceId)];
  const expected = rehearse(chosen, { ...workspace, visitorIds, memberIds });

  if (mode === "at once") {
    // Of different lengths, so that what one batch leaves is what the next one loads.
    for (let start = 0, size = 2; start < expected.commands.length; start += size, size += 3)
      await Promise.all(
        expected.commands.slice(start, start + size).map((command) => writer.execute(command)),
      );
  } else for (const command of expected.commands) await writer.execute(command);

  const tables = comparable(await readTables(pool, workspaceId));
  const log = await readLog(pool, workspaceId);
  expect(log).toEqual(expected.events);
  expect(tables).toEqual(comparable(expected.state));
  expect(tables).toEqual(comparable(replay(workspace, log)));
  const { kept, counted } = await readCounts(pool, workspaceId);
  expect(kept).toEqual(counted);
  expect(warnings).toEqual([]);
}

const RUNS = { numRuns: 40, endOnFailure: false };

test("tables and log are what the rules give on the whole state, one command after another", async () => {
  await fc.assert(
    fc.asyncProperty(operations, (chosen) => expectSameAsInMemory(chosen, "in turn")),
    RUNS,
  );
}, 120_000);

test("commands that are gathered into batches come to the same as one after another", async () => {
  await fc.assert(
    fc.asyncProperty(operations, (chosen) => expectSameAsInMemory(chosen, "at once")),
    RUNS,
  );
}, 120_000);
