import ts from "typescript";

const heading = /^## What happens when/m;
/** `test/core/identify.test.ts` › "P3: …" */
const shownBy = /`(test\/[^`]+)` › "([^"]+)"/g;
const specRow = /\b([VPF]\d{1,2}|SPEC \d{1,2}(\.\d{1,2})?)\b/;

export interface TableRow {
  text: string;
  spec: boolean;
  tests: { file: string; title: string }[];
}

/** The rows of the table under "What happens when…". */
export function tableRows(readme: string): TableRow[] {
  const from = readme.search(heading);
  if (from < 0) return [];
  const section = readme.slice(from).split(/^## /m)[1] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((text) => ({
      text,
      spec: specRow.test(text.replaceAll(shownBy, "")),
      tests: [...text.matchAll(shownBy)].map(([, file = "", title = ""]) => ({ file, title })),
    }));
}

/** What is wrong with the rows: no row of the specification, no test, a test file or a title that does not exist. */
export function tableProblems(
  rows: TableRow[],
  readTest: (file: string) => string | null,
): string[] {
  return rows.flatMap(({ text, spec, tests }) => [
    ...(spec ? [] : [`names no SPEC row: ${text}`]),
    ...(tests.length > 0 ? [] : [`names no test: ${text}`]),
    ...tests.flatMap(({ file, title }) => {
      const source = readTest(file);
      if (source === null) return [`no file ${file}`];
      return testTitles(source).includes(title) ? [] : [`no test "${title}" in ${file}`];
    }),
  ]);
}

/** Titles of the tests in a source, as they are written: `test("…")`, `it.each(…)("…")`. */
export function testTitles(source: string): string[] {
  const file = ts.createSourceFile("a.test.ts", source, ts.ScriptTarget.Latest, true);
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(test|it)\b/.test(node.expression.getText())) {
      const title = node.arguments[0];
      if (title && ts.isStringLiteralLike(title)) titles.push(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return titles;
}
