import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { IMPORT_POLICIES, type ImportPolicy } from "../../src/identity/import-model.ts";
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
  const { pool } = db.database;
  writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
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

/** People who share emails and phones with each other, and with who is there already. */
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

const RUNS = { numRuns: 60, endOnFailure: false };
const always = (check: (b: Operation[], csv: string, policy: ImportPolicy) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(operationsOnPeople, file, fc.constantFrom(...IMPORT_POLICIES), check),
    RUNS,
  );

test("a run comes to what its preview counted, the log gives the tables, and the same file again changes nothing", async () => {
  await always(async (before, csv, policy) => {
    const { pool } = db.database;
    const { workspace, engine } = await workspaceAfter(before);
    const { workspaceId } = workspace;

    const first = await engine.import(csv, policy);
    expect(first.state).toBe("FINISHED");
    expect(first.result).toEqual(first.preview?.counts);
    const { rows, ...kinds } = first.result ?? { rows: 0 };
    expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(rows);

    const tables = comparable(await readTables(pool, workspaceId));
    const events = await readLog(pool, workspaceId);
    expect(tables).toEqual(comparable(replay(workspace, events)));
    const { kept, counted } = await readCounts(pool, workspaceId);
    expect(kept).toEqual(counted);

    const again = await engine.import(csv, policy);
    expect(again.result).toEqual(again.preview?.counts);
    expect(again.result).toMatchObject({ created: 0, conflicting: 0, filled: 0 });
    const added = (await readLog(pool, workspaceId)).slice(events.length);
    expect(added.map(({ kind }) => kind)).toEqual(["ContactsImported"]);
    expect(comparable(await readTables(pool, workspaceId))).toEqual(tables);
    expect(faults).toEqual([]);
  });
}, 180_000);
