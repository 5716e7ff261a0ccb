import { afterAll, beforeAll, expect, it } from "vitest";
import { createImportFileSweep } from "../../src/database/imports/import-file-sweep.ts";
import { createImportResultSweep } from "../../src/database/imports/import-result-sweep.ts";
import type { Rounds } from "../../src/database/rounds.ts";
import { createLog } from "../../src/log.ts";
import { startApi } from "../support/api.ts";
import { importFile, preview, undo } from "../support/import-runs.ts";
import { setImport, upload, uuidOf } from "../support/imports.ts";

const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const log = createLog({ logLevel: "silent" });

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const people = (name: string) =>
  `first name,last name,email\n${name},Byron,${name}@example.com\n${name},Broken,${name} at home\n`;

/** Where the database still says the name, in what belongs to the import. */
async function saying(id: string, name: string): Promise<string[]> {
  const found = [];
  for (const [table, key] of Object.entries({
    import: "id",
    import_outcome: "import_id",
    import_row: "import_id",
    import_file_part: "import_id",
  })) {
    const { rows } = await api.database.pool.query(
      `select from ${table} x where ${key} = $1 and (x::text ilike $2 or to_jsonb(x) ->> 'bytes' is not null)`,
      [uuidOf(id), `%${name}%`],
    );
    if (rows.length > 0) found.push(table);
  }
  return found;
}

const outcomesOf = async (id: string) => {
  const { rows } = await api.database.pool.query(
    "select count(*)::int as count from import_outcome where import_id = $1",
    [uuidOf(id)],
  );
  return rows[0].count;
};

async function until(sweep: Rounds, done: () => Promise<void>) {
  sweep.start();
  try {
    await done();
  } finally {
    await sweep.stop();
  }
}

const sweep = (keptDays = 30) =>
  createImportResultSweep({
    pool: api.database.pool,
    keptDays,
    now: () => new Date(),
    log,
    everyMillis: 20,
  });

const read = async (id: string) =>
  (
    await api.here.asAdmin.query(
      `query ($id: ID!) { node(id: $id) { ... on Import { state undoObstacle
        result { rows created refused } differences { count }
        preview { counts { created } examples { name } } columns { header samples }
        outcomes(first: 5) { nodes { line } } } } }`,
      { id },
    )
  ).node;

it("what is known of rows goes when the import ended long ago, and counts stay", async () => {
  const old = await importFile(api, people("Oldest"));
  const young = await importFile(api, people("Younger"));
  expect(await saying(old.id, "oldest")).toEqual(["import", "import_outcome"]);
  await setImport(api, old.id, { finishedAt: daysAgo(30.1) });
  await setImport(api, young.id, { finishedAt: daysAgo(29.9) });

  await until(sweep(), () => expect.poll(() => outcomesOf(old.id)).toBe(0));

  expect(await saying(old.id, "oldest")).toEqual([]);
  expect(await read(old.id)).toMatchObject({
    state: "FINISHED",
    undoObstacle: "RESULT_EXPIRED",
    result: { rows: 2, created: 1, refused: 1 },
    differences: [],
    preview: { counts: { created: 1 }, examples: [] },
    columns: [{ header: "first name", samples: [] }, { samples: [] }, { samples: [] }],
    outcomes: { nodes: [] },
  });
  const refused = await api.here.asAdmin.mutate("undoImport", { importId: old.id });
  expect(refused).toMatchObject({
    code: "IMPORT_NOT_READY",
    message: expect.stringContaining("too late"),
  });
  expect(await read(young.id)).toMatchObject({ undoObstacle: null });
  expect(await outcomesOf(young.id)).toBe(2);
  expect((await undo(api.here.asAdmin, young.id)).state).toBe("UNDONE");
});

it("what an interrupted sweep left is removed by the next one", async () => {
  const { id } = await importFile(api, people("Halfway"));
  const { rows } = await api.database.pool.query(
    "select * from import_outcome where import_id = $1",
    [uuidOf(id)],
  );
  await setImport(api, id, { finishedAt: daysAgo(40) });
  await until(sweep(), () => expect.poll(() => outcomesOf(id)).toBe(0));
  const [left] = rows;
  await api.database.pool.query(
    "insert into import_outcome (workspace_id, import_id, line, outcome) values ($1, $2, $3, $4)",
    [left.workspace_id, left.import_id, left.line, left.outcome],
  );
  await until(sweep(), () => expect.poll(() => outcomesOf(id)).toBe(0));
});

it("an import that is under way keeps what it needs, however old", async () => {
  const waiting = await importFile(api, people("Waiting"));
  const ended = await importFile(api, people("Ended"));
  await setImport(api, waiting.id, { state: "UNDOING", finishedAt: daysAgo(90) });
  await setImport(api, ended.id, { finishedAt: daysAgo(90) });
  await until(sweep(), () => expect.poll(() => outcomesOf(ended.id)).toBe(0));
  expect(await outcomesOf(waiting.id)).toBe(2);
  await setImport(api, waiting.id, { state: "FINISHED" });
});

it("a file that was not run in time takes what was shown of it along", async () => {
  const id = await upload(api, people("Expired"));
  await preview(api.here.asAdmin, id);
  expect(await saying(id, "expired")).toEqual(["import", "import_row", "import_file_part"]);
  const expiring = createImportFileSweep({
    pool: api.database.pool,
    keptHours: 24,
    now: () => new Date(Date.now() + DAY + 60_000),
    log,
  });
  await until(expiring, () => expect.poll(async () => (await read(id)).state).toBe("STOPPED"));
  const { rows } = await api.database.pool.query(
    "select columns::text, preview::text, problem ->> 'code' as code from import where id = $1",
    [uuidOf(id)],
  );
  expect(rows[0].code).toBe("FILE_EXPIRED");
  expect(`${rows[0].columns}${rows[0].preview}`).not.toMatch(/expired/i);
  expect(await saying(id, "expired@example")).toEqual([]);
});
