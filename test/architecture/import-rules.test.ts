import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);
const ruleNames: string[] = require(`${root}.dependency-cruiser.cjs`).forbidden.map(
  (rule: { name: string }) => rule.name,
);

type Files = Record<string, string>;

/** A small house that keeps every rule. */
const lawful: Files = {
  "src/main.ts": 'import { app } from "./app.ts"; app();',
  "src/app.ts":
    'import { serve } from "./http/server.ts"; import { log } from "./log.ts"; export const app = () => serve(log);',
  "src/log.ts": 'import type { Config } from "./config.ts"; export const log = (c: Config) => c;',
  "src/config.ts": "export interface Config {}",
  "src/http/server.ts":
    'import "graphql-yoga"; import { schema } from "../graphql/schema.ts"; export const serve = (x: unknown) => [x, schema];',
  "src/graphql/schema.ts":
    'import "@pothos/core"; import { act } from "../actions/act.ts"; import { feed } from "../live/feed.ts"; export const schema = [act, feed];',
  "src/actions/act.ts":
    'import type pg from "pg"; import { read } from "../database/read.ts"; export const act = (pool: pg.Pool) => read(pool);',
  "src/live/feed.ts": 'import "pg"; export const feed = 1;',
  "src/database/read.ts":
    'import "pg"; import type { Pool } from "pg"; import { rule } from "../identity/rule.ts"; export const read = (p: Pool) => [p, rule];',
  "src/identity/rule.ts": 'import "libphonenumber-js/max"; export const rule = 1;',
  "test/api/a.test.ts": 'import { rule } from "../../src/identity/rule.ts"; rule;',
  "demo/main.ts": 'import { run } from "./run.ts"; import "graphql-ws"; run;',
  "demo/run.ts": "export const run = 1;",
};

/** Files that each break one rule: the rule, the file that is to be blamed, what it says, and what it needs beside it. */
const planted: [rule: string, blamed: string, text: string, beside?: Files][] = [
  ["identity-imports-downward-only", "src/identity/reads.ts", 'import "../database/read.ts";'],
  [
    "identity-imports-downward-only",
    "src/identity/configured.ts",
    'import type { Config } from "../config.ts";',
  ],
  [
    "identity-imports-downward-only",
    "src/identity/talks.ts",
    'import type { Talk } from "../conversation/talk.ts";',
    { "src/conversation/talk.ts": "export type Talk = 1;" },
  ],
  ["conversation-imports-downward-only", "src/conversation/acts.ts", 'import "../actions/act.ts";'],
  ["csv-imports-downward-only", "src/csv/stores.ts", 'import "../database/read.ts";'],
  ["database-imports-downward-only", "src/database/acts.ts", 'import "../actions/act.ts";'],
  [
    "database-imports-downward-only",
    "src/database/configured.ts",
    'import type { Config } from "../config.ts";',
  ],
  ["auth-imports-downward-only", "src/auth/asks.ts", 'import "../graphql/schema.ts";'],
  ["live-imports-downward-only", "src/live/asks.ts", 'import "../graphql/schema.ts";'],
  ["live-imports-downward-only", "src/live/acts.ts", 'import "../actions/act.ts";'],
  ["actions-imports-downward-only", "src/actions/rings.ts", 'import "../live/feed.ts";'],
  [
    "actions-imports-downward-only",
    "src/actions/shown.ts",
    'import type { schema } from "../graphql/schema.ts";',
  ],
  ["jobs-imports-downward-only", "src/jobs/asks.ts", 'import "../graphql/schema.ts";'],
  ["jobs-imports-downward-only", "src/jobs/rings.ts", 'import "../live/feed.ts";'],
  ["graphql-imports-downward-only", "src/graphql/serves.ts", 'import "../http/server.ts";'],
  ["http-imports-downward-only", "src/http/starts.ts", 'import "../app.ts";'],
  ["identity-uses-pure-packages-only", "src/identity/random.ts", 'import "node:crypto";'],
  ["identity-uses-pure-packages-only", "src/identity/pooled.ts", 'import "pg";'],
  [
    "identity-uses-pure-packages-only",
    "src/identity/pool-type.ts",
    'import type { Pool } from "pg";',
  ],
  ["conversation-uses-no-packages", "src/conversation/ids.ts", 'import "uuid";'],
  ["ground-files-stand-alone", "src/config.ts", 'import "./identity/rule.ts";'],
  ["only-database-and-live-speak-to-postgres", "src/auth/pooled.ts", 'import pg from "pg"; pg;'],
  [
    "only-database-and-live-speak-to-postgres",
    "src/graphql/pooled.ts",
    'export const pool = import("pg");',
  ],
  [
    "the-job-queue-stays-in-jobs-and-database",
    "src/actions/queues.ts",
    'import type { Job } from "graphile-worker";',
  ],
  ["graphql-stays-in-graphql-and-http", "src/actions/typed.ts", 'import "graphql";'],
  [
    "graphql-stays-in-graphql-and-http",
    "src/auth/plugin.ts",
    'import type { Plugin } from "graphql-yoga";',
  ],
  ["only-main-composes-the-app", "src/command.ts", 'import "./app.ts";'],
  ["entries-are-not-imported", "src/log.ts", 'import "./main.ts";'],
  [
    "service-imports-no-outsiders",
    "src/live/tested.ts",
    'import "../../test/support/double.ts";',
    { "test/support/double.ts": "export {};" },
  ],
  ["outside-programs-use-the-api-only", "demo/inside.ts", 'import "../src/identity/rule.ts";'],
  [
    "outside-programs-use-the-api-only",
    "sdk/inside.ts",
    'import type { rule } from "../src/identity/rule.ts";',
  ],
  ["benchmarks-import-no-tests-and-no-demo", "bench/demo.ts", 'import "../demo/run.ts";'],
  [
    "no-circles",
    "src/identity/one.ts",
    'import "./other.ts";',
    { "src/identity/other.ts": 'import "./one.ts";' },
  ],
  [
    "no-circles",
    "src/identity/one-type.ts",
    'import type { B } from "./other-type.ts"; export type A = B;',
    { "src/identity/other-type.ts": 'import type { A } from "./one-type.ts"; export type B = A;' },
  ],
  ["no-re-exports", "src/identity/index.ts", 'export * from "./rule.ts";'],
  ["no-re-exports", "src/auth/index.ts", 'export { read } from "../database/read.ts";'],
  ["no-orphans", "src/auth/alone.ts", "export const alone = 1;"],
  ["no-orphans", "test/support/alone.ts", "export const alone = 1;"],
  [
    "no-unreachable",
    "src/auth/tested-only.ts",
    "export const dead = 1;",
    { "test/api/dead.test.ts": 'import "../../src/auth/tested-only.ts";' },
  ],
  ["no-unresolvable", "src/auth/missing.ts", 'import "./not-there.ts";'],
  ["service-uses-no-development-packages", "src/http/dev.ts", 'import "graphql-http";'],
];

