import { csvLimits } from "../../../../src/csv/csv-limits.ts";
import type { CsvRow } from "../../../../src/csv/csv-row.ts";
import { CsvUnreadable } from "../../../../src/csv/csv-unreadable.ts";
import type { Dialect } from "../../../../src/csv/dialect.ts";
import { readCsv } from "../../../../src/csv/read-csv.ts";

export const comma: Dialect = { encoding: "UTF-8", delimiter: ",", quote: '"' };

export interface WholeFile {
  readonly rows: CsvRow[];
  readonly unreadable: CsvUnreadable | null;
}

/** All rows of a file, and what makes it unreadable after them. */
export async function readAll(
  file: string | AsyncIterable<Uint8Array> | readonly Uint8Array[],
  dialect: Partial<Dialect> = {},
  limits: Partial<typeof csvLimits> = {},
): Promise<WholeFile> {
  const rows: CsvRow[] = [];
  const bytes = typeof file === "string" ? [Buffer.from(file)] : file;
  try {
    for await (const batch of readCsv(
      chunks(bytes),
      { ...comma, ...dialect },
      { ...csvLimits, ...limits },
    ))
      rows.push(...batch);
  } catch (error) {
    if (!(error instanceof CsvUnreadable)) throw error;
    return { rows, unreadable: error };
  }
  return { rows, unreadable: null };
}

export async function cellsOf(file: string, dialect: Partial<Dialect> = {}): Promise<unknown> {
  const { rows, unreadable } = await readAll(file, dialect);
  if (unreadable) throw unreadable;
  return rows.map(({ cells }) => cells);
}

async function* chunks(bytes: AsyncIterable<Uint8Array> | readonly Uint8Array[]) {
  yield* bytes;
}
