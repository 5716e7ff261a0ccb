import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Filled, fill } from "../../bench/people/fill.ts";
import { countAudience, readAudience, readPeople } from "../../src/database/people.ts";
import { explained, type PlanNode, rowsRead, sequential } from "../support/plans.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
let filled: Filled;
beforeAll(async () => {
  db = await createTestDatabase();
  filled = await fill(db.database.pool, 40_000, 8_000);
  // Another workspace, so that the workspace itself selects something.
  await fill(db.database.pool, 10_000, 2_000);
  await db.database.pool.query("analyze");
}, 60_000);
afterAll(() => db.drop());

/** The nodes of the plans of what `ask` asks the database. */
async function plansOf(ask: (pool: pg.Pool) => Promise<unknown>): Promise<PlanNode[]> {
  const nodes: PlanNode[] = [];
  const explaining = {
    async query(sql: string, values: unknown[]) {
      nodes.push(...(await explained(db.database.pool, sql, values)));
      return { rows: [] };
    },
  };
  await ask(explaining as unknown as pg.Pool);
  expect(nodes.length).toBeGreaterThan(0);
  return nodes;
}
const indexes = (nodes: readonly PlanNode[]) =>
  new Set(nodes.flatMap((node) => node["Index Name"] ?? []));
// The lists and tags themselves are a handful.
const HANDFUL = ["contact_list", "tag"];

const SHOWN = ["IDENTIFIED", "ANONYMOUS_PUSH"] as const;
const page = (after: { at: Date; id: string } | null = null) => ({
  workspaceId: filled.workspaceId,
  limit: 101,
  after,
});

describe("a page of people", () => {
  it("reads from the indexes of its order what it shows, and little more, at the beginning and far behind", async () => {
    const before = await readPeople(db.database.pool, { ...page(), limit: 20_000 }, SHOWN, {});
    const last = before.at(-1);
    const far = last ? { at: last.createdAt, id: last.id } : expect.fail("nobody there");
    for (const after of [null, far]) {
      const nodes = await plansOf((pool) => readPeople(pool, page(after), SHOWN, {}));
      expect(indexes(nodes)).toEqual(new Set(["contact_page_idx", "visitor_push_page_idx"]));
      expect(sequential(nodes, HANDFUL)).toEqual([]);
      expect(nodes.map((node) => node["Node Type"])).not.toContain("Sort");
      expect(rowsRead(nodes)).toBeLessThanOrEqual(2 * 101);
    }
  });

  it("reads guests and archived contacts from indexes of theirs", async () => {
    const kinds = ["ARCHIVED", "ANONYMOUS_CONVERSATIONS"] as const;
    const nodes = await plansOf((pool) => readPeople(pool, page(), kinds, {}));
    expect(indexes(nodes)).toEqual(new Set(["contact_page_idx", "visitor_guest_page_idx"]));
    expect(rowsRead(nodes)).toBeLessThanOrEqual(2 * 101);
  });

  it("begins with a small list or tag, whichever else must hold", async () => {
    const { lists, tags } = filled;
    for (const filter of [
      { inAllLists: [lists.large, lists.small] },
      { inAnyList: [lists.small], withAnyTag: [tags.large] },
      { inAllLists: [lists.large], withAllTags: [tags.small, tags.large] },
    ]) {
      const nodes = await plansOf((pool) => readPeople(pool, page(), SHOWN, filter));
      expect(sequential(nodes, HANDFUL)).toEqual([]);
      // Of 40,000 contacts, 80 are on the small list and 80 have the small tag.
      expect(rowsRead(nodes)).toBeLessThan(4_000);
    }
  });
});

describe("an audience", () => {
  it("is read and counted without going through the tables", async () => {
    for (const filter of [{ inAnyList: [filled.lists.small] }, { withAnyTag: [filled.tags.small] }])
      for (const channel of ["EMAIL", "SMS", "PUSH"] as const) {
        const counting = (pool: pg.Pool) =>
          countAudience(pool, filled.workspaceId, channel, filter);
        const reading = (pool: pg.Pool) => readAudience(pool, page(), channel, filter);
        for (const ask of [counting, reading])
          expect(sequential(await plansOf(ask), HANDFUL)).toEqual([]);
      }
  });
});
