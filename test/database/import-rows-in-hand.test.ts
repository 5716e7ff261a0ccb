import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { applyRows, nothingWritten } from "../../src/actions/imports/engine/apply-rows.ts";
import type { Work } from "../../src/actions/imports/engine/import-engine.ts";
import { prepareRows } from "../../src/actions/imports/engine/prepare-rows.ts";
import { commandIdOf, newCommandId, newId } from "../../src/auth/new-id.ts";
import { readRunStand } from "../../src/database/imports/import-steps.ts";
import { readStagedRows } from "../../src/database/imports/staged-rows.ts";
import { createLog } from "../../src/log.ts";
import { addMember, createIdentityWorkspace } from "../support/identity-workspace.ts";
import { importEngine, toCsv } from "../support/import-engine.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const FILE = toCsv([
  ["ada@x.example", "", "Ada", "Long", "", ""],
  ["bea@x.example", "", "Bea", "Long", "", ""],
]);

const log = createLog({ logLevel: "silent" });
let db: TestDatabase;
let workspaceId: string;
let writer: IdentityWriter;
let work: Work;
let engine: ReturnType<typeof importEngine>;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

beforeEach(async () => {
  const { pool } = db.database;
  ({ workspaceId } = await createIdentityWorkspace(pool));
  const memberId = await addMember(pool, workspaceId);
  writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  engine = importEngine({ pool, writer, workspaceId, memberId, log });
  const importId = await engine.queue(FILE, "OPEN_CONFLICTS");
  await engine.work();
  await pool.query("update import set state = 'RUNNING' where id = $1", [importId]);
  const deps = {
    database: { pool } as never,
    importMoves: { ring: () => undefined },
    onCommitted: () => undefined,
    now: () => new Date(),
    log,
  };
  const key = { workspaceId, importId };
  const stopping = new AbortController().signal;
  work = { deps, pool, key, stopping, record: await engine.read(importId) };
});

/** Applies the rows, which were decided before something happened. */
async function applyAfter(happens: () => Promise<unknown>): Promise<void> {
  const { pool, key } = work;
  const stand = await readRunStand(pool, key);
  const rows = await readStagedRows(pool, key, { after: 0, limit: 10 });
  const prepared = await prepareRows(work, rows, stand);
  await happens();
  await applyRows(work, rows, nothingWritten(0), prepared);
}

it("a run goes on without a tag that it had made and somebody deleted", async () => {
  const { pool } = db.database;
  const file = toCsv([["ada@x.example", "", "Ada", "Long", "", "vip"]]);
  const importId = await engine.queue(file, "OPEN_CONFLICTS");
  await pool.query("delete from import where id = $1", [work.key.importId]);
  await engine.work();
  const [tag] = (await engine.read(importId)).newGroupings;
  if (tag === undefined) throw new Error("the file names a new tag");
  const head = { workspaceId, at: new Date().toISOString(), actor: { type: "system" } } as const;
  const { kind, name, id } = tag;
  await writer.execute({ ...head, type: "CreateGrouping", id: commandIdOf(id), kind, name });
  const gone = { ...head, id: newCommandId(), kind, groupingId: id };
  await writer.execute({ ...gone, type: "DeleteGrouping" });
  await engine.queueRun(importId);
  await engine.work();
  expect(await engine.read(importId)).toMatchObject({ state: "FINISHED", result: { created: 1 } });
});

const outcomes = async () =>
  (
    await db.database.pool.query(
      "select line, outcome, detail from import_outcome where workspace_id = $1 order by line",
      [workspaceId],
    )
  ).rows;

describe("rows that were decided before they have the lock", () => {
  it("are saved as they were decided where nothing happened", async () => {
    await applyAfter(async () => undefined);
    expect(await outcomes()).toMatchObject([{ outcome: "CREATED" }, { outcome: "CREATED" }]);
  });

  it("are not applied where they were erased with who was deleted", async () => {
    const at = new Date().toISOString();
    const head = { workspaceId, id: newCommandId(), at, actor: { type: "system" } } as const;
    const values = { email: "cy@x.example", firstName: "Cy", lastName: "Long" };
    await applyAfter(async () => {
      await db.database.pool.query("delete from import_row where workspace_id = $1 and line = 2", [
        workspaceId,
      ]);
      await writer.execute({ ...head, type: "CreateContact", values });
    });
    expect(await outcomes()).toMatchObject([{ line: 3, outcome: "CREATED" }]);
  });

  it("are decided again where somebody became a member with one of their emails", async () => {
    await applyAfter(() => addMemberWith("ada@x.example"));
    expect(await outcomes()).toMatchObject([
      { outcome: "REFUSED", detail: { reasons: [{ code: "IDENTIFIER_OF_MEMBER" }] } },
      { outcome: "CREATED" },
    ]);
  });
});

async function addMemberWith(email: string): Promise<void> {
  const { pool } = db.database;
  const id = newId();
  await pool.query(
    `insert into member (workspace_id, id, role, name, email, password_hash, created_at)
     values ($1, $2, 'AGENT', 'Ada', $3, '', now())`,
    [workspaceId, id, email],
  );
  await pool.query(
    `insert into identifier (workspace_id, kind, value, member_id, "primary", verified)
     values ($1, 'email', $2, $3, true, true)`,
    [workspaceId, email, id],
  );
}
