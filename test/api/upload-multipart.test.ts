import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startApi } from "../support/api.ts";
import { preview } from "../support/import-runs.ts";
import { answerOf, countStored, storedFile } from "../support/uploads.ts";

const MIB = 1024 * 1024;
const ORIGIN = "https://console.example";
const PEOPLE = "first name,last name,email\nAda,Byron,ada@example.com\n";
const QUERY = `mutation ($input: UploadImportInput!) { uploadImport(input: $input) {
  __typename
  ... on UploadImportPayload { import { id fileName byteSize state } }
  ... on ImportFileRefused { code fileProblem message }
  ... on InvalidInput { code problems { path } }
} }`;
const PREFLIGHT = { "apollo-require-preflight": "true" };

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi({ allowedOrigins: [ORIGIN] });
});
afterAll(() => api.stop());
afterEach(async () => {
  await api.database.pool.query("delete from import");
  await api.database.pool.query("delete from import_file_part");
});

const nothingIsLeft = async () => expect(await countStored(api)).toEqual({ imports: 0, parts: 0 });

interface Sending {
  token?: string | null;
  headers?: Record<string, string>;
  name?: string;
  fileName?: string;
  operations?: string;
  map?: string | null;
  more?: Record<string, string | Blob>;
}

async function send(file: string | Uint8Array<ArrayBuffer>, sending: Sending = {}) {
  const { token = api.here.asAdmin.token, headers = PREFLIGHT, name = "people.csv" } = sending;
  const { fileName, map = '{"0":["variables.input.file"]}', more = {} } = sending;
  const variables = { input: { file: null, fileName } };
  const form = new FormData();
  form.set("operations", sending.operations ?? JSON.stringify({ query: QUERY, variables }));
  if (map !== null) form.set("map", map);
  form.set("0", new Blob([file]), name);
  for (const [key, value] of Object.entries(more)) form.set(key, value);
  const response = await fetch(`${api.url}/graphql`, {
    method: "POST",
    headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: form,
  });
  // biome-ignore lint/suspicious/noExplicitAny: what is answered differs from test to test.
  const json: any = await response.json();
  return { status: response.status, headers: response.headers, json };
}

const refusedAs = (status: number, code: string) => ({
  status,
  json: { errors: [{ extensions: { code } }] },
});

describe("a file that is sent with the mutation", () => {
  it.each(["apollo-require-preflight", "x-graphql-yoga-csrf"])(
    "becomes an import that can be previewed, with %s",
    async (header) => {
      const { status, json } = await send(PEOPLE, { headers: { [header]: "1" } });
      expect(status).toBe(200);
      expect(json.data.uploadImport).toEqual({
        __typename: "UploadImportPayload",
        import: {
          id: expect.any(String),
          fileName: "people.csv",
          byteSize: PEOPLE.length,
          state: "UPLOADED",
        },
      });
      const { id } = json.data.uploadImport.import;
      expect((await storedFile(api, id)).toString()).toBe(PEOPLE);
      expect(await preview(api.here.asAdmin, id)).toMatchObject({
        state: "PREVIEWED",
        preview: { counts: { rows: 1, created: 1 } },
      });
    },
  );

  it("may be compressed, and called otherwise", async () => {
    const { json } = await send(new Uint8Array(gzipSync(PEOPLE)), { fileName: "Kunden März.csv" });
    expect(json.data.uploadImport.import).toMatchObject({
      fileName: "Kunden März.csv",
      byteSize: PEOPLE.length,
    });
  });

  it.each([
    ["empty", "", {}, "EMPTY_FILE"],
    ["a workbook", "PK\u0003\u0004xl/", {}, "NOT_CSV"],
    ["of no name", PEOPLE, { fileName: " " }, "INVALID_FILE_NAME"],
  ])("is refused with a reason: %s", async (_case, file, sending, fileProblem) => {
    const { json } = await send(file, sending);
    expect(json.data.uploadImport).toMatchObject({ code: "IMPORT_FILE_REFUSED", fileProblem });
    await nothingIsLeft();
  });

  it("is refused where its name can't be stored", async () => {
    const { json } = await send(PEOPLE, { fileName: "a\u0000b.csv" });
    expect(json.data.uploadImport).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ path: "fileName" }],
    });
    await nothingIsLeft();
  });

  it("has 8 MiB at the most", async () => {
    const largest = new Uint8Array(8 * MIB).fill(65);
    expect((await send(largest)).json.data.uploadImport.import.byteSize).toBe(8 * MIB);
    const tooLarge = await send(new Uint8Array(8 * MIB + 1).fill(65));
    expect(tooLarge).toMatchObject(refusedAs(413, "REQUEST_ENTITY_TOO_LARGE"));
    expect(tooLarge.json.errors[0].message).toContain("PUT /imports");
  });
});

