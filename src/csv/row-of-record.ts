import type { CsvLimits } from "./csv-limits.ts";
import type { CsvRow, RowProblem, RowProblemCode } from "./csv-row.ts";
import type { Dialect } from "./dialect.ts";
import { lineBreaks } from "./line-breaks.ts";
import { readQuotedCells } from "./quoted-cells.ts";
import type { CsvRecord } from "./tokenizer.ts";

/** A cell that is not simply text: with line breaks, with NUL, or that seems to begin with a quote. */
const SPECIAL = /[\r\n\0]|^["']/;

/** The record as a row, and how many lines of the file it takes. */
export function rowOfRecord(
  record: CsvRecord,
  text: Buffer,
  line: number,
  dialect: Dialect,
  limits: CsvLimits,
): { row: CsvRow; lines: number } {
  const { cells } = record;
  if (cells.every(isBlank))
    return { row: { line, cells: [], problem: null }, lines: 1 + breaks(cells) };
  if (!cells.some((cell) => cell.length > limits.cellLength || SPECIAL.test(cell)))
    return { row: { line, cells, problem: null }, lines: 1 };
  return { row: readClosely(record, text, line, dialect, limits), lines: 1 + breaks(cells) };
}

const isBlank = (cell: string): boolean => cell.trim() === "";

const breaks = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + lineBreaks(cell), 0);

function readClosely(
  { cells: read }: CsvRecord,
  text: Buffer,
  line: number,
  dialect: Dialect,
  { cellLength, columns }: CsvLimits,
): CsvRow {
  const { cells, brokenColumn } = read.some((cell) => cell.startsWith(dialect.quote))
    ? readQuotedCells(text, dialect, columns)
    : { cells: read, brokenColumn: null };
  const problem =
    problemIn(brokenColumn, "TEXT_AFTER_QUOTE", "A quoted cell goes on after its closing quote.") ??
    problemIn(
      columnOf(cells, (cell) => cell.length > cellLength),
      "CELL_TOO_LONG",
      `A cell is longer than ${cellLength} characters.`,
    ) ??
    problemIn(
      columnOf(cells, (cell) => cell.includes("\0")),
      "UNSTORABLE_TEXT",
      "A cell contains NUL, or half a character.",
    );
  if (problem === null) return { line, cells, problem };
  return { line, cells: cells.map((cell) => storable(cell, cellLength)), problem };
}

const columnOf = (cells: readonly string[], isBad: (cell: string) => boolean): number | null => {
  const index = cells.findIndex(isBad);
  return index < 0 ? null : index + 1;
};

const problemIn = (
  column: number | null,
  code: RowProblemCode,
  message: string,
): RowProblem | null => (column === null ? null : { code, column, message });

const storable = (cell: string, length: number): string =>
  cell.slice(0, length).replaceAll("\0", "\uFFFD").toWellFormed();
