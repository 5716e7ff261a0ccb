import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { parseId } from "../../src/auth/global-id.ts";
import { startApi } from "../support/api.ts";
import { answerOf, countStored, put, storedFile } from "../support/uploads.ts";

const MAX_BYTES = 10 * 1024 * 1024;
const ORIGIN = "https://console.example";
const PEOPLE = "first name,last name,email\nAda,Byron,ada@example.com\n";

let api: Awaited<ReturnType<typeof startApi>>;
let token: string;
beforeAll(async () => {
  api = await startApi({
    importMaxBytes: MAX_BYTES,
    uploadIdleMillis: 300,
    allowedOrigins: [ORIGIN],
  });
  token = api.here.asAdmin.token ?? "";
});
afterAll(() => api.stop());
afterEach(async () => {
  await api.database.pool.query("delete from import");
  await api.database.pool.query("delete from import_file_part");
});

const nothingIsLeft = () =>
  vi.waitFor(async () => expect(await countStored(api)).toEqual({ imports: 0, parts: 0 }), {
    timeout: 10_000,
  });

/** A request whose body is still to be sent, piece by piece. */
function open(headers: Record<string, string | number> = {}) {
  const request = httpRequest(`${api.url}/imports?fileName=people.csv`, {
    method: "PUT",
    headers: { "content-type": "text/csv", authorization: `Bearer ${token}`, ...headers },
  });
  request.on("error", () => {});
  const answered = once(request, "response").then(([response]) =>
    answerOf(response as IncomingMessage),
  );
  answered.catch(() => {});
  return { request, answered };
}

