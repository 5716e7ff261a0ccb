export type CsvUnreadableCode =
  /** Bytes that are no characters in the encoding. */
  "WRONG_ENCODING" | "UNCLOSED_QUOTE" | "TOO_MANY_COLUMNS" | "ROW_TOO_LONG" | "TOO_MANY_ROWS";

/** The file can't be read on from here. The message says where, and never repeats what the file says. */
export class CsvUnreadable extends Error {
  override readonly name = "CsvUnreadable";
  readonly code: CsvUnreadableCode;
  /** The physical line, from 1. */
  readonly line: number;
  /** The column of cells, from 1; null where it is not known. */
  readonly column: number | null;

  constructor(code: CsvUnreadableCode, line: number, column: number | null, message: string) {
    super(message);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
