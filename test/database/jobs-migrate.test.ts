import { createRequire } from "node:module";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isMigrated, migrate } from "../../src/database/migrate.ts";
import { readMigrationFolder } from "../../src/database/migration-folder.ts";
import { createLog } from "../../src/log.ts";
import { createEmptyDatabase } from "../support/postgres.ts";

/** The queue's own tables, which its package brings. */
const log = createLog({ logLevel: "fatal" });
const migrations = await readMigrationFolder();

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let client: pg.Client;

beforeEach(async () => {
  database = await createEmptyDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const revisions = async () =>
  (
    await client.query<{ id: number }>("select id from graphile_worker.migrations order by id")
  ).rows.map(({ id }) => id);

it("are made once when several servers start at once, in the form that the package has", async () => {
  await Promise.all(Array.from({ length: 4 }, () => migrate({ url: database.url, log })));
  const packaged = createRequire(import.meta.url)("graphile-worker/dist/generated/sql");
  expect(await revisions()).toEqual(
    Object.keys(packaged.migrations).map((file) => Number.parseInt(file, 10)),
  );
  expect(await isMigrated(client, migrations)).toBe(true);
});

it("are made where the other tables were there before", async () => {
  await migrate({ url: database.url, log });
  await client.query("drop schema graphile_worker cascade");
  expect(await isMigrated(client, migrations)).toBe(false);
  await migrate({ url: database.url, log });
  expect(await isMigrated(client, migrations)).toBe(true);
});

it("are left alone when a newer version has them in a form that this one can't work with", async () => {
  await migrate({ url: database.url, log });
  await client.query("insert into graphile_worker.migrations (id, breaking) values (1000, false)");
  await migrate({ url: database.url, log });
  await client.query("update graphile_worker.migrations set breaking = true where id = 1000");
  await expect(migrate({ url: database.url, log })).rejects.toThrow(
    /^The job queue was migrated by a newer version of Onymous \(to 1000\)/,
  );
});

it("need the right to create in the database, and say so", async () => {
  await migrate({ url: database.url, log });
  await client.query("drop schema graphile_worker cascade");
  const name = `weak_${new URL(database.url).pathname.slice(1)}`;
  await client.query(`create role ${name} login password 'weak';
    grant all on all tables in schema public to ${name}`);
  const url = new URL(database.url);
  url.username = name;
  url.password = "weak";
  const refusal = await migrate({ url: url.href, log }).catch((error: Error) => error);
  await client.query(`drop owned by ${name}; drop role ${name}`);
  expect(refusal).toMatchObject({
    name: "StartProblem",
    message: expect.stringMatching(
      /^The user of DATABASE_URL may not make the tables of the job queue.*permission denied for database.*GRANT CREATE ON DATABASE/,
    ),
  });
});
