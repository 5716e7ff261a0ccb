import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { newCommandId } from "../../src/auth/new-id.ts";
import { derivedId } from "../../src/identity/derived-id.ts";
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

const ROWS = 1_500;
const FILE = toCsv(
  Array.from({ length: ROWS }, (_one, n) => [`p${n}@x.example`, "", "Pat", `No${n}`, "", ""]),
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
let writer: IdentityWriter;
let engine: ReturnType<typeof importEngine>;

beforeEach(async () => {
  const { pool } = db.database;
  workspace = await createIdentityWorkspace(pool);
  ({ workspaceId } = workspace);
  const memberId = await addMember(pool, workspaceId);
  writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  onMove = () => undefined;
  const onMoved = () => {
    moves += 1;
    onMove(moves);
  };
  engine = importEngine({ pool, writer, workspaceId, memberId, log, onMoved });
});

/** Has something happen in the transaction that makes this contact. */
const atRow777 = (happens: string) =>
  db.database.pool.query(`create function fault() returns trigger language plpgsql as $$
    begin if new.last_name = 'No777' then ${happens}; end if; return new; end $$;
    create trigger fault before insert on contact for each row execute function fault()`);
const noFault = () => db.database.pool.query("drop trigger fault on contact; drop function fault");

/** Has something happen once the run has come some steps far. */
function afterSteps(steps: number, happens: () => unknown): void {
  moves = 0;
  onMove = (move) => {
    if (move === steps) void happens();
  };
}

async function queuedRun(file = FILE): Promise<string> {
  const id = await engine.queue(file, "OPEN_CONFLICTS");
  await engine.work();
  await engine.queueRun(id);
  return id;
}

const count = async (table: string) => {
  const { rows } = await db.database.pool.query<{ n: number }>(
    `select count(*)::int as n from ${table} where workspace_id = $1`,
    [workspaceId],
  );
  return rows[0]?.n;
};

async function expectAllOnce(id: string): Promise<void> {
  const { state, result } = await engine.read(id);
  expect(state).toBe("FINISHED");
  expect(result).toMatchObject({ rows: ROWS, created: ROWS });
  expect(await count("import_outcome")).toBe(ROWS);
  expect(await count("contact")).toBe(ROWS);
  const told = (await readLog(db.database.pool, workspaceId)).filter((one) => !one.importId);
  expect(told.map(({ kind }) => kind)).toEqual(["ContactsImported"]);
}

describe("a run that is interrupted", () => {
  it("goes on where it was when the server had been stopped", async () => {
    const id = await queuedRun();
    const stopping = new AbortController();
    afterSteps(3, () => stopping.abort());
    await engine.work(stopping.signal);
    const { state, rowsDone } = await engine.read(id);
    expect(state).toBe("RUNNING");
    expect(rowsDone).toBeGreaterThan(0);
    expect(rowsDone).toBeLessThan(ROWS);
    expect(await count("contact")).toBe(rowsDone);

    await engine.work();
    await expectAllOnce(id);
  });

  it("goes on where it was when its connections had been cut", async () => {
    const id = await queuedRun();
    await atRow777(`perform pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend'`);
    await expect(engine.work()).rejects.toThrow();
    // Connections that were cut are still met, until the pool has seen to them.
    const { state, rowsDone } = await vi.waitFor(() => engine.read(id));
    expect(state).toBe("RUNNING");
    expect(rowsDone).toBeGreaterThan(0);
    await noFault();

    await engine.work();
    await expectAllOnce(id);
  });

  it("is done by one server at a time", async () => {
    const id = await queuedRun();
    const both = await Promise.allSettled([engine.work(), engine.work()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expectAllOnce(id);
  });
});

describe("cancelling", () => {
  it("ends a run between two steps: what was applied stays, and the feed is told", async () => {
    const id = await queuedRun();
    afterSteps(3, () => cancel(id));
    await engine.work();
    const { state, result, fileRemovedAt } = await engine.read(id);
    expect(state).toBe("CANCELLED");
    expect(result?.rows).toBeGreaterThan(0);
    expect(result?.rows).toBeLessThan(ROWS);
    expect(await count("contact")).toBe(result?.created);
    expect(fileRemovedAt).not.toBeNull();
    expect([await count("import_row"), await count("import_file_part")]).toEqual([0, 0]);
    const [last] = (await readLog(db.database.pool, workspaceId)).slice(-1);
    expect(last).toMatchObject({ kind: "ContactsImported", cancelled: true, counts: result });
  });

  it("ends a preview, and nothing is told", async () => {
    const id = await engine.queue(FILE, "KEEP");
    afterSteps(1, () => cancel(id));
    await engine.work();
    expect(await engine.read(id)).toMatchObject({ state: "CANCELLED", preview: null });
    expect(await readLog(db.database.pool, workspaceId)).toEqual([]);
  });

  const cancel = (id: string) =>
    db.database.pool.query("update import set cancel_requested = true where id = $1", [id]);
});

describe("a preview that meets a fault of the service", () => {
  it("stops, so that the imports behind it have their turn", async () => {
    const broken = await engine.queue(FILE, "KEEP");
    await db.database.pool.query("update import_file_part set number = 7 where import_id = $1", [
      broken,
    ]);
    const next = await engine.queue(FILE, "KEEP");
    await engine.work();
    expect(await engine.read(broken)).toMatchObject({
      state: "STOPPED",
      problem: { code: "INTERNAL_ERROR" },
    });
    expect((await engine.read(next)).state).toBe("PREVIEWED");
  });
});

describe("several imports", () => {
  it("have their turns in the order in which they were asked for", async () => {
    const [first, second] = [await queuedRun(), await queuedRun()];
    await engine.work();
    const [one, other] = [await engine.read(first), await engine.read(second)];
    expect(one.result).toMatchObject({ created: ROWS });
    expect(other.result).toMatchObject({ created: 0, unchanged: ROWS });
  });
});

describe("others who write while it runs", () => {
  it("lose nothing to it, and it nothing to them", async () => {
    const { pool } = db.database;
    const id = await queuedRun();
    const created: string[] = [];
    const writes: Promise<unknown>[] = [];
    const head = () => ({
      workspaceId,
      id: newCommandId(),
      at: new Date().toISOString(),
      actor: { type: "system" } as const,
    });
    /** Somebody enters who is in the file and not imported yet; and changes who was imported. */
    const write = (step: number) => {
      const command = head();
      created.push(derivedId(command.id, "contact"));
      const values = { email: `p${step * 150 + 149}@x.example`, firstName: "By", lastName: "Hand" };
      writes.push(writer.execute({ ...command, type: "CreateContact", values }));
      const contactId = created[step - 2];
      if (contactId)
        writes.push(
          writer.execute({ ...head(), type: "UpdateContact", contactId, values: { gender: "x" } }),
        );
    };
    onMove = write;
    moves = 0;
    await engine.work();
    await Promise.all(writes);

    const { state, result } = await engine.read(id);
    expect(state).toBe("FINISHED");
    expect(result).toMatchObject({ rows: ROWS, refused: 0, repeated: 0 });
    expect((result?.created ?? 0) + (result?.conflicting ?? 0)).toBe(ROWS);
    expect(result?.conflicting).toBeGreaterThan(0);
    const events = await readLog(pool, workspaceId);
    const tables = comparable(await readTables(pool, workspaceId));
    expect(tables).toEqual(comparable(replay(workspace, events)));
  });
});

describe("rows of one contact that were not known to be", () => {
  it("are decided one after the other, though they were read apart", async () => {
    const { pool } = db.database;
    const command = {
      workspaceId,
      at: new Date().toISOString(),
      actor: { type: "system" },
    } as const;
    const id = newCommandId();
    const contactId = derivedId(id, "contact");
    const values = { email: "cy@x.example", firstName: "Cy", lastName: "Long" };
    await writer.execute({ ...command, id, type: "CreateContact", values });
    const rows = Array.from({ length: 600 }, (_one, n) => [
      `q${n}@x.example`,
      "",
      "Q",
      `${n}`,
      "",
      "",
    ]);
    rows[200] = ["cy@x.example", "", "", "", "Perth", ""];
    rows[300] = ["", "+61400000001", "Cy", "Twombly", "", ""];
    const importId = await engine.queue(toCsv(rows), "OVERWRITE");
    await engine.work();
    // Only now they have something in common.
    const update = { ...command, id: newCommandId(), contactId, values: { phone: "+61400000001" } };
    await writer.execute({ ...update, type: "UpdateContact" });
    await engine.queueRun(importId);
    await engine.work();

    const { result } = await engine.read(importId);
    expect(result).toMatchObject({ rows: 600, created: 598, filled: 2 });
    const contact = (await readTables(pool, workspaceId)).contacts.get(contactId);
    expect(contact?.fields.contactAddress?.value).toEqual({ city: "Perth" });
    expect(contact?.fields.lastName?.value).toBe("Twombly");
  });
});

describe("a fault of the service", () => {
  it("refuses the rows that meet it, and applies the others", async () => {
    const { pool } = db.database;
    await atRow777("raise exception 'a fault'");
    try {
      const id = await queuedRun();
      await engine.work();
      const { state, result } = await engine.read(id);
      expect(state).toBe("FINISHED");
      expect(result).toMatchObject({ rows: ROWS, created: ROWS - 1, refused: 1 });
      const { rows } = await pool.query(
        "select line, detail, cells from import_outcome where import_id = $1 and outcome = 'REFUSED'",
        [id],
      );
      expect(rows).toMatchObject([
        {
          line: 779,
          detail: { reasons: [{ code: "NOT_APPLIED" }] },
          cells: ["p777@x.example", "", "Pat", "No777", "", ""],
        },
      ]);
    } finally {
      await noFault();
    }
  });
});

it("a file that can't be read on is cancelled where that was asked for before it was known", async () => {
  const id = await engine.queue(`${toCsv([])}"p@x.example,,Pat,One,,\n`, "OPEN_CONFLICTS");
  await db.database.pool.query(
    "update import set state = 'PREVIEWING', cancel_requested = true where id = $1",
    [id],
  );
  await engine.work();
  expect(await engine.read(id)).toMatchObject({ state: "CANCELLED", problem: null });
});
