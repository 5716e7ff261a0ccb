import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi, unknownId } from "../support/api.ts";
import { upload } from "../support/imports.ts";

// Named mappings: what the columns of one file are, for the next one.

let api: Awaited<ReturnType<typeof startApi>>;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = api.here.asAdmin;
});
afterAll(() => api.stop());

const FIELDS = `id name policy encoding delimiter quote createdAt
  columns { header target attributeKey separator }`;
const configure = (importId: string, input: object, who = admin) =>
  who.mutate(
    "configureImport",
    { importId, ...input },
    `... on ConfigureImportPayload { import { policy dialect { delimiter }
      columns { header target attributeKey separator } } }`,
  );
const save = (input: object, who = admin) =>
  who.mutate(
    "saveImportMapping",
    input,
    `... on SaveImportMappingPayload { importMapping { ${FIELDS} } }
     ... on NameTaken { existingMapping { id } existingList { id } existingTag { id } }`,
  );
const list = async (who = admin) =>
  (await who.query(`{ importMappings { ${FIELDS} } }`)).importMappings;

const SHOP = "Vorname;Nachname;E-Mail;Gruppen;Plan\nAda;Byron;ada@example.com;a|b;gold\n";
async function shopImport(): Promise<string> {
  const id = await upload(api, SHOP);
  const answer = await configure(id, {
    delimiter: "SEMICOLON",
    policy: "KEEP",
    columns: [
      { column: 1, target: "FIRST_NAME" },
      { column: 2, target: "LAST_NAME" },
      { column: 3, target: "EMAIL" },
      { column: 4, target: "TAGS", separator: "|" },
      { column: 5, target: "ATTRIBUTE", attributeKey: "plan" },
    ],
  });
  expect(answer).not.toHaveProperty("code");
  return id;
}

