import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi } from "../support/api.ts";
import { importFile, preview, readImport, run } from "../support/import-runs.ts";
import { upload } from "../support/imports.ts";

// Files that are wrong or wicked: told where, or taken as the text that they are.

let api: Awaited<ReturnType<typeof startApi>>;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = api.here.asAdmin;
});
afterAll(() => api.stop());

const HEADER = "email,first name,last name,phone";
const lines = (...rows: string[]) => rows.concat("").join("\n");

/** What is wrong with a file as a whole: with the upload already, or once it is tried. */
async function problemOf(file: string | Uint8Array) {
  const id = await upload(api, file);
  const uploaded = await readImport(admin, id);
  if (uploaded.problem !== null) return uploaded.problem;
  await admin.mutate("configureImport", {
    importId: id,
    columns: ["EMAIL", "FIRST_NAME", "LAST_NAME"].map((target, index) => ({
      column: index + 1,
      target,
    })),
  });
  const { state, problem } = await preview(admin, id);
  expect(state).toBe("STOPPED");
  return problem;
}

async function outcomes(id: string) {
  const { node } = await admin.query(
    `query ($id: ID!) { node(id: $id) { ... on Import { outcomes(first: 100) {
      nodes { line outcome cells reasons { column header code message } contact { ... on Contact {
        email firstName lastName attributes } } } } } } }`,
    { id },
  );
  return node.outcomes.nodes;
}

describe("a file that can't be read on", () => {
  it("says at which line a quote was opened that is never closed", async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => `p${n}@x.example,Pat,No${n},`);
    rows[3_000] = 'q@x.example,"Q,No,';
    expect(await problemOf(lines(HEADER, ...rows))).toMatchObject({
      code: "UNCLOSED_QUOTE",
      line: 3_002,
    });
  });

  it("has too many columns", async () => {
    const header = Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(",");
    expect(await problemOf(lines(header, "a,b,c"))).toMatchObject({
      code: "TOO_MANY_COLUMNS",
      line: 1,
    });
  });

  it("is one line of 64 MB", async () => {
    const before = process.memoryUsage().rss;
    const text = Buffer.alloc(64 * 1024 * 1024, "x");
    const head = Buffer.from(`${HEADER}\na@x.example,Ada,`);
    const problem = await problemOf(Buffer.concat([head, text]));
    expect(problem).toMatchObject({ code: expect.stringMatching(/ROW_TOO_LONG/), line: 2 });
    // The two copies that are sent from here are in it.
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  }, 60_000);
});

