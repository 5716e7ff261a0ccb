import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { undoImport } from "../../src/actions/imports/undo-import.ts";
import { newCommandId } from "../../src/auth/new-id.ts";
import type { IdentityCommand } from "../../src/identity/commands.ts";
import { createLog } from "../../src/log.ts";
import {
  addMember,
  comparable,
  createIdentityWorkspace,
  type IdentityWorkspace,
  readCounts,
  readLog,
  readTables,
  replay,
} from "../support/identity-workspace.ts";
import { importEngine, toCsv } from "../support/import-engine.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const ROWS = 900;
const FILE = toCsv(
  Array.from({ length: ROWS }, (_one, n) => [`p${n}@x.example`, "", "Pat", `No${n}`, "", "VIP"]),
);

const log = createLog({ logLevel: "silent" });
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

let moves = 0;
let onMove: (move: number) => void = () => undefined;
let workspace: IdentityWorkspace;
let workspaceId: string;
let memberId: string;
let writer: IdentityWriter;
let engine: ReturnType<typeof importEngine>;

beforeEach(async () => {
  const { pool } = db.database;
  workspace = await createIdentityWorkspace(pool);
  ({ workspaceId } = workspace);
  memberId = await addMember(pool, workspaceId);
  writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  onMove = () => undefined;
  const onMoved = () => {
    moves += 1;
    onMove(moves);
  };
  engine = importEngine({ pool, writer, workspaceId, memberId, log, onMoved });
});

function afterSteps(steps: number, happens: () => unknown): void {
  moves = 0;
  onMove = (move) => {
    if (move === steps) void happens();
  };
}

const byHand = () => ({
  workspaceId,
  id: newCommandId(),
  at: new Date().toISOString(),
  actor: { type: "member", id: memberId } as const,
});
const act = (command: IdentityCommand) => writer.execute(command);

async function contactOf(email: string): Promise<string> {
  const { rows } = await db.database.pool.query<{ id: string }>(
    "select contact_id as id from identifier where workspace_id = $1 and value = $2",
    [workspaceId, email],
  );
  return rows[0]?.id ?? "";
}
const edit = async (email: string) => {
  const contactId = await contactOf(email);
  await act({ ...byHand(), type: "UpdateContact", contactId, values: { gender: "x" } });
  return contactId;
};
const count = async (table: string, where = "true") => {
  const { rows } = await db.database.pool.query<{ n: number }>(
    `select count(*)::int as n from ${table} where workspace_id = $1 and ${where}`,
    [workspaceId],
  );
  return rows[0]?.n;
};

async function expectSound() {
  const { pool } = db.database;
  const events = await readLog(pool, workspaceId);
  expect(comparable(await readTables(pool, workspaceId))).toEqual(
    comparable(replay(workspace, events)),
  );
  const { kept, counted } = await readCounts(pool, workspaceId);
  expect(kept).toEqual(counted);
}

async function expectUndone(id: string) {
  const { state, undoResult } = await engine.read(id);
  expect(state).toBe("UNDONE");
  expect(undoResult).toMatchObject({ deletedContacts: ROWS, revertedContacts: 0, keptContacts: 0 });
  expect([await count("contact"), await count("identifier"), await count("contact_tag")]).toEqual([
    0, 0, 0,
  ]);
  expect(await count("import_outcome", "contact_id is not null")).toBe(0);
  const told = (await readLog(db.database.pool, workspaceId)).filter(
    (one) => !("importId" in one) && one.kind !== "EventErased",
  );
  expect(told.map(({ kind }) => kind)).toEqual(["TagCreated", "ContactsImported", "ImportUndone"]);
  await expectSound();
}

describe("an undo that is interrupted", () => {
  it("goes on where it was when the server had been stopped", async () => {
    const { id } = await engine.import(FILE, "KEEP");
    await engine.queueUndo(id);
    const stopping = new AbortController();
    afterSteps(3, () => stopping.abort());
    await engine.work(stopping.signal);
    const { state, rowsDone, rowsTotal, undoResult } = await engine.read(id);
    expect({ state, rowsTotal }).toEqual({ state: "UNDOING", rowsTotal: ROWS });
    expect(rowsDone).toBeGreaterThan(0);
    expect(rowsDone).toBeLessThan(ROWS);
    expect(undoResult?.deletedContacts).toBe(rowsDone);
    expect(await count("contact")).toBe(ROWS - rowsDone);
    await expectSound();

    await engine.work();
    await expectUndone(id);
  });

  it("goes on where it was when its connections had been cut", async () => {
    const { id } = await engine.import(FILE, "KEEP");
    await engine.queueUndo(id);
    const cut = () =>
      db.database.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
    afterSteps(3, () => cut().catch(() => undefined));
    await expect(engine.work()).rejects.toThrow();
    const { state } = await vi.waitFor(() => engine.read(id));
    expect(state).toBe("UNDOING");

    await engine.work();
    await expectUndone(id);
  });
});

