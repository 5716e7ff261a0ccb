import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schemaPath } from "../../src/database/migration-folder.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { schemaDrift } from "../support/schema-drift.ts";

describe("prisma/schema.prisma and the migrated tables", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 2 });
  });
  afterAll(() => test.drop());

  it("agree", async () => {
    expect(await schemaDrift(test.url)).toEqual([]);
  });

  it("are found to differ when a column is missing", async () => {
    const schema = await readFile(schemaPath, "utf8");
    const poorer = schema.replace(/^ {2}passwordHash .*\n/m, "");
    expect(poorer).not.toBe(schema);
    expect(await schemaDrift(test.url, poorer)).toContainEqual(
      expect.stringContaining('DROP COLUMN "password_hash"'),
    );
  });

  it("are found to differ when an index is missing from the database", async () => {
    await test.database.pool.query("drop index contact_status_idx");
    expect(await schemaDrift(test.url)).toEqual([
      expect.stringContaining('CREATE INDEX "contact_status_idx"'),
    ]);
  });
});
