import { type CsvLimits, csvLimits } from "./csv-limits.ts";
import type { CsvRow } from "./csv-row.ts";
import { decode, NotInEncoding } from "./decode.ts";
import type { Dialect } from "./dialect.ts";
import { RowReader } from "./row-reader.ts";

const BATCH_ROWS = 250;

/** So little that even a piece of nothing but line breaks is read within some milliseconds. */
const PIECE_BYTES = 2048;

/**
 * The rows of a file, the header first, in batches of some hundred. Nothing is read ahead of who takes them. Throws
 * `CsvUnreadable` where it can't go on, after the rows before. Blank rows are rows without cells.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  limits: CsvLimits = csvLimits,
): AsyncGenerator<readonly CsvRow[]> {
  const reader = new RowReader(dialect, limits);
  try {
    for await (const text of decode(inPieces(bytes), dialect.encoding)) {
      await reader.feed(text);
      const rows = reader.takeRows(BATCH_ROWS);
      if (rows) yield rows;
    }
    await reader.end();
  } catch (error) {
    if (!(error instanceof NotInEncoding)) throw error;
    await reader.stopForEncoding();
  } finally {
    // None are left if whoever takes the rows has stopped taking them.
    const rows = reader.takeRows(1);
    if (rows) yield rows;
  }
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let start = 0; start < chunk.length; start += PIECE_BYTES)
      yield chunk.subarray(start, start + PIECE_BYTES);
}
