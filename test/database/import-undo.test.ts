import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import type { BatchState } from "../../src/database/load-identity.ts";
import { IMPORT_POLICIES } from "../../src/identity/import-model.ts";
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
import { importEngine, toCsv } from "../support/import-engine.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import {
  execute,
  type Operation,
  operationsOnPeople,
  rehearse,
} from "../support/random-commands.ts";

const faults: unknown[] = [];
const log = createLog({ logLevel: "silent" });
log.error = ((found: unknown) => void faults.push(found)) as typeof log.error;

let db: TestDatabase;
let writer: IdentityWriter;
beforeAll(async () => {
  db = await createTestDatabase();
  writer = createIdentityWriter({ pool: db.database.pool, log, onCommitted: () => undefined });
});
afterAll(() => db.drop());

async function workspaceAfter(before: readonly Operation[]) {
  const { pool } = db.database;
  const workspace = await createIdentityWorkspace(pool);
  const { workspaceId } = workspace;
  const visitorIds = Array.from({ length: 6 }, () => randomUUID());
  const memberIds = [await addMember(pool, workspaceId), await addMember(pool, workspaceId)];
  for (const command of rehearse(before, { ...workspace, visitorIds, memberIds }).commands)
    await execute(writer, command);
  const memberId = memberIds[0] as string;
  return { workspace, engine: importEngine({ pool, writer, workspaceId, memberId, log }) };
}

const cell = (...values: string[]) => fc.constantFrom("", ...values);
const row = fc.tuple(
  cell("a@example.com", "b@example.com", "c@example.com", "d@example.com", "not one"),
  cell("+61400000001", "+61400000002", "+61400000003", "0400 000 004"),
  cell("Ada", "Bob", "Eve", "Eve", "Eve"),
  cell("Long", "Made", "Made"),
  cell("Perth", "Hobart"),
  cell("VIP", "Fair; new"),
);
const file = fc.array(row, { minLength: 1, maxLength: 12 }).map(toCsv);
const policies = fc.constantFrom(...IMPORT_POLICIES);

/**
 * A workspace as people see it. What undoing leaves behind: values that are blank again have a past, and count on their
 * version; conflicts that were withdrawn are kept; so are lists and tags that the file named.
 */
function shown(state: BatchState) {
  const { contacts, conflicts, groupings: _named, ...rest } = comparable(state);
  const fieldsOf = (fields: (typeof contacts)[0][1]["fields"]) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, { version: _version, ...value }]) =>
        value.value === null ? [] : [[field, value]],
      ),
    );
  return {
    ...rest,
    contacts: contacts.map(([, one]) => ({ ...one, fields: fieldsOf(one.fields) })),
    conflicts: conflicts.filter(([, { status }]) => status !== "withdrawn"),
  };
}

async function expectSound(workspace: { workspaceId: string; defaultListId: string }) {
  const { pool } = db.database;
  const tables = await readTables(pool, workspace.workspaceId);
  const events = await readLog(pool, workspace.workspaceId);
  expect(comparable(tables)).toEqual(comparable(replay(workspace, events)));
  const { kept, counted } = await readCounts(pool, workspace.workspaceId);
  expect(kept).toEqual(counted);
  expect(faults).toEqual([]);
  return tables;
}

const RUNS = { numRuns: 60, endOnFailure: false };

test("undone, an import leaves everything as it was, and the same file is imported as it was the first time", async () => {
  await fc.assert(
    fc.asyncProperty(operationsOnPeople, file, policies, async (before, csv, policy) => {
      const { pool } = db.database;
      const { workspace, engine } = await workspaceAfter(before);
      const { workspaceId } = workspace;
      const was = shown(await readTables(pool, workspaceId));

      const first = await engine.import(csv, policy);
      const imported = await readTables(pool, workspaceId);
      const told = (await readLog(pool, workspaceId)).filter(({ importId }) => !importId).length;

      const undone = await engine.undo(first.id);
      expect(undone).toMatchObject({
        state: "UNDONE",
        undoneAt: expect.any(Date),
        undoResult: { deletedContacts: first.result?.created, keptContacts: 0 },
      });
      expect(shown(await expectSound(workspace))).toEqual(was);
      const events = (await readLog(pool, workspaceId)).filter(({ importId }) => !importId);
      const { by: _by, ...counts } = undone.undoResult ?? { by: "" };
      expect(events.slice(told)).toMatchObject([{ kind: "ImportUndone", ...counts }]);

      const again = await engine.import(csv, policy);
      expect(again.result).toEqual(first.result);
      const people = (state: BatchState) => nameless(shown(state));
      expect(people(await expectSound(workspace))).toEqual(people(imported));
    }),
    RUNS,
  );
}, 240_000);

/** What two imports of one file make is the same but for its ids and times. */
function nameless(state: ReturnType<typeof shown>) {
  const values = (contact: (typeof state.contacts)[0]) => ({
    status: contact.status,
    identifiers: contact.identifiers,
    fields: Object.entries(contact.fields)
      .map(([field, { value, verified }]) => ({ field, value, verified }))
      .sort((one, other) => (one.field < other.field ? -1 : 1)),
    conflicts: Object.values(contact.openConflicts)
      .map(({ field, secondary, verified }) => ({ field, secondary, verified }))
      .sort((one, other) => (one.field < other.field ? -1 : 1)),
    tagIds: contact.tagIds,
    listIds: contact.listIds,
    assigneeId: contact.assigneeId,
  });
  const keyed = state.contacts.map((contact) => JSON.stringify(values(contact))).sort();
  return { contacts: keyed.map((one) => JSON.parse(one)), suspicions: state.suspicions.length };
}