describe("a request with a file is refused, and nothing is kept of it,", () => {
  afterEach(nothingIsLeft);

  it("without a header that has browsers ask first", async () => {
    const answer = await send(PEOPLE, { headers: {} });
    expect(answer).toMatchObject(refusedAs(415, "UNSUPPORTED_MEDIA_TYPE"));
    expect(answer.json.errors[0].message).toContain("apollo-require-preflight");
  });

  it("as a form of another origin, whose browser may not send the header either", async () => {
    const headers = { origin: "https://evil.example" };
    expect((await send(PEOPLE, { headers })).status).toBe(415);
    const asks = {
      "access-control-request-method": "POST",
      "access-control-request-headers": "apollo-require-preflight",
    };
    const ask = async (origin: string) =>
      fetch(`${api.url}/graphql`, { method: "OPTIONS", headers: { origin, ...asks } });
    const evil = await ask("https://evil.example");
    expect(evil.headers.get("access-control-allow-origin")).toBeNull();
    const own = await ask(ORIGIN);
    expect(own.headers.get("access-control-allow-headers")).toContain("apollo-require-preflight");
  });

  it("from anybody but an admin", async () => {
    const visitor = await api.here.visitor();
    for (const { token } of [api.here.asAgent, api.here.asKey, visitor])
      expect(await send(PEOPLE, { token })).toMatchObject(refusedAs(403, "FORBIDDEN"));
    for (const token of [null, "nonsense"])
      expect(await send(PEOPLE, { token })).toMatchObject(refusedAs(401, "UNAUTHENTICATED"));
  });

  it.each<[string, Sending]>([
    ["no map", { map: null }],
    ["a map that is no JSON", { map: "{" }],
    ["a map that is a list", { map: "[]" }],
    ["a map of nothing", { map: "{}" }],
    ["a map of a file that is not there", { map: '{"1":["variables.input.file"]}' }],
    ["a map of what is no file", { map: '{"operations":["variables.input.file"]}' }],
    ["a map without a place", { map: '{"0":[]}' }],
    ["a map whose place is no list", { map: '{"0":7}' }],
    ["a place that is not there", { map: '{"0":["variables.other.file"]}' }],
    ["a place of the prototype", { map: '{"0":["variables.__proto__.file"]}' }],
    ["a place outside the variables", { map: '{"0":["query"]}' }],
    ["two places", { map: '{"0":["variables.input.file","variables.input.fileName"]}' }],
    ["operations that are no JSON", { operations: "nonsense" }],
    ["several operations", { operations: "[]" }],
    ["another file", { more: { 1: new Blob([PEOPLE]) } }],
    ["another part", { more: { note: "x" } }],
  ])("with %s", async (_case, sending) => {
    expect(await send(PEOPLE, sending)).toMatchObject(refusedAs(400, "BAD_REQUEST"));
  });

  it("that is cut off", async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: "POST",
      headers: {
        ...PREFLIGHT,
        authorization: `Bearer ${api.here.asAdmin.token}`,
        "content-type": "multipart/form-data; boundary=x",
      },
      body: `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}`,
    });
    expect(response.status).toBe(400);
  });
});

describe("a body that is far too large", () => {
  function open(headers: Record<string, string | number>) {
    const request = httpRequest(`${api.url}/graphql`, {
      method: "POST",
      headers: { ...PREFLIGHT, "content-type": "multipart/form-data; boundary=x", ...headers },
    });
    request.on("error", () => {});
    const answered = once(request, "response").then(([response]) => answerOf(response));
    return { request, answered };
  }

  it.each<[string, () => string | null, number]>([
    ["of an admin", () => api.here.asAdmin.token, 413],
    ["of an agent", () => api.here.asAgent.token, 403],
  ])("is refused before any of it has come, if it says so: %s", async (_case, token, status) => {
    const authorization = `Bearer ${token()}`;
    const { request, answered } = open({ authorization, "content-length": 100 * MIB });
    request.flushHeaders();
    expect((await answered).status).toBe(status);
    request.destroy();
    await nothingIsLeft();
  });

  it("is refused as soon as it is, and never held", async () => {
    const { request, answered } = open({ authorization: `Bearer ${api.here.asAdmin.token}` });
    const part = (name: string) => `--x\r\ncontent-disposition: form-data; name="${name}"`;
    request.write(`${part("operations")}\r\n\r\n{}\r\n${part("0")}; filename="a.csv"\r\n\r\n`);
    let sent = 0;
    let isAnswered = false;
    answered.then(
      () => (isAnswered = true),
      () => (isAnswered = true),
    );
    for (; sent < 100 && !isAnswered; sent++)
      await new Promise((written) => request.write(Buffer.alloc(MIB, "Ada,"), written));
    expect((await answered).status).toBe(413);
    expect(sent).toBeLessThan(50);
    request.destroy();
    await nothingIsLeft();
  });
});

describe("JSON", () => {
  it("can't pass for a file", async () => {
    for (const file of ["people.csv", {}, null]) {
      const { errors } = await api.here.asAdmin.send(QUERY, { input: { file } });
      expect(errors?.[0]?.message).toMatch(/A File is sent as a part|not to be null/);
    }
    const literal = await api.here.asAdmin.send(
      'mutation { uploadImport(input: { file: "a" }) { __typename } }',
    );
    expect(literal.errors?.[0]?.message).toContain("variable");
    await nothingIsLeft();
  });

  it("still has half a MiB at the most", async () => {
    const post = (length: number) =>
      fetch(`${api.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...PREFLIGHT },
        body: JSON.stringify({ query: "{ __typename }" }).padEnd(length),
      });
    expect((await post(MIB / 2)).status).not.toBe(413);
    expect((await post(MIB / 2 + 1)).status).toBe(413);
  });
});