describe("an upload", () => {
  it("is stored as it came, and answers the id of its import", async () => {
    const answer = await put(api, token, PEOPLE);
    expect(answer).toMatchObject({
      status: 201,
      json: { import: { fileName: "people.csv", byteSize: PEOPLE.length } },
    });
    const { id } = answer.json.import;
    expect(parseId(id)?.type).toBe("Import");
    expect((await storedFile(api, id)).toString()).toBe(PEOPLE);
    const { rows } = await api.database.pool.query("select * from import");
    expect(rows).toMatchObject([
      {
        workspace_id: parseId(api.here.workspaceId)?.uuid,
        state: "UPLOADED",
        created_by: parseId(api.here.admin.memberId)?.uuid,
      },
    ]);
  });

  it("comes in chunks of any size, and is stored in parts of one size", async () => {
    const file = Buffer.alloc(700_001, "Ada,Byron,ada@example.com\n");
    async function* chunks() {
      for (let from = 0; from < file.length; from += 77_777)
        yield file.subarray(from, from + 77_777);
    }
    const answer = await put(api, token, chunks());
    expect(answer.json.import.byteSize).toBe(file.length);
    expect((await storedFile(api, answer.json.import.id)).equals(file)).toBe(true);
    const { rows } = await api.database.pool.query(
      "select number, length(bytes) from import_file_part order by number",
    );
    expect(rows).toEqual([
      { number: 0, length: 262_144 },
      { number: 1, length: 262_144 },
      { number: 2, length: 175_713 },
    ]);
  });

  it.each([
    ["contacts.csv", "contacts.csv"],
    ["C:\\Users\\ada\\Kunden März.csv", "Kunden März.csv"],
    ["../../etc/passwd", "passwd"],
    ["顧客🙂.csv", "顧客🙂.csv"],
  ])("is called by its name without folders: %s", async (fileName, stored) => {
    expect((await put(api, token, PEOPLE, { fileName })).json.import.fileName).toBe(stored);
  });

  it.each([
    ["none", ""],
    ["blank", "  "],
    ["a folder", "contacts/"],
    ["a control character", "a\u0000b.csv"],
    ["a line break", "a\nb.csv"],
    ["too long", "x".repeat(256)],
  ])("with a name that is none is refused: %s", async (_case, fileName) => {
    const answer = await put(api, token, PEOPLE, { fileName });
    expect(answer).toMatchObject({ status: 400, json: { error: { code: "INVALID_FILE_NAME" } } });
    await nothingIsLeft();
  });

  it("that is empty is refused, said beforehand or not", async () => {
    for (const body of ["", (async function* () {})()])
      expect(await put(api, token, body)).toMatchObject({
        status: 400,
        json: { error: { code: "EMPTY_FILE" } },
      });
    await nothingIsLeft();
  });

  it.each([
    ["a workbook", Buffer.from("PK\u0003\u0004xl/workbook.xml")],
    ["an old workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ["a workbook that is compressed again", gzipSync("PK\u0003\u0004")],
  ])("of %s is refused", async (_case, body) => {
    const answer = await put(api, token, body);
    expect(answer).toMatchObject({ status: 415, json: { error: { code: "NOT_CSV" } } });
    await nothingIsLeft();
  });
});

describe("a compressed upload", () => {
  it("is stored decompressed: compressed for the way, as a file, and both", async () => {
    const gzip = { headers: { "content-encoding": "gzip" } };
    for (const [body, options] of [
      [gzipSync(PEOPLE), gzip],
      [gzipSync(PEOPLE), { headers: { "content-type": "application/gzip" } }],
      [gzipSync(gzipSync(PEOPLE)), gzip],
    ] as const) {
      const answer = await put(api, token, body, options);
      expect(answer).toMatchObject({ status: 201, json: { import: { byteSize: PEOPLE.length } } });
      expect((await storedFile(api, answer.json.import.id)).toString()).toBe(PEOPLE);
    }
  });

  it.each([
    ["not compressed at all", Buffer.from(PEOPLE)],
    ["cut off", gzipSync(PEOPLE).subarray(0, -9)],
    ["damaged", Buffer.concat([gzipSync(PEOPLE).subarray(0, 20), Buffer.alloc(40, 7)])],
  ])("that is %s is refused", async (_case, body) => {
    const answer = await put(api, token, body, { headers: { "content-encoding": "gzip" } });
    expect(answer).toMatchObject({ status: 400, json: { error: { code: "BROKEN_COMPRESSION" } } });
    await nothingIsLeft();
  });

  it("of nothing is refused", async () => {
    for (const headers of [{ "content-encoding": "gzip" }, { "content-encoding": "identity" }])
      expect((await put(api, token, gzipSync(""), { headers })).json.error.code).toBe("EMPTY_FILE");
  });

  it("in another way is refused, with those that are known", async () => {
    const answer = await put(api, token, PEOPLE, { headers: { "content-encoding": "br" } });
    expect(answer).toMatchObject({
      status: 415,
      json: { error: { code: "UNSUPPORTED_ENCODING" } },
    });
    expect(answer.headers["accept-encoding"]).toBe("gzip, identity");
  });

  it.each([
    ["for the way", (bomb: Buffer) => bomb, "gzip"],
    ["as a file", (bomb: Buffer) => bomb, "identity"],
    ["twice over", gzipSync, "gzip"],
  ])("that is a bomb, %s, is stopped as soon as that shows", async (_case, pack, encoding) => {
    const bomb = pack(gzipSync(Buffer.alloc(9.5 * 1024 * 1024)));
    const headers = { "content-encoding": encoding };
    expect(await put(api, token, bomb, { headers })).toMatchObject({
      status: 413,
      json: { error: { code: "EXPANDS_TOO_MUCH" } },
    });
    await nothingIsLeft();
  });

  it("that expands past the limit is refused, though it is honest", async () => {
    const line = (n: number) => `Ada ${n},Byron ${n * 7919},ada${n}@example.com\n`;
    const honest = Buffer.from(Array.from({ length: 300_000 }, (_, n) => line(n)).join(""));
    expect(honest.length).toBeGreaterThan(MAX_BYTES);
    const headers = { "content-encoding": "gzip" };
    expect(await put(api, token, gzipSync(honest, { level: 1 }), { headers })).toMatchObject({
      status: 413,
      json: { error: { code: "FILE_TOO_LARGE" } },
    });
    await nothingIsLeft();
  });
});

describe("an upload that is too large", () => {
  it("is refused before any of it has come, when it says so", async () => {
    const { request, answered } = open({ "content-length": MAX_BYTES + 1 });
    request.flushHeaders();
    expect(await answered).toMatchObject({
      status: 413,
      json: { error: { code: "FILE_TOO_LARGE" } },
    });
    request.destroy();
    await nothingIsLeft();
  });

  it("is refused as soon as it is, when it does not say so", async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 65_536;
        yield Buffer.alloc(65_536, "Ada,");
      }
    }
    expect(await put(api, token, endless())).toMatchObject({
      status: 413,
      json: { error: { code: "FILE_TOO_LARGE" } },
    });
    expect(sent).toBeLessThan(2 * MAX_BYTES);
    await nothingIsLeft();
  });

  it("may be just as large as the limit", async () => {
    const answer = await put(api, token, Buffer.alloc(MAX_BYTES, "Ada,\n"));
    expect(answer.json.import.byteSize).toBe(MAX_BYTES);
    expect((await put(api, token, Buffer.alloc(MAX_BYTES + 1, "Ada,\n"))).status).toBe(413);
  });
});

