import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startApi } from "../support/api.ts";
import { startServer } from "../support/server.ts";
import { countStored, put, storedFile } from "../support/uploads.ts";

const MIB = 1024 * 1024;
const PEOPLE = "first name,last name,email\nAda,Byron,ada@example.com\n";

let api: Awaited<ReturnType<typeof startApi>>;
let token: string;
beforeAll(async () => {
  api = await startApi({ importMaxBytes: 64 * MIB });
  token = api.here.asAdmin.token ?? "";
});
afterAll(() => api.stop());

const residentMiB = async (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "latin1"))?.[1]) / 1024;

async function* tableOf(bytes: number) {
  const chunk = Buffer.alloc(64 * 1024, "Ada,Byron,ada@example.com,+61 412 000 111\n");
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

it.skipIf(process.platform !== "linux")(
  "50 MB pass through without staying in memory",
  async () => {
    const server = await startServer({ env: { DATABASE_URL: api.databaseUrl } });
    try {
      await put(server, token, tableOf(4 * MIB), { fileName: "warm.csv" });
      const before = await residentMiB(server.pid);
      let most = before;
      async function* watched() {
        let sent = 0;
        for await (const chunk of tableOf(50 * MIB)) {
          if (++sent % 40 === 0) most = Math.max(most, await residentMiB(server.pid));
          yield chunk;
        }
      }
      const answer = await put(server, token, watched());
      expect(answer).toMatchObject({ status: 201, json: { import: { byteSize: 50 * MIB } } });
      expect(most - before).toBeLessThan(40);
    } finally {
      await server.stop();
    }
  },
);

describe.skipIf(spawnSync("curl", ["--version"]).status !== 0)("curl", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "onymous-upload-"));
    await writeFile(join(folder, "people.csv"), PEOPLE);
    await writeFile(join(folder, "large.csv"), Buffer.alloc(65 * MIB, "Ada,\n"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What it prints: the answer, the status, and how much it sent. */
  async function curl(...args: string[]) {
    const { stdout } = await promisify(execFile)(
      "curl",
      [
        "-s",
        "-w",
        "\n%{http_code} %{size_upload}",
        ...args,
        `${api.url}/imports?fileName=people.csv`,
      ],
      { cwd: folder },
    );
    const lines = stdout.trim().split("\n");
    const [status, sent] = (lines.pop() ?? "").split(" ").map(Number);
    return { status, sent, json: JSON.parse(lines.join("\n")) };
  }
  const authorized = () => ["-H", `authorization: Bearer ${token}`];

  it.each([
    ["-T", ["-T", "people.csv"]],
    ["--data-binary", ["-X", "PUT", "--data-binary", "@people.csv"]],
    ["chunked", ["-T", "people.csv", "-H", "transfer-encoding: chunked"]],
    ["asking first", ["-T", "people.csv", "-H", "expect: 100-continue"]],
  ])("uploads with %s", async (_case, args) => {
    const { status, json } = await curl(...args, ...authorized());
    expect(status).toBe(201);
    expect((await storedFile(api, json.import.id)).toString()).toBe(PEOPLE);
  });

  it("does not send what is refused", async () => {
    expect(await curl("-T", "large.csv", ...authorized())).toMatchObject({
      status: 413,
      sent: 0,
      json: { error: { code: "FILE_TOO_LARGE" } },
    });
    expect(await curl("-T", "large.csv")).toMatchObject({ status: 401, sent: 0 });
  });

  it("hears why, when it does not ask first", async () => {
    const answer = await curl("-T", "large.csv", "-H", "expect:", ...authorized());
    expect(answer).toMatchObject({ status: 413, json: { error: { code: "FILE_TOO_LARGE" } } });
    expect(answer.sent).toBeLessThan(65 * MIB);
  });

  it("is told that a form is no file", async () => {
    const answer = await curl("-X", "PUT", "-F", "file=@people.csv", ...authorized());
    expect(answer).toMatchObject({
      status: 415,
      json: { error: { code: "UNSUPPORTED_MEDIA_TYPE" } },
    });
  });
});

it("an upload that the server's end cuts off leaves nothing", async () => {
  const server = await startServer({ env: { DATABASE_URL: api.databaseUrl } });
  const before = await countStored(api);
  const request = httpRequest(`${server.url}/imports?fileName=people.csv`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}` },
  });
  request.on("error", () => {});
  request.write(Buffer.alloc(600_000, "Ada,"));
  const { imports, parts } = before;
  await vi.waitFor(
    async () => expect(await countStored(api)).toEqual({ imports: imports + 1, parts: parts + 2 }),
    { timeout: 10_000 },
  );
  const closed = new Promise((resolve) => request.once("close", resolve));
  expect(await server.stop()).toBe(0);
  await closed;
  expect(await countStored(api)).toEqual(before);
});
