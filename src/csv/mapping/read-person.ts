import { normalizeClaims, type Values } from "../../identity/normalize/claims.ts";
import type { CsvRow } from "../csv-row.ts";
import { type Draft, newDraft, pathOf, readerOf } from "./cell-readers.ts";
import { isSpreadsheetError, spreadsheetError } from "./excel-damage.ts";
import type {
  CellProblem,
  CellProblemCode,
  MappedColumn,
  PersonRow,
  RefusedRow,
} from "./targets.ts";
import { whatCellSays } from "./what-cell-says.ts";

export interface ReadContext {
  /** The workspace's: of phone numbers without "+". */
  readonly country: string;
}

/** Reads a row of the file: the person that it says, or everything that is wrong with it. */
export type PersonReader = (row: CsvRow) => PersonRow | RefusedRow;

/** Makes the reader of a mapping that `checkMapping` has nothing against. */
export function compileMapping(
  columns: readonly MappedColumn[],
  { country }: ReadContext,
): PersonReader {
  const read = columns
    .filter(({ target }) => target.to !== "IGNORE")
    .map((column) => ({ column, reader: readerOf(column.target, country) }));
  const columnOf = columnsByPath(columns);
  return (row) => {
    if (row.problem) return refuse(row, [problemOfRow(columns, row.problem)]);
    const draft = newDraft();
    const problems: CellProblem[] = [];
    for (const { column, reader } of read) {
      const text = whatCellSays(row.cells[column.column - 1] ?? "");
      if (text === "") continue;
      const reading = isSpreadsheetError(text) ? spreadsheetError : reader(text, draft);
      if (!reading.ok) problems.push(problemAt(column, reading.problem, reading.message));
    }
    const { claims, problems: refused } = normalizeClaims(claimsOf(draft), country, "");
    for (const { path, problem, message } of refused)
      problems.push(problemAt(columnOf.get(path), problem, message));
    if (problems.length === 0 && !draft.email && !draft.phone)
      problems.push(withoutIdentifier(row));
    return problems.length > 0 ? refuse(row, problems) : person(row, draft, claims);
  };
}

/** Which column a problem is about, where one alone says what stands at its path. */
function columnsByPath(columns: readonly MappedColumn[]) {
  const byPath = new Map<string | null, MappedColumn | undefined>();
  for (const column of columns) {
    const path = pathOf(column.target);
    byPath.set(path, byPath.has(path) ? undefined : column);
  }
  return byPath;
}

const claimsOf = ({ texts, contactAddress, billingAddress, attributes }: Draft) => ({
  ...texts,
  contactAddress,
  billingAddress,
  attributes: attributes.size > 0 ? Object.fromEntries(attributes) : null,
});

function person(row: CsvRow, draft: Draft, claims: Values): PersonRow {
  const { email, phone, tags, lists, assignee } = draft;
  const values = { ...(email && { email }), ...(phone && { phone }), ...claims };
  return { ok: true, line: row.line, values, tags, lists, assigneeEmail: assignee ?? null };
}

const refuse = ({ line }: CsvRow, problems: readonly CellProblem[]): RefusedRow => ({
  ok: false,
  line,
  problems,
});

const problemAt = (
  column: MappedColumn | undefined,
  code: CellProblemCode,
  message: string,
): CellProblem => ({
  column: column?.column ?? null,
  header: column?.header || null,
  code,
  message,
});

/** Of a row that could not be read: its column may be one that is not read. */
function problemOfRow(
  columns: readonly MappedColumn[],
  { column, code, message }: NonNullable<CsvRow["problem"]>,
): CellProblem {
  const header = columns.find((known) => known.column === column)?.header || null;
  return { column, header, code, message };
}

const withoutIdentifier = (row: CsvRow): CellProblem =>
  row.cells.some((cell) => cell.trim() !== "")
    ? problemAt(undefined, "NO_IDENTIFIER", "The row has neither an email nor a phone number.")
    : problemAt(undefined, "BLANK_ROW", "The row is blank.");