let shop: { id: string; name: string };
describe("a mapping", () => {
  it("is saved from an import, and listed by name", async () => {
    const answer = await save({ importId: await shopImport(), name: "  Webshop   export " });
    shop = answer.importMapping;
    expect(shop).toMatchObject({
      name: "Webshop export",
      policy: "KEEP",
      encoding: null,
      quote: null,
      columns: [
        { header: "Vorname", target: "FIRST_NAME" },
        { header: "Nachname", target: "LAST_NAME" },
        { header: "E-Mail", target: "EMAIL" },
        { header: "Gruppen", target: "TAGS", separator: "|", attributeKey: null },
        { header: "Plan", target: "ATTRIBUTE", attributeKey: "plan", separator: null },
      ],
    });
    await save({ importId: await shopImport(), name: "Another" });
    expect((await list()).map(({ name }: { name: string }) => name)).toEqual([
      "Another",
      "Webshop export",
    ]);
    const { node } = await admin.query(
      `query ($id: ID!) { node(id: $id) { ... on ImportMapping { ${FIELDS} } } }`,
      { id: shop.id },
    );
    expect(node).toEqual(shop);
  });

  it("maps another file by its headers, whatever their order and case", async () => {
    const id = await upload(api, "PLAN;e-mail;new;vorname\ngold;a@example.com;x;Ada\n");
    const answer = await configure(id, { delimiter: "SEMICOLON", mappingId: shop.id });
    expect(answer.import).toMatchObject({
      policy: "KEEP",
      columns: [
        { header: "PLAN", target: "ATTRIBUTE", attributeKey: "plan" },
        { header: "e-mail", target: "EMAIL" },
        { header: "new" },
        { header: "vorname", target: "FIRST_NAME" },
      ],
    });
  });

  it("goes after what is given with it", async () => {
    const id = await upload(api, SHOP);
    const columns = [{ column: 5, target: "IGNORE" }];
    const given = { delimiter: "SEMICOLON", policy: "OVERWRITE", columns, mappingId: shop.id };
    const answer = await configure(id, given);
    expect(answer.import.policy).toBe("OVERWRITE");
    expect(answer.import.columns.map(({ target }: { target: string }) => target)).toEqual([
      "FIRST_NAME",
      "LAST_NAME",
      "EMAIL",
      "TAGS",
      "IGNORE",
    ]);
  });

  it("remembers how files are read, where that was chosen by hand", async () => {
    const id = await upload(api, "a~b,last\n");
    await configure(id, { delimiter: "PIPE" });
    const { importMapping } = await save({ importId: id, name: "Odd" });
    expect(importMapping).toMatchObject({ delimiter: "PIPE", encoding: null, quote: null });
    const next = await upload(api, "a~b,last\n");
    const answer = await configure(next, { mappingId: importMapping.id });
    expect(answer.import.dialect).toEqual({ delimiter: "PIPE" });
    expect(answer.import.columns).toMatchObject([{ header: "a~b,last" }]);
  });

  it("has a name of its own, whatever its case, and can take the place of another", async () => {
    const importId = await shopImport();
    expect(await save({ importId, name: "WEBSHOP EXPORT" })).toMatchObject({
      code: "NAME_TAKEN",
      existingMapping: { id: shop.id },
      existingList: null,
      existingTag: null,
    });
    await configure(importId, { policy: "OVERWRITE" });
    const replaced = await save({ importId, name: "Shop", mappingId: shop.id });
    expect(replaced.importMapping).toMatchObject({
      id: shop.id,
      name: "Shop",
      policy: "OVERWRITE",
    });
    expect(await save({ importId, name: "another", mappingId: shop.id })).toMatchObject({
      code: "NAME_TAKEN",
    });
    expect(await save({ importId, name: " \n " })).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ path: "name" }],
    });
  });

  it("of many that are saved at once under one name, one is", async () => {
    const importId = await shopImport();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => save({ importId, name: "At once" })),
    );
    const codes = answers.map(({ code }) => code ?? "SAVED").sort();
    expect(codes).toEqual([...Array.from({ length: 7 }, () => "NAME_TAKEN"), "SAVED"]);
  });

  it("of another workspace is one that does not exist", async () => {
    const elsewhere = api.elsewhere.asAdmin;
    const foreign = await save(
      { importId: await upload(api, SHOP, elsewhere), name: "Theirs" },
      elsewhere,
    );
    expect(await list(elsewhere)).toHaveLength(1);
    const nobodys = [
      foreign.importMapping.id,
      unknownId("ImportMapping"),
      unknownId("Import"),
      "x",
    ];
    const importId = await shopImport();
    for (const answers of [
      await Promise.all(nobodys.map((mappingId) => configure(importId, { mappingId }))),
      await Promise.all(nobodys.map((mappingId) => save({ importId, name: "N", mappingId }))),
      await Promise.all(
        nobodys.map((mappingId) => admin.mutate("deleteImportMapping", { mappingId })),
      ),
    ]) {
      expect(answers[0]).toMatchObject({ code: "IMPORT_MAPPING_NOT_FOUND" });
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    }
    expect(await list(elsewhere)).toHaveLength(1);
  });

  it("is there for admins alone", async () => {
    const { node } = await api.here.asAgent.query("query ($id: ID!) { node(id: $id) { id } }", {
      id: shop.id,
    });
    expect(node).toBeNull();
  });

  it("is deleted for good", async () => {
    const fields = "... on DeleteImportMappingPayload { deletedMappingId }";
    const deletion = { mappingId: shop.id };
    expect(await admin.mutate("deleteImportMapping", deletion, fields)).toMatchObject({
      deletedMappingId: shop.id,
    });
    expect((await list()).map(({ id }: { id: string }) => id)).not.toContain(shop.id);
    expect(await admin.mutate("deleteImportMapping", deletion)).toMatchObject({
      code: "IMPORT_MAPPING_NOT_FOUND",
    });
  });

  it("is one of 200 at the most", async () => {
    const importId = await shopImport();
    const { pool } = api.database;
    await pool.query(
      `insert into import_mapping (workspace_id, id, name, name_key, columns, policy, created_at)
       select workspace_id, gen_random_uuid(), 'm' || n, 'm' || n, '[]', 'KEEP', now()
       from (select workspace_id from import_mapping where name = 'Another') w, generate_series(1, 200) n`,
    );
    expect(await save({ importId, name: "One more" })).toMatchObject({
      code: "TOO_MANY_IMPORT_MAPPINGS",
    });
  });
});
