import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { newCommandId } from "../../src/auth/new-id.ts";
import { createLog } from "../../src/log.ts";
import {
  addMember,
  comparable,
  createIdentityWorkspace,
  type IdentityWorkspace,
  readLog,
  readTables,
  replay,
} from "../support/identity-workspace.ts";
import { importEngine, toCsv } from "../support/import-engine.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const person = (n: number, more: { tag?: string; city?: string } = {}) => [
  `p${n}@x.example`,
  "",
  "Pat",
  `No${n}`,
  more.city ?? "",
  more.tag ?? "",
];
const ROWS = 450;
const MANY = toCsv(Array.from({ length: ROWS }, (_one, n) => person(n)));

const faults: unknown[][] = [];
const log = createLog({ logLevel: "silent" });
log.error = ((...line: unknown[]) => void faults.push(line)) as typeof log.error;

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

let workspace: IdentityWorkspace;
let workspaceId: string;
let memberId: string;
let writer: IdentityWriter;
let engine: ReturnType<typeof importEngine>;

beforeEach(async () => {
  const { pool } = db.database;
  faults.length = 0;
  workspace = await createIdentityWorkspace(pool);
  ({ workspaceId } = workspace);
  memberId = await addMember(pool, workspaceId);
  writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  engine = importEngine({ pool, writer, workspaceId, memberId, log });
});

/** From now on the database refuses this. */
const faultAt = (statement: string, condition: string, first = "") =>
  db.database.pool.query(`create function fault() returns trigger language plpgsql as $$
    begin if ${condition} then ${first} raise exception 'a fault'; end if; return coalesce(new, old); end $$;
    create trigger fault before ${statement} for each row execute function fault()`);
const noFault = () => db.database.pool.query("drop function if exists fault cascade");
afterEach(noFault);

async function queuedRun(csv: string): Promise<string> {
  const id = await engine.queue(csv, "OVERWRITE");
  await engine.work();
  await engine.queueRun(id);
  return id;
}

/** Times of one millisecond would let the ids decide. */
const goBehind = (id: string, first: string) =>
  db.database.pool.query(
    `update import set queued_at = (select queued_at + interval '1 second' from import where id = $2) where id = $1`,
    [id, first],
  );

async function queuedBehind(first: string): Promise<string> {
  const id = await engine.queue(MANY, "KEEP");
  await goBehind(id, first);
  return id;
}

/** It is previewed while the first one is out of the way. */
async function queuedRunBehind(first: string, csv: string): Promise<string> {
  const { pool } = db.database;
  await pool.query("update import set state = 'PREVIEWED' where id = $1", [first]);
  const id = await queuedRun(csv);
  await pool.query("update import set state = 'QUEUED' where id = $1", [first]);
  await goBehind(id, first);
  return id;
}

async function expectSound() {
  const { pool } = db.database;
  const events = await readLog(pool, workspaceId);
  const tables = await readTables(pool, workspaceId);
  expect(comparable(tables)).toEqual(comparable(replay(workspace, events)));
  return tables;
}

const told = async () =>
  (await readLog(db.database.pool, workspaceId))
    .filter((one) => !one.importId && one.kind !== "EventErased")
    .map(({ kind }) => kind);

const lastNames = ({ contacts }: Awaited<ReturnType<typeof readTables>>) =>
  [...contacts.values()].map(({ fields }) => fields.lastName?.value);

describe("an undo that meets a fault in the rows of one contact", () => {
  it("keeps that one, whom the import had made, and takes back the others", async () => {
    const twice = toCsv([...Array.from({ length: ROWS }, (_one, n) => person(n)), person(333)]);
    const { id } = await engine.import(twice, "KEEP");
    await faultAt("delete on contact", "old.last_name = 'No333'");

    const { state, undoResult, rowsDone } = await engine.undo(id);
    expect({ state, rowsDone }).toEqual({ state: "UNDONE", rowsDone: ROWS + 1 });
    expect(undoResult).toMatchObject({
      deletedContacts: ROWS - 1,
      revertedContacts: 0,
      keptContacts: 1,
    });
    expect(lastNames(await expectSound())).toEqual(["No333"]);
    expect(await told()).toEqual(["ContactsImported", "ImportUndone"]);
  });

  it("keeps that one, whom the import had changed, and takes back the others", async () => {
    for (const n of [7, 8]) {
      const values = { email: `p${n}@x.example`, firstName: "Pat", lastName: `No${n}` };
      const at = new Date().toISOString();
      const head = { workspaceId, id: newCommandId(), at, actor: { type: "system" } } as const;
      await writer.execute({ ...head, type: "CreateContact", values });
    }
    const rows = Array.from({ length: 20 }, (_one, n) => person(n, { city: "Perth" }));
    const { id } = await engine.import(toCsv(rows), "KEEP");
    await faultAt("update on contact", "new.last_name = 'No8'");

    expect(await engine.undo(id)).toMatchObject({
      state: "UNDONE",
      undoResult: { deletedContacts: 18, revertedContacts: 1, keptContacts: 1 },
    });
    const { contacts } = await expectSound();
    const left = [...contacts.values()].map(({ fields }) => [
      fields.lastName?.value,
      fields.contactAddress?.value ?? null,
    ]);
    expect(left.sort()).toEqual([
      ["No7", null],
      ["No8", { city: "Perth" }],
    ]);
  });

  it("tells the log of it, and of nobody", async () => {
    const { id } = await engine.import(MANY, "KEEP");
    await faultAt("delete on contact", "old.last_name = 'No333'");
    await engine.undo(id);
    expect(faults).not.toEqual([]);
    for (const [about, message] of faults) {
      const err = expect.objectContaining({ message: "a fault" });
      expect(about).toEqual({ err, workspaceId, importId: id });
      expect(message).toBe("contacts of an import could not be taken back");
    }
  });

  it("leaves the turn to the imports behind it", async () => {
    const { id } = await engine.import(MANY, "KEEP");
    await faultAt("delete on contact", "old.last_name = 'No333'");
    await engine.queueUndo(id);
    const next = await queuedBehind(id);
    await engine.work();
    const { state, preview } = await engine.read(next);
    expect(state).toBe("PREVIEWED");
    expect(preview?.counts).toMatchObject({ created: ROWS - 1, unchanged: 1 });
  });
});

