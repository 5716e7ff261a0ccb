import { FileProblem, read } from "./session-file.ts";

/** What can be counted after a day, by the names that expectation files use. */
export interface Outcome {
  sessions: number;
  contacts: number;
  visitorsLinked: number;
  anonymousVisitors: number;
  openConflicts: number;
  openConflictsByField: Record<string, number>;
}

/** What a file says must come out; keys that name nothing countable, such as a remark, are left aside. */
export type Expectation = Partial<Outcome> & { workspaceCountry?: string };

const countable = [
  "sessions",
  "contacts",
  "visitorsLinked",
  "anonymousVisitors",
  "openConflicts",
] as const;

/** @throws FileProblem when the file is no expectation, or expects nothing. */
export function readExpectation(file: string): Expectation {
  let said: Record<string, unknown>;
  try {
    said = JSON.parse(read(file));
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem(`${file}: not JSON.`);
  }
  if (typeof said !== "object" || said === null) throw new FileProblem(`${file}: not an object.`);
  const byField = said.openConflictsByField;
  const counts = [
    ...countable.map((key) => said[key]),
    ...(byField === undefined ? [] : Object.values(byField ?? { byField })),
  ].filter((count) => count !== undefined);
  if (counts.length === 0) throw new FileProblem(`${file}: expects nothing that can be counted.`);
  if (!counts.every((count) => Number.isInteger(count)))
    throw new FileProblem(`${file}: a count is not a whole number.`);
  return said;
}

export interface Line {
  what: string;
  expected: number | null;
  found: number;
  differs: boolean;
}

/** Everything that was counted, beside what was expected of it. A field without conflicts has none of them. */
export function compare(expectation: Expectation, outcome: Outcome): Line[] {
  const line = (what: string, expected: number | null, found: number): Line => ({
    what,
    expected,
    found,
    differs: expected !== null && expected !== found,
  });
  const { openConflictsByField: fields } = expectation;
  const names = new Set([
    ...Object.keys(fields ?? {}),
    ...Object.keys(outcome.openConflictsByField),
  ]);
  return [
    ...countable.map((key) => line(key, expectation[key] ?? null, outcome[key])),
    ...[...names]
      .sort()
      .map((name) =>
        line(
          `openConflictsByField.${name}`,
          fields ? (fields[name] ?? 0) : null,
          outcome.openConflictsByField[name] ?? 0,
        ),
      ),
  ];
}

/** The comparison as a table for people. */
export function table(lines: Line[]): string {
  const rows = [
    ["", "expected", "found", ""],
    ...lines.map(({ what, expected, found, differs }) => [
      what,
      expected === null ? "-" : String(expected),
      String(found),
      differs ? `<-- differs by ${found - (expected ?? 0)}` : "",
    ]),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
  return rows
    .map(([what = "", expected = "", found = "", note = ""]) =>
      `  ${what.padEnd(width(0))}  ${expected.padStart(width(1))}  ${found.padStart(width(2))}  ${note}`.trimEnd(),
    )
    .join("\n");
}