interface Violation {
  rule: { name: string };
  from: string;
  to: string;
}

const temporary: string[] = [];

/** Lays out the files in a folder of their own and answers what the import rules say of them. */
async function violationsIn(files: Files): Promise<Violation[]> {
  const folder = await mkdtemp(join(tmpdir(), "onymous-rules-"));
  temporary.push(folder);
  for (const name of ["node_modules", "package.json", "tsconfig.json", ".dependency-cruiser.cjs"])
    await symlink(root + name, join(folder, name));
  const folders = ["src", "test", "demo", "bench", "sdk", "console"];
  for (const name of folders) await mkdir(join(folder, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const program = `${root}node_modules/dependency-cruiser/bin/dependency-cruise.mjs`;
  const args = [program, "--config", ".dependency-cruiser.cjs", "-T", "json", ...folders];
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, stdout) => {
      if (stdout === "") reject(error ?? new Error("The import check said nothing."));
      else resolve(JSON.parse(stdout).summary.violations);
    });
  });
}

afterAll(async () => {
  for (const folder of temporary) await rm(folder, { recursive: true, force: true });
});

test("a house that keeps the import rules has no violation", async () => {
  expect(await violationsIn(lawful)).toEqual([]);
});

describe("a planted violation is caught", () => {
  let caught: string[] = [];
  beforeAll(async () => {
    const plants = planted.map(([, blamed, text, beside]) => ({ [blamed]: text, ...beside }));
    const violations = await violationsIn(Object.assign({}, lawful, ...plants));
    caught = violations.map((violation) => `${violation.rule.name}: ${violation.from}`);
  });

  test.each(planted)("%s: %s", (rule, blamed) => {
    expect(caught).toContain(`${rule}: ${blamed}`);
  });

  test("for every rule there is", () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(ruleNames));
  });
});
