export type RowProblemCode =
  /** A quoted cell goes on after its closing quote. */
  | "TEXT_AFTER_QUOTE"
  | "CELL_TOO_LONG"
  /** NUL, or half a character: nothing that could be stored. */
  | "UNSTORABLE_TEXT"
  /** Cells beyond the last column of the header. */
  | "TOO_MANY_CELLS";

/** Why a row is refused though the file can be read on. */
export interface RowProblem {
  readonly code: RowProblemCode;
  /** The column of cells, from 1. */
  readonly column: number;
  /** Never repeats what the cell says. */
  readonly message: string;
}

export interface CsvRow {
  /** The physical line of the file, from 1, on which the row begins. */
  readonly line: number;
  /** Nothing if the row is blank. With a problem, what could be read of them (a cell may be cut off). */
  readonly cells: readonly string[];
  readonly problem: RowProblem | null;
}
