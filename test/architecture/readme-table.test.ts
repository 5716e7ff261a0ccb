import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tableProblems, tableRows } from "./readme-table.ts";

const readTest = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : null);

test("every row of the README's table names its rule and tests that exist", () => {
  const rows = tableRows(readFileSync("README.md", "utf8"));
  expect(rows.length).toBeGreaterThanOrEqual(15);
  expect(tableProblems(rows, readTest)).toEqual([]);
});

test("the settings in docs/running.md are those that src/config.ts reads", () => {
  const names = (text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, name]) => name).sort();
  const settings = names(readFileSync("src/config.ts", "utf8"), /^ {2}([A-Z][A-Z_]+):/gm);
  expect(settings).toContain("DATABASE_URL");
  expect(names(readFileSync("docs/running.md", "utf8"), /^\| `([A-Z_]+)` \|/gm)).toEqual(settings);
});

const readme = (row: string) => `# Onymous

## What happens when…

| when | then | rule | shown by |
| --- | --- | --- | --- |
${row}

## Another section

| this | is not read |
| --- | --- |
| no rule | no test |
`;
const problems = (row: string) =>
  tableProblems(tableRows(readme(row)), (file) =>
    file === "test/a.test.ts" ? 'test("P1: stays", f); it.each([1])("F2: %s", f);' : null,
  );

test.each([
  ['| a | b | P1 | `test/a.test.ts` › "P1: stays" |'],
  ['| a | b | F2, SPEC 5.3 | `test/a.test.ts` › "F2: %s", `test/a.test.ts` › "P1: stays" |'],
])("a sound row passes: %s", (row) => {
  expect(problems(row)).toEqual([]);
});

test.each([
  ['| a | b | P1 | `test/a.test.ts` › "P1: leaves" |', 'no test "P1: leaves" in test/a.test.ts'],
  ['| a | b | P1 | `test/b.test.ts` › "P1: stays" |', "no file test/b.test.ts"],
  ["| a | b | P1 | by hand |", "names no test: | a | b | P1 | by hand |"],
  [
    '| a | b | ours | `test/a.test.ts` › "F2: %s" |',
    'names no SPEC row: | a | b | ours | `test/a.test.ts` › "F2: %s" |',
  ],
])("a planted fault is caught: %s", (row, problem) => {
  expect(problems(row)).toEqual([problem]);
});
