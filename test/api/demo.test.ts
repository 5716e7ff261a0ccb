import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { runScript, type ServerProcess, startServer } from "../support/server.ts";

let folder: string;
let database: TestDatabase;
let server: ServerProcess;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "onymous-demo-"));
  database = await createTestDatabase();
  env = { DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(await freePort()) };
  server = await startServer({ env });
});

afterAll(async () => {
  await server?.stop();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const demo = (...args: string[]) => runScript("demo/main.ts", args, env);
const written = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const shipped = (name: string) => readFile(`demo/data/${name}`, "utf8");

describe("npm run demo", () => {
  test("plays the shipped day, twice, and both come out exactly as expected", async () => {
    for (const run of [1, 2]) {
      const { status, output } = await demo();
      expect(output, `run ${run}`).toMatch(/^\d+ checks held, 0 failed\.$/m);
      expect(output).toMatch(/Contact created/);
      expect(output).toMatch(/Contacts imported .*8 rows, 2 created, 2 refused/);
      expect(output).toMatch(/over [3-9] sockets/);
      expect(status).toBe(0);
    }
  }, 240_000);

  test("takes any file of that shape, and says what differs from a wrong expectation with status 1", async () => {
    const sessions = await written(
      "three.jsonl",
      [
        '{"visitor":"a","kind":"CONVERSATIONS","channel":"FORM","at":"2026-01-05T08:00:00Z","claims":{"email":"ann@example.com","lastName":"Miller"}}',
        '{"visitor":"b","kind":"CONVERSATIONS","channel":"FORM","at":"2026-01-05T08:01:00Z","claims":{"email":"Ann@Example.com","lastName":"Millar"}}',
        '{"visitor":"c","kind":"CONVERSATIONS","channel":"CHAT","at":"2026-01-05T08:02:00Z","claims":{"firstName":"Bo"}}',
        "",
      ].join("\n"),
    );
    const right = { contacts: 1, visitorsLinked: 2, openConflicts: 1, rule: "a remark" };
    const passes = await demo(
      ...[sessions, "--country", "NZ", "--expect", await written("r.json", JSON.stringify(right))],
    );
    expect(passes.output).toMatch(/, 0 failed\.$/m);
    expect(passes.status).toBe(0);

    const wrong = { ...right, contacts: 2, openConflictsByField: { firstName: 1 } };
    const fails = await demo(sessions, "--expect", await written("w.json", JSON.stringify(wrong)));
    expect(fails.output).toMatch(/contacts +2 +1 +<-- differs by -1/);
    expect(fails.output).toMatch(/openConflictsByField.firstName +1 +0 +<-- differs by -1/);
    expect(fails.output).toMatch(/openConflictsByField.lastName +0 +1 +<-- differs by 1/);
    expect(fails.output).toMatch(/differs from what was expected/);
    expect(fails.status).toBe(1);
  }, 120_000);

  test("says in one line what it needs, with status 1", async () => {
    const noServer = await runScript("demo/main.ts", [], {
      ...env,
      PORT: String(await freePort()),
    });
    expect(noServer.output).toMatch(
      /^No server is running at \S+: start one with `npm start`.*\n$/,
    );
    expect(noServer.status).toBe(1);

    const noFile = await demo("missing.jsonl");
    expect(noFile.output).toMatch(/^missing.jsonl can't be read: [^\n]+\n$/);
    expect(noFile.status).toBe(1);

    const noSession = await demo(await written("bad.jsonl", '{"visitor":"a","channel":"FAX"}\n'));
    expect(noSession.output).toMatch(/bad.jsonl, line 1: "channel" is none of FORM, CHAT/);
    expect(noSession.status).toBe(1);
  }, 60_000);
});

test("the shipped day is what the generator makes", async () => {
  const before = [await shipped("sessions.jsonl"), await shipped("sessions.expected.json")];
  expect(before[0]?.split("\n").length).toBeGreaterThan(100);
  const made = await runScript("demo/generate-sessions.ts", [folder], {});
  expect(made.status, made.output).toBe(0);
  const after = ["sessions.jsonl", "sessions.expected.json"].map((name) =>
    readFile(join(folder, name), "utf8"),
  );
  expect(await Promise.all(after)).toEqual(before);
});
