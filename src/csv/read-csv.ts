import { type CsvLimits, csvLimits } from "./csv-limits.ts";
import type { CsvRow } from "./csv-row.ts";
import type { Dialect } from "./dialect.ts";

/**
 * The rows of a file, the header first, in batches of some hundred. Throws `CsvUnreadable` where it can't go on, after
 * the rows before. Blank rows are rows without cells.
 */
export async function* readCsv(
  _bytes: AsyncIterable<Uint8Array>,
  _dialect: Dialect,
  _limits: CsvLimits = csvLimits,
): AsyncGenerator<readonly CsvRow[]> {}
