import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { createLog } from "../../src/log.ts";
import { addMember, createIdentityWorkspace, readLog } from "../support/identity-workspace.ts";
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
let workspaceId: string;
let engine: ReturnType<typeof importEngine>;

beforeEach(async () => {
  const { pool } = db.database;
  ({ workspaceId } = await createIdentityWorkspace(pool));
  const memberId = await addMember(pool, workspaceId);
  const writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  onMove = () => undefined;
  const onMoved = () => {
    moves += 1;
    onMove(moves);
  };
  engine = importEngine({ pool, writer, workspaceId, memberId, log, onMoved });
});

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
    const cut = () =>
      db.database.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
    afterSteps(3, () => cut().catch(() => undefined));
    await expect(engine.work()).rejects.toThrow();
    expect((await engine.read(id)).state).toBe("RUNNING");

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

describe("several imports", () => {
  it("have their turns in the order in which they were asked for", async () => {
    const [first, second] = [await queuedRun(), await queuedRun()];
    await engine.work();
    const [one, other] = [await engine.read(first), await engine.read(second)];
    expect(one.result).toMatchObject({ created: ROWS });
    expect(other.result).toMatchObject({ created: 0, unchanged: ROWS });
  });
});

describe("a fault of the service", () => {
  it("refuses the rows that meet it, and applies the others", async () => {
    const { pool } = db.database;
    await pool.query(`create function fault() returns trigger language plpgsql as $$
      begin if new.last_name = 'No777' then raise exception 'a fault'; end if; return new; end $$;
      create trigger fault before insert on contact for each row execute function fault()`);
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
      await pool.query("drop trigger fault on contact; drop function fault");
    }
  });
});
