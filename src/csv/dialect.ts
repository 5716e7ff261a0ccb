/** How a file writes its characters. */
export const encodings = ["UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** What stands between two cells. */
export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** What stands around a cell that holds delimiters, quotes or line breaks. */
export const quotes = ['"', "'"] as const;
export type Quote = (typeof quotes)[number];

/** How a file is written. Detected by its beginning, and overridden by whom it is detected wrongly for. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly quote: Quote;
}