describe("an import that a fault keeps from going on", () => {
  it("at the beginning of its run lets the others pass, and is run once the fault is gone", async () => {
    const stuck = await queuedRun(toCsv([person(1, { tag: "broken" }), person(2)]));
    const next = await queuedRunBehind(stuck, toCsv([person(3, { tag: "VIP" })]));
    await faultAt("insert on tag", "new.name = 'broken'");

    await expect(engine.work()).rejects.toThrow("a fault");
    expect(await engine.read(next)).toMatchObject({ state: "FINISHED", result: { created: 1 } });
    expect(await engine.read(stuck)).toMatchObject({ state: "RUNNING", result: null });
    expect(lastNames(await expectSound())).toEqual(["No3"]);

    await noFault();
    await engine.work();
    expect(await engine.read(stuck)).toMatchObject({ state: "FINISHED", result: { created: 2 } });
    await expectSound();
  });

  it("at the end of its run lets the others pass, and what it applied is told once and can be undone", async () => {
    const stuck = await queuedRun(MANY);
    const next = await queuedRunBehind(stuck, toCsv([person(ROWS)]));
    await faultAt("update on import", `new.id = '${stuck}' and new.state = 'FINISHED'`);

    await expect(engine.work()).rejects.toThrow("a fault");
    await expect(engine.work()).rejects.toThrow("a fault");
    expect(await engine.read(next)).toMatchObject({ state: "FINISHED" });
    const half = await engine.read(stuck);
    expect(half).toMatchObject({ state: "RUNNING", result: { created: ROWS } });

    await noFault();
    await engine.work();
    expect(await engine.read(stuck)).toMatchObject({ state: "FINISHED", result: half.result });
    expect(await told()).toEqual(["ContactsImported", "ContactsImported"]);
    const { undoResult } = await engine.undo(stuck);
    expect(undoResult).toMatchObject({ deletedContacts: ROWS, keptContacts: 0 });
    expect(lastNames(await expectSound())).toEqual([`No${ROWS}`]);
  });

  it.each([
    ["beginning", "UNDOING", "UNDO_QUEUED", 0],
    ["end", "UNDONE", "UNDOING", ROWS],
  ])(
    "at the %s of its undo lets the others pass, and is undone once the fault is gone",
    async (_where, refused, stays, undone) => {
      const { id } = await engine.import(MANY, "KEEP");
      await faultAt(
        "update on import",
        `new.id = '${id}' and new.state = '${refused}' and old.state <> '${refused}'`,
      );
      await engine.queueUndo(id);
      const next = await queuedBehind(id);

      await expect(engine.work()).rejects.toThrow("a fault");
      expect(await engine.read(id)).toMatchObject({
        state: stays,
        undoResult: { deletedContacts: undone },
      });
      const { state, preview } = await engine.read(next);
      expect(state).toBe("PREVIEWED");
      expect(preview?.counts).toMatchObject({ created: undone, unchanged: ROWS - undone });

      await noFault();
      await engine.work();
      expect(await engine.read(id)).toMatchObject({
        state: "UNDONE",
        undoResult: { deletedContacts: ROWS, revertedContacts: 0, keptContacts: 0 },
      });
      expect(await told()).toEqual(["ContactsImported", "ImportUndone"]);
      expect(lastNames(await expectSound())).toEqual([]);
    },
  );

  it("keeps the others waiting where the turn was lost with it, for whoever has it now", async () => {
    const stuck = await queuedRun(toCsv([person(1, { tag: "broken" })]));
    const next = await queuedRunBehind(stuck, toCsv([person(2)]));
    const turn = `(classid::bigint << 32 | objid::bigint) = hashtextextended('${workspaceId}', 1)`;
    await faultAt(
      "insert on tag",
      "new.name = 'broken'",
      `perform pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' and ${turn};`,
    );

    await expect(engine.work()).rejects.toThrow(/connection/i);
    expect(await engine.read(next)).toMatchObject({ state: "QUEUED" });

    await noFault();
    await engine.work();
    for (const id of [stuck, next]) expect((await engine.read(id)).state).toBe("FINISHED");
  });
});
