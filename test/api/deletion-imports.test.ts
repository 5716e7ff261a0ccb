import { afterAll, beforeAll, expect, it } from "vitest";
import { encodeId } from "../../src/auth/global-id.ts";
import type { ImportExample } from "../../src/database/imports/import-record.ts";
import { insertStagedRows } from "../../src/database/imports/staged-rows.ts";
import { startApi } from "../support/api.ts";
import { importing } from "../support/importing.ts";
import { addOutcomes, PREVIEW, setImport, upload, uuidOf } from "../support/imports.ts";

// SPEC 3.6: deleting somebody erases what imports keep of them too.

let api: Awaited<ReturnType<typeof startApi>>;
let file: ReturnType<typeof importing>;
beforeAll(async () => {
  api = await startApi();
  file = importing(api);
});
afterAll(() => api.stop());

/** Every row of the tables of imports and of the log, as text. */
async function kept(): Promise<string[]> {
  const lines: string[] = [];
  for (const table of ["import", "import_row", "import_outcome", "identity_event"]) {
    const { rows } = await api.database.pool.query(`select t::text as line from ${table} t`);
    lines.push(...rows.map(({ line }) => `${table}: ${line}`));
  }
  return lines;
}
const naming = async (word: RegExp) => (await kept()).filter((line) => word.test(line));

async function confirmed(id: string) {
  const { deletionPreview } = await api.here.asAdmin.query(
    `{ deletionPreview(contactId: "${id}") { ... on DeletionPreview { confirmation counts { importRows } } } }`,
  );
  const { confirmation, counts } = deletionPreview;
  const gone = await api.here.asAdmin.mutate("deleteContact", { contactId: id, confirmation });
  expect(gone.__typename).toBe("DeleteContactPayload");
  return counts;
}
const rowOf = (word: string, line: number) => ({ line, leader: line, cells: [`${word}-cell`] });
const exampleOf = (word: string, line: number, contactId: string | null = null): ImportExample => ({
  line,
  lines: [],
  contactId,
  name: `${word}-name`,
  fields: [{ field: "gender", main: `${word}-main`, given: `${word}-given` }],
  reasons: [],
});

/** An import of which every place that can keep somebody has the word in it, and one that only names them. */
async function importOf(word: string, phone: string, contactId: string, lines: number) {
  const id = await upload(
    api,
    `email,first name,last name\n${word}@home.example,${word},${word}\n`,
  );
  await api.database.pool.query("delete from import_file_part");
  const [email, other] = [`${word}@home.example`, "other@home.example"];
  await addOutcomes(api, api.here, id, [
    {
      line: lines,
      outcome: "CONFLICTING",
      contactId,
      detail: { fields: [{ field: "gender", main: `${word}-main`, given: `${word}-given` }] },
      cells: null,
    },
    { line: lines + 1, outcome: "REPEATED", contactId, detail: { leader: lines }, cells: null },
    ...[
      [`X <${email.toUpperCase()}>`, `${word}-a`],
      [`0${phone.slice(3)}`, `${word}-b`],
    ].map((cells, index) => ({
      line: lines + 2 + index,
      outcome: "REFUSED" as const,
      contactId: null,
      detail: { reasons: [] },
      cells,
    })),
    { line: lines + 4, outcome: "REFUSED", contactId: null, detail: null, cells: ["123", other] },
  ]);
  const nobody = { tagIds: [], listIds: [], assigneeId: null };
  const key = { workspaceId: uuidOf(api.here.workspaceId), importId: uuidOf(id) };
  await insertStagedRows(api.database.pool, key, [
    { ...rowOf(word, lines + 5), person: { ...nobody, values: { email, gender: word } } },
    { ...rowOf(word, lines + 6), person: { ...nobody, values: { phone, gender: word } } },
    { ...rowOf("other", lines + 7), person: { ...nobody, values: { email: other } } },
  ]);
  await setImport(api, id, {
    state: "FINISHED",
    preview: {
      ...PREVIEW,
      examples: {
        CONFLICTING: [exampleOf(word, 90, contactId), exampleOf("other", 91)],
        CREATED: [exampleOf(word, lines), { ...exampleOf(word, 3), lines: [lines + 5] }],
      },
    },
  });
  return id;
}

it("leaves nothing of a contact in imports, whatever came of its rows, and leaves others' alone", async () => {
  const made = async (word: string, phone: string) => {
    const values = {
      firstName: word,
      lastName: `${word}-last`,
      email: `${word}@home.example`,
      phone,
    };
    const uuid = await file.person({ ...values, gender: `${word}-gender` });
    await file.person({ ...values, gender: `${word}-later` }, { policy: "OVERWRITE" });
    return uuid;
  };
  const canary = await made("canary", "+61412000111");
  const sparrow = await made("sparrow", "+61412000222");
  const id = await importOf("canary", "+61412000111", canary, 2);
  const others = await importOf("sparrow", "+61412000222", sparrow, 2);
  const before = await naming(/sparrow/i);
  for (const table of ["import", "import_row", "import_outcome", "identity_event"])
    expect(
      (await naming(/canary/i)).some((line) => line.startsWith(`${table}:`)),
      table,
    ).toBe(true);

  expect(await confirmed(encodeId("Contact", canary))).toEqual({ importRows: 4 });
  expect(await naming(/canary/i)).toEqual([]);
  expect(await naming(new RegExp(canary))).toEqual([expect.stringMatching(/ContactDeleted/)]);
  expect(await naming(/sparrow/i)).toEqual(before);

  const OUTCOMES = `query ($id: ID!) { node(id: $id) { ... on Import { preview { examples { name } } columns { header samples }
    outcomes(first: 50) { nodes { line outcome cells contact { id } fields { field } } } } } }`;
  const seen = (await api.here.asAdmin.query(OUTCOMES, { id })).node;
  expect(
    seen.outcomes.nodes.map(({ line, outcome, contact, cells }: typeof seen) => [
      line,
      outcome,
      contact,
      cells,
    ]),
  ).toEqual([
    [2, "CONFLICTING", null, []],
    [3, "REPEATED", null, []],
    [4, "REFUSED", null, []],
    [5, "REFUSED", null, []],
    [6, "REFUSED", null, ["123", "other@home.example"]],
  ]);
  expect(seen.preview.examples).toEqual([{ name: "other-name" }]);
  expect(JSON.stringify(seen)).not.toMatch(/canary/i);
  expect(seen.columns.map(({ samples }: typeof seen) => samples)).toEqual([[], [], []]);
  const kept = (await api.here.asAdmin.query(OUTCOMES, { id: others })).node;
  expect(kept.preview.examples).toHaveLength(4);
  expect(kept.columns[0]).toEqual({ header: "email", samples: ["sparrow@home.example"] });
});
