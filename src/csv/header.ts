import type { CsvRow } from "./csv-row.ts";

export type HeaderProblemCode =
  /** The file has no row at all, or its first is blank. */
  | "NO_HEADER"
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
  /** The names of the columns, trimmed, in the order of the file; those without a name after the last named one are left out. */
  readonly names: readonly string[];
  readonly problems: readonly HeaderProblem[];
}

/** What the first row of a file says (undefined: there is none). */
export function readHeader(_row: CsvRow | undefined): Header {
  return { names: [], problems: [] };
}

/** The row, with a problem if it says more than the header has names for. A shorter one lacks blank cells only. */
export function fitToHeader(row: CsvRow, _header: Header): CsvRow {
  return row;
}