describe("a sender", () => {
  it("that asks first is told to go on", async () => {
    const { request, answered } = open({ expect: "100-continue", "content-length": PEOPLE.length });
    request.flushHeaders();
    await once(request, "continue");
    request.end(PEOPLE);
    expect((await answered).status).toBe(201);
  });

  it.each<[string, Record<string, string | number>, number]>([
    ["a token", { authorization: "" }, 401],
    ["the right", { authorization: "agent" }, 403],
    ["a type that is known", { "content-type": "application/json" }, 415],
    ["a size that is allowed", { "content-length": MAX_BYTES + 1 }, 413],
  ])("that asks first is refused at once without %s", async (_case, headers, status) => {
    const agent = headers.authorization === "agent";
    const { request, answered } = open({
      expect: "100-continue",
      "content-length": 100,
      ...headers,
      ...(agent ? { authorization: `Bearer ${api.here.asAgent.token}` } : {}),
    });
    let goesOn = false;
    request.on("continue", () => {
      goesOn = true;
    });
    request.flushHeaders();
    expect((await answered).status).toBe(status);
    expect(goesOn).toBe(false);
    request.destroy();
  });

  it("that goes away in the middle leaves nothing", async () => {
    const { request } = open();
    request.write(Buffer.alloc(600_000, "Ada,"));
    await vi.waitFor(async () => expect(await countStored(api)).toEqual({ imports: 1, parts: 2 }), {
      timeout: 10_000,
    });
    request.destroy();
    await nothingIsLeft();
  });

  it("that sends nothing for long is refused, and leaves nothing", async () => {
    const { request, answered } = open();
    request.write(Buffer.alloc(300_000, "Ada,"));
    expect(await answered).toMatchObject({
      status: 408,
      json: { error: { code: "UPLOAD_TOO_SLOW" } },
    });
    await nothingIsLeft();
    await once(request, "close");
  });

  it("that lost its rights while it sent gets no import", async () => {
    const adminId = parseId(api.here.admin.memberId)?.uuid;
    const become = (role: string) =>
      api.database.pool.query("update member set role = $2 where id = $1", [adminId, role]);
    const statusBecomes = (status: number) =>
      vi.waitFor(async () => expect((await put(api, token, PEOPLE)).status).toBe(status), {
        timeout: 10_000,
        interval: 20,
      });
    const { request, answered } = open();
    const sending = setInterval(() => request.write("Ada,Byron,ada@example.com\n"), 20);
    try {
      await vi.waitFor(async () => expect((await countStored(api)).imports).toBe(1));
      await become("AGENT");
      await statusBecomes(403);
      clearInterval(sending);
      request.end();
      expect(await answered).toMatchObject({
        status: 403,
        json: { error: { code: "NO_LONGER_ALLOWED" } },
      });
    } finally {
      clearInterval(sending);
      await become("ADMIN");
    }
    await statusBecomes(201);
  });

  it("may send a few files at once, not many", async () => {
    const many = Array.from({ length: 5 }, () => open());
    for (const { request } of many) request.write(Buffer.alloc(10, "Ada,"));
    await vi.waitFor(async () => expect((await countStored(api)).imports).toBe(4), {
      timeout: 5_000,
      interval: 5,
    });
    const answers = [];
    for (const { request, answered } of many) {
      request.end();
      answers.push((await answered).status);
    }
    expect(answers.sort()).toEqual([201, 201, 201, 201, 429]);
  });

  it("is told to deal with the files that wait, before sending more", async () => {
    const file = Buffer.alloc(MAX_BYTES, "Ada,\n");
    for (let n = 0; n < 4; n++) expect((await put(api, token, file)).status).toBe(201);
    expect(await put(api, token, PEOPLE)).toMatchObject({
      status: 429,
      json: { error: { code: "TOO_MUCH_WAITING" } },
    });
  });
});

