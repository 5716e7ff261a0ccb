import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi } from "../support/api.ts";
import { settled } from "../support/import-runs.ts";
import { upload } from "../support/imports.ts";
import { openRawSocket } from "../support/raw-socket.ts";
import { startApp } from "../support/server.ts";

// From a file to contacts, as a console goes through it: watched, mended, cancelled.

let api: Awaited<ReturnType<typeof startApi>>;
let other: Awaited<ReturnType<typeof startApp>>;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = api.here.asAdmin;
  other = await startApp({ databaseUrl: api.databaseUrl });
});
afterAll(async () => {
  await other.stop();
  await api.stop();
});

const HEADER = "erster;zweiter;dritter";
const COLUMNS = [
  { column: 1, target: "FIRST_NAME" },
  { column: 2, target: "LAST_NAME" },
  { column: 3, target: "EMAIL" },
];

async function uploadMapped(rows: readonly string[]): Promise<string> {
  const id = await upload(api, [HEADER, ...rows, ""].join("\n"));
  const configured = await admin.mutate("configureImport", {
    importId: id,
    delimiter: "SEMICOLON",
    columns: COLUMNS,
  });
  expect(configured).not.toHaveProperty("code");
  return id;
}
const act = async (name: string, importId: string) =>
  expect(await admin.mutate(name, { importId })).not.toHaveProperty("code");
async function importRows(rows: readonly string[]) {
  const id = await uploadMapped(rows);
  await act("previewImport", id);
  expect(await settled(admin, id)).toMatchObject({ state: "PREVIEWED" });
  await act("runImport", id);
  return settled(admin, id);
}
const people = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name};Long;${name}${index}@example.com`);

/** What a watcher on the other server hears, until it is over. */
async function watch(id: string) {
  const socket = await openRawSocket(other.wsUrl, { token: admin.token ?? "" });
  await socket.next();
  socket.subscribe(
    "import",
    `subscription ($id: ID!) { importProgress(importId: $id) {
      state progress { phase rowsDone rowsTotal } result { rows } } }`,
    { id },
  );
  const heard: { state: string; progress: { phase: string; rowsDone: number } | null }[] = [];
  const over = (async () => {
    for (;;) {
      const { type, payload } = await socket.nextOf("import");
      if (type === "complete") break;
      if (!payload.data) throw new Error(JSON.stringify(payload));
      heard.push(payload.data.importProgress);
    }
    await socket.close();
    return heard;
  })();
  return over;
}

describe("an import", () => {
  it("is watched from another server while it is previewed and while it runs", async () => {
    const id = await uploadMapped(people(3_000, "ada"));
    await act("previewImport", id);
    const previewed = await watch(id);
    expect(previewed.at(-1)).toMatchObject({ state: "PREVIEWED", progress: null });
    await act("runImport", id);
    const ran = await watch(id);
    expect(ran.at(-1)).toMatchObject({ state: "FINISHED", result: { rows: 3_000 } });
    const done = ran.flatMap(({ state, progress }) =>
      state === "RUNNING" && progress ? [progress.rowsDone] : [],
    );
    expect(done).toEqual([...done].sort((one, two) => one - two));
  });

  it("gives its refused rows as a file that is imported when they are mended", async () => {
    const first = await importRows([
      "Bo;Long;bo@example.com",
      "=Cy;Twombly;nonsense",
      'Di;"di Prima;di@example.com"',
    ]);
    expect(first.result).toMatchObject({ rows: 3, created: 1, refused: 2 });
    const { url } = await admin.mutate(
      "exportRefusedRows",
      { importId: first.id },
      "... on ExportRefusedRowsPayload { url }",
    );
    const file = await (await fetch(`${api.url}${url}`)).text();
    const [header, cy, di] = file.split("\r\n");
    expect(header).toBe("Refused line,Refused because,erster,zweiter,dritter");
    expect(cy).toMatch(/^3,.*dritter.*,'=Cy,Twombly,nonsense$/);
    expect(di).toMatch(/^4,.*Di,di Prima;di@example.com$/);
    const mended = file
      .replace("nonsense", "cy@example.com")
      .replace("di Prima;di@example.com", "di Prima,di@example.com");
    const id = await upload(api, mended);
    const columns = [
      ...COLUMNS.map(({ column, target }) => ({ column: column + 2, target })),
      { column: 1, target: "IGNORE" },
      { column: 2, target: "IGNORE" },
    ];
    await admin.mutate("configureImport", { importId: id, delimiter: "COMMA", columns });
    await act("previewImport", id);
    await settled(admin, id);
    await act("runImport", id);
    expect((await settled(admin, id)).result).toMatchObject({ rows: 2, created: 2, refused: 0 });
    const { searchContacts } = await admin.query(
      `{ searchContacts(query: "cy@example.com") { nodes { firstName lastName } } }`,
    );
    expect(searchContacts.nodes).toEqual([{ firstName: "=Cy", lastName: "Twombly" }]);
  });

  it("that is cancelled keeps what was applied until then, and says of which rows", async () => {
    const id = await uploadMapped(people(20_000, "eve"));
    await act("previewImport", id);
    await settled(admin, id);
    await act("runImport", id);
    for (;;) {
      const { node } = await admin.query(
        `query ($id: ID!) { node(id: $id) { ... on Import { result { rows } } } }`,
        { id },
      );
      if ((node.result?.rows ?? 0) > 0) break;
    }
    await act("cancelImport", id);
    const cancelled = await settled(admin, id);
    expect(cancelled).toMatchObject({ state: "CANCELLED", differences: [] });
    const { rows, created } = cancelled.result;
    expect(created).toBe(rows);
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(20_000);
    const { node } = await admin.query(
      `query ($id: ID!) { node(id: $id) { ... on Import { undoObstacle fileRemovedAt finishedAt } } }`,
      { id },
    );
    expect(node).toMatchObject({ undoObstacle: null, finishedAt: expect.any(String) });
    const { rows: outcomes } = await api.database.pool.query(
      `select count(*)::int as count from import_outcome o
       where exists (select from import i where i.id = o.import_id and i.state = 'CANCELLED')`,
    );
    expect(outcomes).toEqual([{ count: rows }]);
  });

  it("waits for those that were asked for before it", async () => {
    const ids = [
      await uploadMapped(people(2_000, "fay")),
      await uploadMapped(people(10, "gus")),
      await uploadMapped(people(10, "hal")),
    ];
    for (const id of ids) await act("previewImport", id);
    const places = await Promise.all(
      ids.map(async (id) => {
        const { node } = await admin.query(
          `query ($id: ID!) { node(id: $id) { ... on Import { placeInQueue } } }`,
          { id },
        );
        return node.placeInQueue;
      }),
    );
    // The first may be done already, or not have begun.
    const standing = places.filter((place) => place !== null);
    expect(standing).toEqual([...standing].sort());
    for (const id of ids) expect((await settled(admin, id)).state).toBe("PREVIEWED");
  });
});
