import { Breather } from "./breather.ts";
import type { CsvLimits } from "./csv-limits.ts";
import type { CsvRow } from "./csv-row.ts";
import { CsvUnreadable, type CsvUnreadableCode } from "./csv-unreadable.ts";
import type { Dialect } from "./dialect.ts";
import { HeldText } from "./held-text.ts";
import { lineBreaks } from "./line-breaks.ts";
import { rowOfRecord } from "./row-of-record.ts";
import { type CsvRecord, Tokenizer } from "./tokenizer.ts";

/** The rows of one file, whose text is fed to it in small pieces. What throws has read the rows before. */
export class RowReader {
  readonly #dialect: Dialect;
  readonly #limits: CsvLimits;
  readonly #tokenizer: Tokenizer;
  readonly #held = new HeldText();
  readonly #breather = new Breather();
  #rows: CsvRow[] = [];
  #rowsRead = 0;
  /** On which the next row begins. */
  #line = 1;

  constructor(dialect: Dialect, limits: CsvLimits) {
    this.#dialect = dialect;
    this.#limits = limits;
    this.#tokenizer = new Tokenizer(dialect, limits.columns);
  }

  /** The rows that were read since they were last taken, if they are that many. */
  takeRows(atLeast: number): readonly CsvRow[] | null {
    if (this.#rows.length < atLeast) return null;
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  async feed(text: Buffer): Promise<void> {
    this.#held.add(text);
    await this.#read(await this.#tokenizer.feed(text));
    if (this.#held.length > this.#limits.rowBytes) await this.#stopInLongRow();
  }

  async end(): Promise<void> {
    const { records, isQuoteOpen } = await this.#tokenizer.end();
    await this.#read(records);
    if (isQuoteOpen) this.#stopForQuote(await this.#openCells(), "of the file");
  }

  /** The next byte is no character of the encoding. */
  async stopForEncoding(): Promise<never> {
    const { cells } = await this.#breakOff();
    const { encoding } = this.#dialect;
    this.#stop(
      "WRONG_ENCODING",
      lineBreaks(this.#held.takeAll().toString()),
      cells.length,
      `There is a byte that is no character in ${encoding}: the file is written in another encoding.`,
    );
  }

  async #stopInLongRow(): Promise<never> {
    const { cells, isQuoteOpen } = await this.#breakOff();
    if (isQuoteOpen)
      this.#stopForQuote(cells, `of the longest row, ${this.#limits.rowBytes} bytes`);
    this.#checkColumns(cells);
    this.#stopForLength(cells.length);
  }

  #stopForQuote(cells: readonly string[], ending: string): never {
    this.#stop(
      "UNCLOSED_QUOTE",
      cells.slice(0, -1).reduce((sum, cell) => sum + lineBreaks(cell), 0),
      cells.length,
      `A quote is opened that is not closed before the end ${ending}.`,
    );
  }

  #stopForLength(column: number | null): never {
    this.#stop("ROW_TOO_LONG", 0, column, `A row is longer than ${this.#limits.rowBytes} bytes.`);
  }

  #stop(code: CsvUnreadableCode, linesOn: number, column: number | null, message: string): never {
    throw new CsvUnreadable(code, this.#line + linesOn, column, message);
  }

  /** Reads the rows that are complete, and cuts what is there of the next one into cells. */
  async #breakOff(): Promise<{ cells: readonly string[]; isQuoteOpen: boolean }> {
    const { records, isQuoteOpen } = await this.#tokenizer.end();
    const isWithinRow = !isQuoteOpen && !this.#held.endsWithLineBreak;
    const brokenOff = isWithinRow ? records.pop() : undefined;
    await this.#read(records);
    return {
      cells: isQuoteOpen ? await this.#openCells() : (brokenOff?.cells ?? [""]),
      isQuoteOpen,
    };
  }

  /** The cells of a row that ends inside of quotes. */
  async #openCells(): Promise<readonly string[]> {
    const tokenizer = new Tokenizer(this.#dialect, this.#limits.columns);
    for (const piece of [...this.#held.pieces, Buffer.from(this.#dialect.quote)]) {
      await tokenizer.feed(piece);
      await this.#breather.breatheIfDue();
    }
    const { records } = await tokenizer.end();
    return records.at(-1)?.cells ?? [""];
  }

  async #read(records: readonly CsvRecord[]): Promise<void> {
    for (const record of records) {
      this.#checkLimits(record);
      const isFirst = this.#held.start === 0;
      const text = this.#held.take(record.end);
      const { row, lines } = rowOfRecord(record, text, this.#line, this.#dialect, this.#limits);
      this.#line += lines;
      if (isFirst && this.#isSeparatorLine(record)) continue;
      this.#rows.push(row);
      this.#rowsRead++;
      await this.#breather.breatheIfDue();
    }
    await this.#breather.breatheIfDue();
  }

  #checkLimits({ cells, end }: CsvRecord): void {
    const { rowBytes, rows } = this.#limits;
    if (end - this.#held.start > rowBytes) this.#stopForLength(null);
    this.#checkColumns(cells);
    if (this.#rowsRead > rows)
      this.#stop("TOO_MANY_ROWS", 0, null, `There are more than ${rows} rows.`);
  }

  #checkColumns(cells: readonly string[]): void {
    const { columns } = this.#limits;
    if (cells.length > columns)
      this.#stop("TOO_MANY_COLUMNS", 0, columns + 1, `There are more than ${columns} columns.`);
  }

  /** Excel's `sep=;`, which tells the delimiter and is no row. */
  #isSeparatorLine({ cells }: CsvRecord): boolean {
    return /^sep=.?$/i.test(cells.join(this.#dialect.delimiter));
  }
}