describe("who may upload", () => {
  it("admins alone", async () => {
    const visitor = await api.here.visitor();
    const others = [api.here.asAgent, api.here.asKey, visitor];
    for (const { token: other } of others)
      expect(await put(api, other, PEOPLE)).toMatchObject({
        status: 403,
        json: { error: { code: "FORBIDDEN" } },
      });
    for (const other of [null, "nonsense"]) {
      const answer = await put(api, other, PEOPLE);
      expect(answer).toMatchObject({ status: 401, json: { error: { code: "UNAUTHENTICATED" } } });
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
    }
    await nothingIsLeft();
  });

  it("into the workspace of the token, and no other", async () => {
    const { json } = await put(api, api.elsewhere.asAdmin.token, PEOPLE);
    await expect(storedFile(api, json.import.id)).rejects.toThrow(/removed/);
    const { rows } = await api.database.pool.query("select workspace_id from import");
    expect(rows).toEqual([{ workspace_id: parseId(api.elsewhere.workspaceId)?.uuid }]);
  });
});

describe("what is no upload", () => {
  it.each(["GET", "POST", "DELETE", "PATCH"])("is refused with what is one: %s", async (method) => {
    const answer = await put(api, token, method === "GET" ? "" : PEOPLE, { method });
    expect(answer).toMatchObject({ status: 405, json: { error: { code: "METHOD_NOT_ALLOWED" } } });
    expect(answer.headers.allow).toBe("PUT, OPTIONS");
  });

  it.each([
    "multipart/form-data; boundary=x",
    "application/json",
    "text/html",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ])("is refused by its type: %s", async (type) => {
    const answer = await put(api, token, PEOPLE, { headers: { "content-type": type } });
    expect(answer).toMatchObject({
      status: 415,
      json: { error: { code: "UNSUPPORTED_MEDIA_TYPE" } },
    });
    expect(answer.headers.accept).toContain("text/csv");
    await nothingIsLeft();
  });

  it("is one by any of these types", async () => {
    for (const type of ["text/csv; charset=utf-16", "application/vnd.ms-excel", "TEXT/PLAIN"])
      expect((await put(api, token, PEOPLE, { headers: { "content-type": type } })).status).toBe(
        201,
      );
  });
});

describe("a page of another origin", () => {
  const preflight = async (origin: string) =>
    fetch(`${api.url}/imports`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization,content-type",
      },
    });

  it("may upload when its origin is configured", async () => {
    const { status, headers } = await preflight(ORIGIN);
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(headers.get("access-control-allow-methods")).toContain("PUT");
    expect(headers.get("access-control-allow-headers")).toContain("authorization");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("vary")).toContain("Origin");
    const answer = await put(api, token, PEOPLE, { headers: { origin: ORIGIN } });
    expect(answer.headers["access-control-allow-origin"]).toBe(ORIGIN);
    const refused = await put(api, null, PEOPLE, { headers: { origin: ORIGIN } });
    expect(refused.headers["access-control-allow-origin"]).toBe(ORIGIN);
  });

  it("is told nothing otherwise", async () => {
    const { headers } = await preflight("https://evil.example");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("access-control-allow-methods")).toBeNull();
  });
});
