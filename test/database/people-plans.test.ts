import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Filled, fill } from "../../bench/people/fill.ts";
import { countAudience, readAudience, readPeople } from "../../src/database/people.ts";
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

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly Node[];
}
const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];

/** The nodes of the plans of what `ask` asks the database. */
async function plansOf(ask: (pool: pg.Pool) => Promise<unknown>): Promise<Node[]> {
  const nodes: Node[] = [];
  const explaining = {
    async query(sql: string, values: unknown[]) {
      const { rows } = await db.database.pool.query(
        `explain (analyze, timing off, format json) ${sql}`,
        values,
      );
      nodes.push(...flat(rows[0]["QUERY PLAN"][0].Plan));
      return { rows: [] };
    },
  };
  await ask(explaining as unknown as pg.Pool);
  expect(nodes.length).toBeGreaterThan(0);
  return nodes;
}
const indexes = (nodes: readonly Node[]) =>
  new Set(nodes.flatMap((node) => node["Index Name"] ?? []));
const sequential = (nodes: readonly Node[]) =>
  nodes
    .filter((node) => node["Node Type"] === "Seq Scan")
    .map((node) => node["Relation Name"])
    // The lists and tags themselves are a handful.
    .filter((table) => table !== "contact_list" && table !== "tag");
const read = (nodes: readonly Node[]) =>
  nodes
    .filter((node) => node["Relation Name"] !== undefined)
    .reduce((sum, node) => {
      const rows = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0);
      return sum + rows * node["Actual Loops"];
    }, 0);

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
      expect(sequential(nodes)).toEqual([]);
      expect(nodes.map((node) => node["Node Type"])).not.toContain("Sort");
      expect(read(nodes)).toBeLessThanOrEqual(2 * 101);
    }
  });

  it("reads guests and archived contacts from indexes of theirs", async () => {
    const kinds = ["ARCHIVED", "ANONYMOUS_CONVERSATIONS"] as const;
    const nodes = await plansOf((pool) => readPeople(pool, page(), kinds, {}));
    expect(indexes(nodes)).toEqual(new Set(["contact_page_idx", "visitor_guest_page_idx"]));
    expect(read(nodes)).toBeLessThanOrEqual(2 * 101);
  });

  it("begins with a small list or tag, whichever else must hold", async () => {
    const { lists, tags } = filled;
    for (const filter of [
      { inAllLists: [lists.large, lists.small] },
      { inAnyList: [lists.small], withAnyTag: [tags.large] },
      { inAllLists: [lists.large], withAllTags: [tags.small, tags.large] },
    ]) {
      const nodes = await plansOf((pool) => readPeople(pool, page(), SHOWN, filter));
      expect(sequential(nodes)).toEqual([]);
      // Of 40,000 contacts, 80 are on the small list and 80 have the small tag.
      expect(read(nodes)).toBeLessThan(4_000);
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
        for (const ask of [counting, reading]) expect(sequential(await plansOf(ask))).toEqual([]);
      }
  });
});
