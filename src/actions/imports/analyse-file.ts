import type { CsvRow } from "../../csv/csv-row.ts";
import { CsvUnreadable } from "../../csv/csv-unreadable.ts";
import { detectDialect } from "../../csv/detect-dialect.ts";
import type { Dialect } from "../../csv/dialect.ts";
import { type Header, readHeader } from "../../csv/header.ts";
import { suggestColumns } from "../../csv/mapping/suggest-columns.ts";
import { readCsv } from "../../csv/read-csv.ts";
import type { Configuration } from "../../database/imports/import-changes.ts";
import type { ImportColumn, ImportProblem } from "../../database/imports/import-record.ts";

/** So much of a file is looked at to recognise it. */
export const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_ROWS = 200;

export type Analysis = Omit<Configuration, "policy">;

/**
 * What a file is, by its beginning: how it is written, what its columns are called, and what they probably mean.
 * `chosen`: what of the dialect is known better. `country`: the workspace's.
 */
export async function analyseFile(file: {
  readonly sample: Uint8Array;
  /** The sample is the whole file. */
  readonly isWhole: boolean;
  readonly chosen: Partial<Dialect>;
  readonly country: string;
}): Promise<Analysis> {
  const { sample, isWhole, chosen, country } = file;
  const detected = detectDialect(sample, isWhole);
  // What is chosen may show another delimiter.
  const dialect = detectDialect(sample, isWhole, chosen);
  const { rows, problem } = await readSample(sample, isWhole, dialect);
  const [first, ...others] = rows;
  if (first === undefined && problem !== null) return { detected, dialect, columns: [], problem };
  // The first row is longer than the sample: the preview says what is wrong with it.
  if (first === undefined && !isWhole) return { detected, dialect, columns: [], problem: null };
  const header = readHeader(first);
  const columns = columnsOf(header, others, country);
  return { detected, dialect, columns, problem: problem ?? noHeader(header) };
}

function columnsOf(header: Header, rows: readonly CsvRow[], country: string): ImportColumn[] {
  const samples = rows.filter(({ problem, cells }) => problem === null && cells.length > 0);
  const suggestions = suggestColumns(
    header.names,
    samples.map(({ cells }) => cells),
    country,
  );
  return suggestions.map(({ column, header: name, samples, ...suggestion }) => ({
    column,
    header: name,
    samples,
    target: suggestion.target,
    suggestion,
    problem: problemOf(header, column),
  }));
}

function problemOf({ problems }: Header, column: number): ImportColumn["problem"] {
  const code = problems.find((problem) => problem.column === column)?.code;
  return code === "GAP" || code === "REPEATED" ? code : null;
}

/** Gaps and repeated names are each column's, and can be mapped by hand. Without a header there is nothing to map. */
const noHeader = ({ problems }: Header): ImportProblem | null =>
  problems.find(({ code }) => code === "NO_HEADER" || code === "UNREADABLE") ?? null;

async function readSample(
  sample: Uint8Array,
  isWhole: boolean,
  dialect: Dialect,
): Promise<{ rows: CsvRow[]; problem: ImportProblem | null }> {
  const rows: CsvRow[] = [];
  try {
    for await (const batch of readCsv(once(sample), dialect)) {
      rows.push(...batch);
      if (rows.length > SAMPLE_ROWS) return { rows: rows.slice(0, SAMPLE_ROWS), problem: null };
    }
  } catch (error) {
    if (!(error instanceof CsvUnreadable)) throw error;
    if (isWhole || !isDueToCut(error)) return { rows, problem: toProblem(error) };
  }
  // A sample ends somewhere within its last row.
  return { rows: isWhole ? rows : rows.slice(0, -1), problem: null };
}

/** Cut off anywhere, a file seems to end within quotes or within a character. */
const isDueToCut = ({ code }: CsvUnreadable) =>
  code === "UNCLOSED_QUOTE" || code === "WRONG_ENCODING";

const toProblem = ({ code, line, column, message }: CsvUnreadable): ImportProblem => ({
  code,
  line,
  column,
  message,
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