describe("contacts that somebody touches", () => {
  it("while it is undone stay as they are, and are counted", async () => {
    const { id } = await engine.import(FILE, "KEEP");
    await engine.queueUndo(id);
    const kept = await edit("p1@x.example");
    let edited: Promise<string> | null = null;
    afterSteps(2, () => {
      edited = edit(`p${ROWS - 1}@x.example`);
    });
    await engine.work();
    const alsoKept = await edited;
    const { undoResult } = await engine.read(id);
    expect(undoResult).toMatchObject({ deletedContacts: ROWS - 2, keptContacts: 2 });
    const { contacts } = await readTables(db.database.pool, workspaceId);
    expect([...contacts.keys()].sort()).toEqual([kept, alsoKept].sort());
    expect([...contacts.values()].map(({ fields }) => fields.gender?.value)).toEqual(["x", "x"]);
    await expectSound();
  });

  it("are judged once, however many rows name them", async () => {
    const rows = Array.from({ length: 300 }, (_one, n) => [
      `p${n}@x.example`,
      "",
      "P",
      "Q",
      "",
      "",
    ]);
    const { id } = await engine.import(toCsv([...rows, ...rows]), "KEEP");
    await engine.queueUndo(id);
    await edit("p0@x.example");
    await engine.work();
    const { undoResult } = await engine.read(id);
    expect(undoResult).toMatchObject({ deletedContacts: 299, keptContacts: 1 });
  });
});

describe("asking for it", () => {
  const ask = (importId: string) => {
    const { pool } = db.database;
    const deps = { database: { pool } as never, importMoves: { ring: () => undefined } };
    return undoImport({ ...deps, now: () => new Date() })({ workspaceId, memberId }, { importId });
  };
  const small = toCsv([
    ["a@x.example", "", "Ada", "Byron", "Perth", "VIP"],
    ["b@x.example", "", "Bo", "Long", "", ""],
    ["a@x.example", "", "Ada", "Byron", "Hobart", ""],
  ]);

  it("is refused as a whole where somebody else touched what it made or changed", async () => {
    const { id } = await engine.import(small, "OPEN_CONFLICTS");
    const contactId = await edit("a@x.example");
    expect(await ask(id)).toMatchObject({
      ok: false,
      refusal: { code: "IMPORT_TOUCHED", importId: id, count: 1, contactIds: [contactId] },
    });
    expect(await engine.read(id)).toMatchObject({ state: "FINISHED", undoResult: null });
  });

  it("is not refused for what happened to others, or before, or what the service found out", async () => {
    const head = byHand();
    const values = { email: "a@x.example", firstName: "Ada", lastName: "Byron" };
    await act({ ...head, type: "CreateContact", values });
    await edit("a@x.example");
    const { id } = await engine.import(small, "OPEN_CONFLICTS");
    const other = { email: "c@x.example", firstName: "Cy", lastName: "Long" };
    await act({ ...byHand(), type: "CreateContact", values: other });
    await edit("c@x.example");
    const pair = [await contactOf("a@x.example"), await contactOf("c@x.example")].sort();
    const found = { id: newCommandId(), contactIds: pair as [string, string], score: 0.5 };
    await act({
      ...byHand(),
      actor: { type: "system" },
      type: "SuspectDuplicates",
      pairs: [{ ...found, reasons: ["SAME_NAME_AND_ADDRESS"] }],
    });
    expect(await ask(id)).toEqual({ ok: true, importId: id });
    await engine.work();
    expect(await engine.read(id)).toMatchObject({
      state: "UNDONE",
      undoResult: { deletedContacts: 1, revertedContacts: 1, keptContacts: 0, by: memberId },
    });
    expect(await count("contact")).toBe(2);
    await expectSound();
  });

  it("is refused for a later import that touched them, until that one is undone", async () => {
    const first = await engine.import(small, "KEEP");
    const second = await engine.import(
      toCsv([["b@x.example", "", "Bo", "Long", "Perth", ""]]),
      "OVERWRITE",
    );
    expect(await ask(first.id)).toMatchObject({ refusal: { code: "IMPORT_TOUCHED", count: 1 } });
    expect(await ask(second.id)).toMatchObject({ ok: true });
    await engine.work();
    expect(await ask(first.id)).toMatchObject({ ok: true });
    await engine.work();
    const { undoResult } = await engine.read(first.id);
    expect(undoResult).toMatchObject({ deletedContacts: 2, keptContacts: 0 });
    expect(await count("contact")).toBe(0);
    await expectSound();
  });

  it("is refused when events of it are no longer kept", async () => {
    const { id } = await engine.import(small, "KEEP");
    await db.database.pool.query(
      "update workspace_head set pruned_through = position where workspace_id = $1",
      [workspaceId],
    );
    expect(await ask(id)).toMatchObject({
      refusal: { code: "IMPORT_NOT_READY", message: expect.stringContaining("log") },
    });
    await engine.undo(id);
    const { undoResult } = await engine.read(id);
    expect(undoResult).toMatchObject({ deletedContacts: 0, revertedContacts: 0, keptContacts: 2 });
    expect(await count("contact")).toBe(2);
  });

  it("leaves nothing shown of people who are gone, and lists and tags stay", async () => {
    const { id } = await engine.import(small, "KEEP");
    expect((await engine.read(id)).preview?.examples).not.toEqual({});
    await ask(id);
    await engine.work();
    const { preview, columns, result } = await engine.read(id);
    expect(preview?.examples).toEqual({});
    expect(columns.map(({ samples }) => samples)).toEqual(columns.map(() => []));
    expect(result).toMatchObject({ rows: 3, created: 2 });
    expect(await count("tag", "deleted_at is null")).toBe(1);
  });
});
