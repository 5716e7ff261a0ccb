import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { handoverKey } from "../../src/conversation/jobs.ts";
import type { Conversation } from "../../src/conversation/model.ts";
import { MESSAGE } from "../../src/database/load-columns.ts";
import { loadRequest, type WriteCommand } from "../../src/database/load-request.ts";
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
import { execute, type Operation, operations, rehearse } from "../support/random-commands.ts";

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

  const batches = mode === "at once" ? inBatches(expected.commands) : expected.commands.map(alone);
  for (const batch of batches) await Promise.all(batch.map((command) => execute(writer, command)));

  const tables = comparable(await readTables(pool, workspaceId));
  const log = await readLog(pool, workspaceId);
  expect(log).toEqual(expected.events);
  expect(tables).toEqual(comparable(expected.state));
  expect(tables).toEqual(comparable(replay(workspace, log)));
  expect(await readMessages(workspaceId)).toEqual(
    [...expected.state.messages.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
  );
  expect(await readWaits(workspaceId)).toEqual(waitsIn(expected.state.conversationRecords));
  const { kept, counted } = await readCounts(pool, workspaceId);
  expect(kept).toEqual(counted);
  expect(warnings).toEqual([]);
}

async function readMessages(workspaceId: string) {
  const { rows } = await db.database.pool.query(
    `select ${MESSAGE} from message m where workspace_id = $1 order by id`,
    [workspaceId],
  );
  return rows;
}

/** The jobs that will ask for details, and the conversations that wait to be asked. */
async function readWaits(workspaceId: string) {
  const { rows } = await db.database.pool.query<{ key: string }>(
    "select key from graphile_worker.jobs where key like $1 order by key",
    [handoverKey(workspaceId, "%")],
  );
  return rows.map(({ key }) => key.split(":").at(-1));
}
const waitsIn = (conversations: ReadonlyMap<string, Conversation>) =>
  [...conversations.values()]
    .flatMap(({ id, handover }) => (handover !== null && handover.askedAt === null ? [id] : []))
    .sort();

const alone = (command: WriteCommand) => [command];

/** Of different lengths, so that what one batch leaves is what the next one loads. */
function inBatches(commands: readonly WriteCommand[]): WriteCommand[][] {
  const batches: WriteCommand[][] = [];
  let batch: WriteCommand[] = [];
  for (const command of commands) {
    if (batch.length >= 3 * batches.length + 2 || !canFollow(command, batch)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(command);
  }
  return [...batches, batch];
}

/**
 * A message after a closing may have to be decided again, by itself, and so later than the others; and so may a claim that
 * merges two contacts (P5) of which the batch makes one. And nobody reads what is not stored yet.
 */
function canFollow(command: WriteCommand, batch: readonly WriteCommand[]): boolean {
  if (batch.at(-1)?.type === "CloseConversation") return false;
  if (mayMergeWhatComesAbout(command, batch)) return false;
  if (command.type !== "MarkConversationRead") return true;
  const { throughMessageId } = command;
  return !batch.some(({ id }) => throughMessageId.startsWith(id.slice(0, -2)));
}

function mayMergeWhatComesAbout(command: WriteCommand, batch: readonly WriteCommand[]): boolean {
  const named = (one: WriteCommand) => loadRequest(one.workspaceId, [one]);
  const values = named(command).wholeOwnersOf.flatMap(({ email, phone }) => [email, phone]);
  if (values.length === 0) return false;
  return batch.some(
    (one) =>
      one.type === "UndoMerge" ||
      named(one).identifiers.some(({ value }) => values.includes(value)),
  );
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
