import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MOST_FOUND, searchContacts } from "../../src/database/search-contacts.ts";
import { readSearch } from "../../src/identity/search/query.ts";
import { createIdentityWorkspace } from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const migration = "prisma/migrations/20261124000300_contact_search/migration.sql";
let test: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 2 });
});
afterAll(() => test.drop());
beforeEach(async () => {
  ({ workspaceId } = await createIdentityWorkspace(test.database.pool));
});

async function add(...termsOfEach: string[][]): Promise<string[]> {
  const ids = termsOfEach.map(() => randomUUID());
  await test.database.pool.query(
    `insert into contact (workspace_id, id, status, field_states, created_by, created_at, search_terms)
     select $1, r.id, 'active', '{}', '{}', now(), r.terms
     from jsonb_to_recordset($2::jsonb) r(id uuid, terms text[])`,
    [workspaceId, JSON.stringify(termsOfEach.map((terms, n) => ({ id: ids[n], terms })))],
  );
  return ids;
}
const search = (text: string, archived = false) =>
  searchContacts(test.database.pool, {
    workspaceId,
    archived,
    query: readSearch(text) ?? expect.fail("no query"),
  });
async function words(): Promise<string[]> {
  const { rows } = await test.database.pool.query<{ word: string }>(
    "select distinct word from contact_search_word where workspace_id = $1 order by word",
    [workspaceId],
  );
  return rows.map(({ word }) => word);
}
const set = (id: string | undefined, what: string) =>
  test.database.pool.query(`update contact set ${what} where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
  ]);

describe("the tables that are searched", () => {
  it("follow a contact's terms, with the words that nobody else has", async () => {
    const [ada, other] = await add(["ada king", "king ada"], ["ada"]);
    expect(await words()).toEqual(["ada", "king"]);
    await set(ada, "search_terms = array['eda king', 'king eda']");
    expect(await search("eda")).toEqual([ada]);
    expect(await search("king eda")).toEqual([ada]);
    expect(await words()).toEqual(["ada", "eda", "king"]);
    await set(other, "search_terms = '{}'");
    expect(await words()).toEqual(["eda", "king"]);
  });

  it("hold nothing of a merged contact, and all of it again when that is undone", async () => {
    const [loser, survivor] = await add(["lost soul", "soul lost"], ["kept"]);
    await set(loser, `status = 'merged', merged_into = '${survivor}'`);
    expect(await search("lost")).toEqual([]);
    expect(await search("lost", true)).toEqual([]);
    expect(await words()).toEqual(["kept"]);
    await set(loser, "status = 'archived', merged_into = null");
    expect(await search("ost", true)).toEqual([loser]);
  });

  it("forget a deleted contact", async () => {
    const [gone] = await add(["gone", "gone@away.example", "away.example", "+61412000000"]);
    await test.database.pool.query("delete from contact where id = $1", [gone]);
    const { rows } = await test.database.pool.query(
      "select from contact_search_term where workspace_id = $1",
      [workspaceId],
    );
    expect(rows).toEqual([]);
    expect(await words()).toEqual([]);
  });

  it("have no words of emails and numbers", async () => {
    await add(["ann@home.example", "home.example", "+61412000000", "412000000", "7 eleven"]);
    expect(await words()).toEqual(["home.example"]);
  });
});

describe("contacts from before there was a search", () => {
  it("are found by what they are called, their emails and phones", async () => {
    const id = randomUUID();
    const { pool } = test.database;
    await pool.query(
      `insert into contact (workspace_id, id, status, first_name, last_name, email, field_states, created_by, created_at)
       values ($1, $2, 'active', 'Ada', 'Lovelace', 'ada@home.example', '{}', '{}', now())`,
      [workspaceId, id],
    );
    for (const [kind, value] of [
      ["email", "ada@home.example"],
      ["phone", "+61412000000"],
    ])
      await pool.query(
        `insert into identifier (workspace_id, kind, value, contact_id, "primary", verified)
         values ($1, $2, $3, $4, true, true)`,
        [workspaceId, kind, value, id],
      );
    expect(await search("ada")).toEqual([]);
    const sql = await readFile(migration, "utf8");
    await pool.query(sql.slice(sql.lastIndexOf('update "contact"')));
    for (const text of ["ada", "lovelace ada", "velac", "ada@home", "home.example", "+61 412 000"])
      expect(await search(text), text).toEqual([id]);
  });
});

describe("a search of very many", () => {
  it("is cut off at the best, the same each time", async () => {
    const many = Array.from({ length: MOST_FOUND + 100 }, (_, n) => [`johnny ${n}`]);
    await add(...many);
    const [exact] = await add(["john"]);
    const found = await search("john");
    expect(found).toHaveLength(MOST_FOUND);
    expect(found[0]).toBe(exact);
    expect(await search("john")).toEqual(found);
  });

  it("finds two words of which both are common", async () => {
    const many = Array.from({ length: 400 }, (_, n) => [`john a${n}`, `a${n} john`]);
    const others = Array.from({ length: 400 }, (_, n) => [`smith b${n}`, `b${n} smith`]);
    await add(...many, ...others);
    const [both] = await add(["john x smith", "x smith john", "smith john x"]);
    expect(await search("john smith")).toEqual([both]);
    expect(await search("smi joh")).toEqual([both]);
  });
});
