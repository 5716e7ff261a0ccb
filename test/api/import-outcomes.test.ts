import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportOutcomeRecord } from "../../src/database/imports/import-record.ts";
import { type Client, startApi, unknownId } from "../support/api.ts";
import { addOutcomes, holdImports, setImport, upload, uuidOf } from "../support/imports.ts";

// What became of each row, and the refused ones as a file.

let api: Awaited<ReturnType<typeof startApi>>;
let admin: Client;
let importId: string;
let contactId: string;
beforeAll(async () => {
  api = await startApi();
  await holdImports(api);
  admin = api.here.asAdmin;
  const values = { firstName: "Ada", lastName: "Byron", email: "ada@example.com" };
  const made = "... on CreateContactPayload { contact { id } }";
  contactId = (await admin.mutate("createContact", { values }, made)).contact.id;
  importId = await upload(api, "first,mail,note\nAda,ada@example.com,x\n");
  await setImport(api, importId, { state: "FINISHED", finishedAt: new Date() });
  await addOutcomes(api, api.here, importId, OUTCOMES(uuidOf(contactId)));
});
afterAll(() => api.stop());

const plain = (line: number, outcome: ImportOutcomeRecord["outcome"]): ImportOutcomeRecord => ({
  line,
  outcome,
  contactId: null,
  detail: null,
  cells: null,
});
const OUTCOMES = (contact: string): ImportOutcomeRecord[] => [
  {
    ...plain(2, "FILLED"),
    contactId: contact,
    detail: { fields: [{ field: "gender", main: null, given: "f" }] },
  },
  { ...plain(3, "REPEATED"), contactId: contact, detail: { leader: 2 } },
  {
    ...plain(4, "REFUSED"),
    detail: {
      reasons: [
        { column: 2, header: "mail", code: "MALFORMED", message: "This is no email address." },
        { column: null, header: null, code: "NO_IDENTIFIER", message: "Nobody can be reached." },
      ],
    },
    cells: ["Bo", "bo@", '=cmd("x")'],
  },
  { ...plain(6, "REFUSED"), detail: { reasons: [] }, cells: ["Cy", "'=x", "a\nb", "beyond"] },
  plain(7, "CREATED"),
  plain(9, "UNCHANGED"),
];

async function outcomes(args: string, fields = "line") {
  const { node } = await admin.query(
    `query ($id: ID!) { node(id: $id) { ... on Import { outcomes${args} {
      nodes { ${fields} } pageInfo { hasNextPage endCursor } } } } }`,
    { id: importId },
  );
  return node.outcomes;
}
const linesOf = (page: { nodes: { line: number }[] }) => page.nodes.map(({ line }) => line);

