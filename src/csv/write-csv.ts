import { stringify } from "csv-stringify/sync";

/** Of UTF-8. At the start of a file, or Excel takes it for Windows-1252. */
export const BYTE_ORDER_MARK = "\uFEFF";

// Also the full-width forms, which Apple Numbers reads as formulas, and whatever white space is before.
const FORMULA = /^'*\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * A cell that a spreadsheet shows instead of running it: what begins like a formula gets a `'`, and so does what begins
 * with `'` and goes on like one, so that `unharmed` knows which was there before.
 */
export const harmless = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** The cell that `harmless` was given. */
export const unharmed = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/** Rows of a CSV file, each with its CRLF (RFC 4180). The cells are written as they are: see `harmless`. */
export function writeCsvRows(rows: readonly (readonly string[])[], delimiter = ","): string {
  return stringify(rows as string[][], {
    delimiter,
    record_delimiter: "\r\n",
    // Programs lose white space at the ends of what is not quoted, and one blank cell would be a blank line.
    quoted_match: /^\s|\s$|[\r\n]/,
    quoted_empty: rows.some((cells) => cells.length === 1),
  });
}

export const writeCsvRow = (cells: readonly string[], delimiter?: string): string =>
  writeCsvRows([cells], delimiter);

/**
 * Names in one cell. Those that hold the separator, one that is usual elsewhere, or a quote are put in quotes, with
 * quotes doubled.
 */
export function joinNames(names: readonly string[], separator = "; "): string {
  const parting = separator.trim() || separator;
  return names
    .map((name) =>
      name.includes(parting) || /["\n,;|]|:::/.test(name)
        ? `"${name.replaceAll('"', '""')}"`
        : name,
    )
    .join(separator);
}
