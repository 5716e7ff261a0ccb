import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi } from "../support/api.ts";
import { importFile, preview, readImport, run } from "../support/import-runs.ts";
import { upload } from "../support/imports.ts";

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const CONTACTS = `query { contacts(first: 100) { nodes { ... on Contact { email phone firstName lastName
  businessName tags { name } createdVia } } } }`;

async function contacts() {
  const { contacts: page } = await api.here.asAdmin.query(CONTACTS);
  return page.nodes;
}

describe("a file", () => {
  it("does what its preview said, and nothing when it is imported again", async () => {
    const file = [
      "email;first name;last name;phone;company;tags",
      "ada@x.example;Ada;Byron;+61 400 000 001;Engines;vip; ",
      "bo@x.example;Bo;Long;;;",
      ";Cy;Twombly;+61400000003;;new;",
      "ADA@x.example;Ada;Lovelace;;;",
      ";;;;;",
      "nobody;Di;Prima;;;",
      "ed@x.example;Ed;;;;",
      "",
    ].join("\r\n");
    const first = await importFile(api, file);
    expect(first).toMatchObject({
      state: "FINISHED",
      preview: { counts: { rows: 7, created: 3, repeated: 1, refused: 3 } },
    });
    expect(first.result).toEqual(first.preview.counts);
    expect(await contacts()).toContainEqual({
      email: "ada@x.example",
      phone: "+61400000001",
      firstName: "Ada",
      lastName: "Byron",
      businessName: "Engines",
      tags: [{ name: "vip" }],
      createdVia: "IMPORT",
    });
    const again = await importFile(api, file);
    expect(again.result).toMatchObject({ created: 0, conflicting: 0, filled: 0, unchanged: 3 });
    expect(again.result).toEqual(again.preview.counts);
  });

  it("stops where it can't be read on, and says where", async () => {
    const id = await upload(api, 'email,first name,last name\na@x.example,"Ada,Byron\n');
    const { state, problem } = await preview(api.here.asAdmin, id);
    expect({ state, problem }).toMatchObject({
      state: "STOPPED",
      problem: { code: "UNCLOSED_QUOTE", line: 2 },
    });
  });

  it("says what differed when something changed after the preview", async () => {
    const id = await upload(api, "email,first name,last name\nlate@x.example,La,Te\n");
    await preview(api.here.asAdmin, id);
    await importFile(api, "email,first name,last name\nlate@x.example,La,Te\n");
    const done = await run(api.here.asAdmin, id);
    expect(done.differences).toEqual([
      { count: "CREATED", preview: 1, result: 0 },
      { count: "UNCHANGED", preview: 0, result: 1 },
    ]);
    expect((await readImport(api.here.asAdmin, id)).state).toBe("FINISHED");
  });
});

describe("an import that somebody deletes in the very moment in which another moves it", () => {
  const DELETE = `create function delete_import() returns trigger language plpgsql as
    'begin delete from import where id = new.id; return null; end';
    create trigger delete_import after update on import for each row execute function delete_import()`;
  const NO_MORE = "drop trigger delete_import on import; drop function delete_import()";

  it.each([
    ["previewImport", "PreviewImportPayload", {}],
    ["configureImport", "ConfigureImportPayload", { policy: "KEEP" }],
  ])("is not found: %s", async (mutation, payload, more) => {
    const importId = await upload(api, "email,first name,last name\na@x.example,Ada,Byron\n");
    await api.database.pool.query(DELETE);
    try {
      const input = { importId, ...more };
      const answer = await api.here.asAdmin.mutate(
        mutation,
        input,
        `... on ${payload} { import { state } }`,
      );
      expect(answer.__typename).toBe("ImportNotFound");
    } finally {
      await api.database.pool.query(NO_MORE);
    }
  });
});
