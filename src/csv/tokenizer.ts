import { CsvError, type Options, parse } from "csv-parse";
import type { Dialect } from "./dialect.ts";

type Signs = Pick<Dialect, "delimiter" | "quote">;

/** Cells as the file has them, and where in its text (in bytes of UTF-8) the record ends, its line break included. */
export interface CsvRecord {
  readonly cells: string[];
  readonly end: number;
}

/**
 * How csv-parse reads every file: any mixture of line breaks; a quote inside of a cell that doesn't begin with one is
 * text; a quoted cell that goes on after its closing quote ends with the next delimiter or line break, and keeps its
 * quotes. What is beyond one cell more than `columns` isn't cut into cells.
 */
export const parseOptions = ({ delimiter, quote }: Signs, columns: number): Options => ({
  delimiter,
  quote,
  escape: quote,
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_quotes: true,
  relax_column_count: true,
  ignore_last_delimiters: columns + 1,
  bom: true,
});

/** csv-parse fed piece by piece: what it read comes back at once, so that nothing is read ahead and nothing queues up. */
export class Tokenizer {
  #records: CsvRecord[] = [];
  readonly #parser;

  constructor(signs: Signs, columns: number) {
    this.#parser = parse({
      ...parseOptions(signs, columns),
      on_record: (cells: string[], { bytes }) => {
        this.#records.push({ cells, end: bytes });
        return null;
      },
    });
    // The calls below get it as well.
    this.#parser.on("error", () => {});
  }

  /** The records that are complete. One that ends with the piece may come back with the next. */
  async feed(piece: Uint8Array): Promise<CsvRecord[]> {
    await new Promise<void>((resolve, reject) => {
      this.#parser.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    return this.#taken();
  }

  /** The records that are left, the last one perhaps without its line break. Inside of open quotes there is no last one. */
  async end(): Promise<{ records: CsvRecord[]; isQuoteOpen: boolean }> {
    const error = await new Promise<unknown>((resolve) => {
      this.#parser.end((error?: Error | null) => resolve(error));
    });
    const isQuoteOpen = error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED";
    if (error && !isQuoteOpen) throw error;
    return { records: this.#taken(), isQuoteOpen };
  }

  #taken(): CsvRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }
}
