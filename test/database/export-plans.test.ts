import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Filled, fill } from "../../bench/people/fill.ts";
import { type ContactSelection, exportContacts } from "../../src/database/export-contacts.ts";
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

/** The contacts of a selection, and what each of its statements does. */
async function plansOf(selection: Partial<ContactSelection>) {
  const statements: PlanNode[][] = [];
  const { pool } = db.database;
  const explaining = {
    async query(sql: string, values: unknown[]) {
      statements.push(await explained(pool, sql, values));
      return pool.query(sql, values);
    },
  };
  const whole = { status: "active", channel: null, assigneeId: null, unassigned: null } as const;
  let contacts = 0;
  for await (const page of exportContacts(explaining as unknown as pg.Pool, filled.workspaceId, {
    ...whole,
    ...selection,
  }))
    contacts += page.length;
  return { statements, contacts };
}
// The lists, tags and members themselves are a handful.
const HANDFUL = ["contact_list", "tag", "member"];

it("each page reads what it writes, the last as the first", async () => {
  const { statements, contacts } = await plansOf({});
  expect(contacts).toBe(38_000);
  // Twice who is meant, and pages of 500.
  expect(statements).toHaveLength(2 + 76);
  const pages = statements.filter((nodes) => nodes.every((node) => node["Node Type"] !== "Limit"));
  expect(pages).toHaveLength(76);
  for (const nodes of pages) {
    expect(sequential(nodes, HANDFUL)).toEqual([]);
    // Contacts, their memberships, and what these are in.
    expect(rowsRead(nodes)).toBeLessThan(500 * 8);
  }
}, 60_000);

it("a narrow selection begins with what narrows it", async () => {
  const { lists, tags } = filled;
  for (const selection of [
    { inAllLists: [lists.small] },
    { withAnyTag: [tags.small], channel: "EMAIL" as const },
    { inAllLists: [lists.large], withAllTags: [tags.small] },
  ]) {
    const { statements, contacts } = await plansOf(selection);
    expect(contacts).toBeGreaterThan(0);
    for (const nodes of statements) {
      expect(sequential(nodes, HANDFUL)).toEqual([]);
      expect(rowsRead(nodes)).toBeLessThan(5_000);
    }
  }
});

it("a wide one reads what narrows it for many pages at once", async () => {
  for (const selection of [
    { inAnyList: [filled.lists.large] },
    { withAllTags: [filled.tags.large] },
    { inNoneOfLists: [filled.lists.large] },
    { unassigned: true },
  ]) {
    const { statements, contacts } = await plansOf(selection);
    expect(contacts).toBeGreaterThan(3_000);
    const read = statements.reduce((sum, nodes) => sum + rowsRead(nodes), 0);
    expect(read, JSON.stringify(selection)).toBeLessThan(contacts * 8 + 2 * 60_000);
  }
}, 60_000);
