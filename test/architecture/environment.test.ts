import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { environmentReads } from "./environment-reads.ts";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => `src/${file}`)
  .filter((file) => file.endsWith(".ts") && !file.includes("/generated/"));

test("only src/config.ts reads the environment", () => {
  const reading = sources
    .filter((file) => file !== "src/config.ts")
    .flatMap((file) =>
      environmentReads(readFileSync(file, "utf8")).map((line) => `${file}:${line}`),
    );
  expect(sources.length).toBeGreaterThan(0);
  expect(reading).toEqual([]);
});

test.each([
  "const url = process.env.DATABASE_URL;",
  'const url = process["env"].DATABASE_URL;',
  "const { env } = process;",
  "const everything = { ...process.env };",
  "start(process.env);",
  "globalThis.process.env.HOME;",
  "const p = process;",
  'import { env } from "node:process";',
  'import process from "process";',
])("a planted read is caught: %s", (source) => {
  expect(environmentReads(`const first = 1;\n${source}`)).toEqual([2]);
});

test.each([
  "const config = readConfig(process.env);",
  'process.on("SIGINT", stop); process.exitCode = 1;',
  "const env = { process: 1 }; env.process; // process.env",
  'const word = "the process.env of old"; queue.process(word);',
])("what reads nothing passes: %s", (source) => {
  expect(environmentReads(source)).toEqual([]);
});
