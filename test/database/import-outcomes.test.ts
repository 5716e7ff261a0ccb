import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOutcomes } from "../../src/database/imports/import-outcomes.ts";
import { ROW_OUTCOMES, type RowOutcome } from "../../src/identity/import-model.ts";
import { explained, type PlanNode, rowsRead, sequential } from "../support/plans.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

// Outcomes of a large import, page by page: a page costs what it shows, wherever it is.

const ROWS = 60_000;
const LIMIT = 101;
const workspaceId = randomUUID();
const [importId, another] = [randomUUID(), randomUUID()];

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  for (const id of [importId, another])
    await db.database.pool.query(
      `insert into import_outcome (workspace_id, import_id, line, outcome)
       select $1, $2, n + 1, case when n % 10 = 0 then 'REFUSED' when n % 5 = 1 then 'FILLED' else 'CREATED' end
       from generate_series(1, $3::int) n`,
      [workspaceId, id, ROWS],
    );
}, 60_000);
afterAll(() => db.drop());

const page = (outcomes: readonly RowOutcome[], after: number | null) => ({
  workspaceId,
  importId,
  outcomes,
  after,
  limit: LIMIT,
});

async function plansOf(ask: (pool: Pool) => Promise<unknown>): Promise<PlanNode[]> {
  const { pool } = db.database;
  const nodes: PlanNode[] = [];
  const query = async (sql: string, values: unknown[]) => {
    nodes.push(...(await explained(pool, sql, values)));
    return pool.query(sql, values);
  };
  await ask({ query } as unknown as Pool);
  expect(nodes.length).toBeGreaterThan(0);
  return nodes;
}

describe.each(["just after they were written", "when the database knows how many there are"])(
  "%s",
  (when) => {
    beforeAll(async () => {
      if (when.includes("knows")) await db.database.pool.query("vacuum analyze import_outcome");
    });

    it.each([null, ROWS / 2, ROWS - 10])("a page behind line %s", async (after) => {
      for (const outcomes of [ROW_OUTCOMES, ["REFUSED"]] as const) {
        const nodes = await plansOf((pool) => readOutcomes(pool, page(outcomes, after)));
        expect(sequential(nodes, [])).toEqual([]);
        expect(rowsRead(nodes)).toBeLessThanOrEqual(3 * LIMIT);
      }
    });
  },
);

it("the pages together are all of them, in their order", async () => {
  const lines: number[] = [];
  for (let after: number | null = ROWS - 1_000; ; ) {
    const rows = await readOutcomes(db.database.pool, page(ROW_OUTCOMES, after));
    lines.push(...rows.map(({ line }) => line));
    after = rows.at(-1)?.line ?? null;
    if (after === null || rows.length < LIMIT) break;
  }
  expect(lines).toEqual(Array.from({ length: 1_001 }, (_, index) => ROWS - 999 + index));
});