describe("rows", () => {
  it("are refused with line, column and why, and the others are taken", async () => {
    const file = lines(
      HEADER,
      "good@x.example,Good,One,",
      "nul@x.example,N\0ul,Two,",
      '"sci@x.example",Sci,Three,"4,91512E+11"',
      "",
      "long@x.example,Long,Four,,beyond",
      "short@x.example,Short,Five",
    );
    const { id, result } = await importFile(api, file);
    expect(result).toMatchObject({ created: 2, refused: 4 });
    const refused = (await outcomes(id)).filter(
      ({ outcome }: { outcome: string }) => outcome === "REFUSED",
    );
    expect(refused).toMatchObject([
      { line: 3, reasons: [{ column: 2 }] },
      {
        line: 4,
        reasons: [{ column: 4, header: "phone", message: expect.stringContaining("rounded") }],
      },
      { line: 5, reasons: [{ column: null }] },
      { line: 6, reasons: [{ column: 5, code: "TOO_MANY_CELLS" }] },
    ]);
    for (const { reasons } of refused) expect(JSON.stringify(reasons)).not.toContain('beyond"');
  });

  it("keep emoji, right-to-left text and formulas as the text that they are", async () => {
    const { id, result } = await importFile(
      api,
      lines(
        HEADER,
        "emoji@x.example,👩‍👩‍👧,Śmiech 😀,",
        "rtl@x.example,شيرين,عبادي,",
        "formula@x.example,=1+1,@SUM(A1),",
        "=nonsense,=2+2,-3,",
      ),
    );
    expect(result).toMatchObject({ created: 3, refused: 1 });
    expect(
      (await outcomes(id)).slice(0, 3).map(({ contact }: { contact: object }) => contact),
    ).toMatchObject([
      { firstName: "👩‍👩‍👧", lastName: "Śmiech 😀" },
      { firstName: "شيرين", lastName: "عبادي" },
      { firstName: "=1+1", lastName: "@SUM(A1)" },
    ]);
    const csv = await refusedCsv(id);
    expect(csv.split("\r\n")[1]).toMatch(/,'=nonsense,'=2\+2,'-3,$/);
  });

  it("have attributes called constructor as any other, and none called __proto__", async () => {
    const file = lines(
      "email,first name,last name,constructor,toString,__proto__",
      "proto@x.example,Pro,To,c,t,p",
    );
    const id = await upload(api, file);
    const attribute = (column: number, attributeKey: string) =>
      admin.mutate("configureImport", {
        importId: id,
        columns: [{ column, target: "ATTRIBUTE", attributeKey }],
      });
    expect((await attribute(4, "constructor")).__typename).toBe("ConfigureImportPayload");
    expect((await attribute(5, "toString")).__typename).toBe("ConfigureImportPayload");
    expect((await attribute(6, "__proto__")).__typename).toBe("InvalidInput");
    expect((await preview(admin, id)).state).toBe("PREVIEWED");
    expect((await run(admin, id)).state).toBe("FINISHED");
    const [row] = await outcomes(id);
    const { attributes } = row.contact;
    expect(attributes).toMatchObject({ constructor: "c", toString: "t" });
    expect(Object.keys(attributes)).not.toContain("__proto__");
  });
});

it("columns without a name and of the same name are told of", async () => {
  const id = await upload(api, lines("email,,first name,Email,last name", "a@x.example,,A,,B"));
  const { node } = await admin.query(
    `query ($id: ID!) { node(id: $id) { ... on Import { columns { column headerProblem } } } }`,
    { id },
  );
  expect(node.columns).toEqual([
    { column: 1, headerProblem: null },
    { column: 2, headerProblem: "MISSING" },
    { column: 3, headerProblem: null },
    { column: 4, headerProblem: "REPEATED" },
    { column: 5, headerProblem: null },
  ]);
});

async function refusedCsv(importId: string): Promise<string> {
  const { url } = await admin.mutate(
    "exportRefusedRows",
    { importId },
    "... on ExportRefusedRowsPayload { url }",
  );
  return (await fetch(`${api.url}${url}`)).text();
}

describe("the file of refused rows", () => {
  const FILE = lines(
    "E-mail;Vorname;Nachname;Telefon;Ort",
    "a@refused.example;Ä;One;;Köln",
    "nonsense;=Bo;Two;;Bonn",
    ";Cy;Three;12;",
    "d@refused.example;;Four;;",
    "",
    "e@refused.example;E;Five;;Ulm;beyond",
    "",
  );

  it("is refused again for the same reasons, and taken once it is mended", async () => {
    const first = await importFile(api, FILE);
    const csv = await refusedCsv(first.id);
    const again = await importFile(api, csv);
    expect(again.result).toMatchObject({
      created: 0,
      refused: first.result.refused,
      rows: first.result.refused,
    });
    const why = async (id: string) =>
      (await outcomes(id))
        .filter(({ outcome }: { outcome: string }) => outcome === "REFUSED")
        .map(({ reasons }: { reasons: { header: string; code: string }[] }) =>
          reasons.map(({ header, code }) => [header, code]),
        );
    // What was blank has a line and a reason before it now, and still no email.
    const before = (await why(first.id)).map((reasons: string[][]) =>
      reasons.map(([header, code]) => [header, code === "BLANK_ROW" ? "NO_IDENTIFIER" : code]),
    );
    expect(await why(again.id)).toEqual(before);

    const mended = csv
      .replace("nonsense", "b@refused.example")
      .replace(",Cy,Three,12,", ",Cy,Three,+4915123456789,")
      .replace("d@refused.example,,", "d@refused.example,Di,")
      .replace(",beyond", "");
    const { result } = await importFile(api, mended);
    expect(result).toMatchObject({ created: 4, refused: 1 });
  });
});
