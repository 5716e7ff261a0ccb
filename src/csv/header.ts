import { fold } from "../identity/values.ts";
import type { CsvRow } from "./csv-row.ts";

export type HeaderProblemCode =
  /** The file has no row at all, or its first is blank. */
  | "NO_HEADER"
  /** The header row has a problem of its own, as any row may have. */
  | "UNREADABLE"
  /** A column without a name between named ones. */
  | "GAP"
  /** The name of an earlier column, give or take case and white space. */
  | "REPEATED";

export interface HeaderProblem {
  readonly code: HeaderProblemCode;
  readonly line: number;
  readonly column: number | null;
  readonly message: string;
}

export interface Header {
  /** The names of the columns, trimmed, in the order of the file. Those after the last named one are left out. */
  readonly names: readonly string[];
  readonly problems: readonly HeaderProblem[];
}

/** What the first row of a file says (undefined: there is none). */
export function readHeader(row: CsvRow | undefined): Header {
  if (row === undefined) return withoutNames(1, "The file has no rows.");
  if (row.cells.length === 0)
    return withoutNames(row.line, "The first row is blank: the names of the columns belong there.");
  const cells = row.cells.map((cell) => cell.trim());
  const names = cells.slice(0, cells.findLastIndex((name) => name !== "") + 1);
  return { names, problems: problemsOf(names, row) };
}

const withoutNames = (line: number, message: string): Header => ({
  names: [],
  problems: [{ code: "NO_HEADER", line, column: null, message }],
});

function problemsOf(names: readonly string[], { line, problem }: CsvRow): HeaderProblem[] {
  const problems: HeaderProblem[] = [];
  const note = (code: HeaderProblemCode, column: number, message: string) =>
    problems.push({ code, line, column, message });
  if (problem) note("UNREADABLE", problem.column, problem.message);
  const columns = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const key = fold(name);
    const earlier = columns.get(key);
    if (name === "") note("GAP", index + 1, "The column has no name.");
    else if (earlier) note("REPEATED", index + 1, `The column has the name of column ${earlier}.`);
    else columns.set(key, index + 1);
  }
  return problems;
}

/**
 * The row, refused if it says something beyond the last named column. One that is shorter is as it should be: programs
 * leave out blank cells at the end.
 */
export function fitToHeader(row: CsvRow, { names }: Header): CsvRow {
  if (row.problem !== null || row.cells.length <= names.length) return row;
  const beyond = row.cells.findIndex((cell, i) => i >= names.length && cell.trim() !== "");
  if (beyond < 0) return { ...row, cells: row.cells.slice(0, names.length) };
  const message = `There is something beyond the last column of the header, column ${names.length}.`;
  return { ...row, problem: { code: "TOO_MANY_CELLS", column: beyond + 1, message } };
}