describe("outcomes", () => {
  it("come by line, with the contact and what the row brought", async () => {
    const { nodes } = await outcomes(
      "",
      `line outcome countedLine contact { id } cells reasons { code column header message }
       fields { field main { ... on TextValue { text } } given { ... on TextValue { text } } }`,
    );
    const nothing = { contact: null, countedLine: null, cells: [], reasons: [], fields: [] };
    expect(nodes).toEqual([
      {
        ...nothing,
        line: 2,
        outcome: "FILLED",
        contact: { id: contactId },
        fields: [{ field: "GENDER", main: null, given: { text: "f" } }],
      },
      { ...nothing, line: 3, outcome: "REPEATED", countedLine: 2, contact: { id: contactId } },
      {
        ...nothing,
        line: 4,
        outcome: "REFUSED",
        cells: ["Bo", "bo@", '=cmd("x")'],
        reasons: [
          { code: "MALFORMED", column: 2, header: "mail", message: "This is no email address." },
          { code: "NO_IDENTIFIER", column: null, header: null, message: "Nobody can be reached." },
        ],
      },
      { ...nothing, line: 6, outcome: "REFUSED", cells: ["Cy", "'=x", "a\nb", "beyond"] },
      { ...nothing, line: 7, outcome: "CREATED" },
      { ...nothing, line: 9, outcome: "UNCHANGED" },
    ]);
  });

  it("come page by page, all or those of one outcome", async () => {
    const lines: number[] = [];
    let after = "";
    for (let page = 0; page < 3; page++) {
      const { nodes, pageInfo } = await outcomes(`(first: 2${after})`);
      lines.push(...nodes.map(({ line }: { line: number }) => line));
      expect(pageInfo.hasNextPage).toBe(page < 2);
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(lines).toEqual([2, 3, 4, 6, 7, 9]);
    const refused = await outcomes("(first: 1, outcome: REFUSED)");
    expect(linesOf(refused)).toEqual([4]);
    const { endCursor } = refused.pageInfo;
    expect(linesOf(await outcomes(`(outcome: REFUSED, after: "${endCursor}")`))).toEqual([6]);
  });

  it("take no cursor of another list", async () => {
    const { imports } = await admin.query("{ imports { pageInfo { endCursor } } }");
    const { errors } = await admin.send(
      `{ node(id: "${importId}") { ... on Import {
        outcomes(after: "${imports.pageInfo.endCursor}") { nodes { line } } } } }`,
    );
    expect(errors?.[0]?.extensions?.code).toBe("INVALID_CURSOR");
  });
});

describe("the refused rows as a file", () => {
  const get = (path: string, token: string | null = null) =>
    fetch(`${api.url}${path}`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
  const path = (id: string) => `/imports/refused-rows.csv?importId=${id}`;
  const link = async (id = importId) =>
    admin.mutate(
      "exportRefusedRows",
      { importId: id },
      "... on ExportRefusedRowsPayload { url expiresAt }",
    );
  const FILE = [
    "Refused line,Refused because,first,mail,note",
    '4,mail: This is no email address. Nobody can be reached.,Bo,bo@,"\'=cmd(""x"")"',
    '6,,Cy,\'=x,"a\nb",beyond',
    "",
  ].join("\r\n");

  it("are had by an admin's token, made harmless, and read as they were when imported again", async () => {
    const response = await get(path(importId), admin.token);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch("text/csv");
    expect(response.headers.get("content-disposition")).toMatch('filename="people-refused.csv"');
    expect(await response.text()).toBe(FILE);
  });

  it("are had by a link, of this import alone", async () => {
    const { url, expiresAt } = await link();
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(await (await get(url)).text()).toBe(FILE);
    const other = await upload(api, "a\n");
    expect((await get(url.replace(importId, other))).status).toBe(401);
  });

  it("of an import that refused nothing are a header alone", async () => {
    const id = await upload(api, "a,b\n");
    const text = await (await get(path(id), admin.token)).text();
    expect(text).toBe("Refused line,Refused because,a,b\r\n");
  });

  it("of rows that were refused before do not pile up what was said of them", async () => {
    const id = await upload(api, "refused LINE,Refused because,mail\n4,bad,x\n");
    await addOutcomes(api, api.here, id, [
      { ...plain(2, "REFUSED"), detail: { reasons: [] }, cells: ["4", "bad", "x"] },
    ]);
    const text = await (await get(path(id), admin.token)).text();
    expect(text).toBe("Refused line,Refused because,mail\r\n2,,x\r\n");
  });

  it("are all there, however many", async () => {
    const id = await upload(api, "mail\n");
    await api.database.pool.query(
      `insert into import_outcome (workspace_id, import_id, line, outcome, cells)
       select workspace_id, id, n, 'REFUSED', jsonb_build_array('x' || n)
       from import, generate_series(2, 1601) n where id = $1`,
      [uuidOf(id)],
    );
    const lines = (await (await get(path(id), admin.token)).text()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(1_601);
    expect(lines.at(-1)).toBe("1601,,x1601");
  });

  it("are nobody else's", async () => {
    expect((await get(path(importId))).status).toBe(401);
    expect((await get(path(importId), api.here.asAgent.token)).status).toBe(403);
    const elsewhere = api.elsewhere.asAdmin.token;
    for (const [id, token] of [
      [importId, elsewhere],
      [unknownId("Import"), admin.token],
      ["x", admin.token],
      ["", admin.token],
    ] as const) {
      const response = await get(path(id), token);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "IMPORT_NOT_FOUND" } });
    }
  });
});
