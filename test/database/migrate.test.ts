import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isMigrated, migrate } from "../../src/database/migrate.ts";
import { migrationsPath, readMigrationFolder } from "../../src/database/migration-folder.ts";
import { createLog } from "../../src/log.ts";
import { freePort } from "../support/free-port.ts";
import { createEmptyDatabase } from "../support/postgres.ts";

const log = createLog({ logLevel: "fatal" });

describe("migrating", () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let client: pg.Client;
  let folder: string;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    client = new pg.Client(database.url);
    await client.connect();
    folder = await mkdtemp(join(tmpdir(), "onymous-migrations-"));
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const add = async (name: string, sql: string) => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, "migration.sql"), sql);
  };
  const run = () => migrate({ url: database.url, log, migrationsFolder: folder });

  it("makes the tables, once, and says so in Prisma's own table", async () => {
    const migrations = await readMigrationFolder();
    expect(await isMigrated(client, migrations)).toBe(false);
    await migrate({ url: database.url, log });
    expect(await isMigrated(client, migrations)).toBe(true);
    await migrate({ url: database.url, log });
    const { rows } = await client.query(
      "select migration_name, length(checksum) as checksum from _prisma_migrations order by 1",
    );
    expect(rows).toEqual(
      migrations.names.map((migration_name) => ({ migration_name, checksum: 64 })),
    );
  });

  it("happens once when many servers start at once", async () => {
    await cp(migrationsPath, folder, { recursive: true });
    // Fails for whoever runs it a second time.
    await add("99991231000000_once", "select pg_sleep(0.2); create table once (n int);");
    await Promise.all(Array.from({ length: 6 }, run));
    const { rows } = await client.query(
      "select migration_name from _prisma_migrations where migration_name like '9999%'",
    );
    expect(rows).toHaveLength(1);
  });

  it("takes a file as PostgreSQL would: semicolons in comments, quotes and function bodies", async () => {
    await add(
      "1_function",
      `-- One; two.
       create table word (text text default 'a;b');
       create function one() returns int language plpgsql as $$ begin return 1; end $$;`,
    );
    await run();
    expect((await client.query("select one()")).rows).toEqual([{ one: 1 }]);
  });

  it("keeps nothing of a migration that fails, says how to recover, and recovers so", async () => {
    await add("1_good", "create table good (n int);");
    await add("2_bad", "create table half (n int); insert into half values ('x');");
    await expect(run()).rejects.toThrow(
      /^The migration 2_bad failed: invalid input syntax for type integer.*\. Nothing of it was kept\./,
    );
    const half = await client.query(
      "select to_regclass('half') as half, to_regclass('good') as good",
    );
    expect(half.rows).toEqual([{ half: null, good: "good" }]);

    // No server tries again by itself.
    await writeFile(join(folder, "2_bad", "migration.sql"), "create table half (n int);");
    const refusal = await run().catch((error: Error) => error.message);
    expect(refusal).toMatch(/^The migration 2_bad failed or was interrupted\./);
    const advice = /run: (update .*?;)/.exec(String(refusal))?.[1] as string;
    await client.query(advice);
    await run();
    expect((await client.query("select count(*)::int as n from half")).rows).toEqual([{ n: 0 }]);
  });

  it("leaves a database alone that a newer version has migrated", async () => {
    await add("1_known", "create table known (n int);");
    await add("2_newer", "create table newer (n int);");
    await run();
    await rm(join(folder, "2_newer"), { recursive: true });
    await add("1_later", "create table later (n int);");
    await expect(run()).rejects.toThrow(
      /^The database was migrated by a newer version of Onymous \(it has 2_newer\)/,
    );
    expect((await client.query("select to_regclass('later') as later")).rows).toEqual([
      { later: null },
    ]);
  });

  it("refuses a PostgreSQL that is older than it needs", async () => {
    const asking = migrate({ url: database.url, log, oldestPostgres: 99 });
    await expect(asking).rejects.toThrow(/^This is PostgreSQL 18.*needs PostgreSQL 99 or newer/);
  });

  it.each([
    ["nobody listens", async (url: URL) => (url.port = String(await freePort())), "is it running"],
    ["the password is wrong", async (url: URL) => (url.password = "guess"), "password"],
    ["the database is missing", async (url: URL) => (url.pathname = "/gone"), "no such database"],
    ["the host is unknown", async (url: URL) => (url.hostname = "gone.invalid"), "host is unknown"],
  ])("says what is wrong when %s, without the password", async (_what, spoil, words) => {
    const url = new URL(database.url);
    await spoil(url);
    const refusal = await migrate({ url: url.href, log }).catch((error: Error) => error);
    expect(refusal).toMatchObject({
      name: "StartProblem",
      message: expect.stringContaining(words),
    });
    expect((refusal as Error).message).not.toContain(new URL(database.url).password);
  });
});
