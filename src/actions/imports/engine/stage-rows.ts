import type { CsvRow } from "../../../csv/csv-row.ts";
import { CsvUnreadable } from "../../../csv/csv-unreadable.ts";
import { fitToHeader, type Header, readHeader } from "../../../csv/header.ts";
import { compileMapping, type PersonReader } from "../../../csv/mapping/read-person.ts";
import { readCsv } from "../../../csv/read-csv.ts";
import { readImportFile } from "../../../database/imports/import-file.ts";
import type { NewGrouping } from "../../../database/imports/import-record.ts";
import {
  type GivenIdentifier,
  insertStagedRows,
  moveLeaders,
  readOwnersOf,
  refuseGroups,
  removeStagedRows,
  type StagedRow,
} from "../../../database/imports/staged-rows.ts";
import { IDENTIFIER_KINDS } from "../../../identity/model.ts";
import { ImportStopped, type Work } from "./import-engine.ts";
import { MOST_NEW_NAMES, type NamesOfFile, namesOfFile } from "./names-of-file.ts";
import { wholeRow } from "./problem-of-row.ts";
import type { Progress } from "./progress.ts";
import { RowGroups } from "./row-groups.ts";

/** Rows that go to the database at once. */
const AT_ONCE = 250;
/** Rows of one group are decided and written together, while others of the workspace wait. */
const MOST_TOGETHER = 1_000;
const MOVES_AT_ONCE = 10_000;

export interface Staged {
  readonly rows: number;
  readonly newGroupings: readonly NewGrouping[];
}

/**
 * Reads the file to its end: each row becomes a person, or the reasons why it is none, and is put with those that may be
 * about the same people. Anew each time, whatever an attempt before has left.
 *
 * @throws ImportStopped where the file can't be read on.
 */
export async function stageRows(work: Work, country: string, progress: Progress): Promise<Staged> {
  const { pool, key, record } = work;
  await removeStagedRows(pool, key);
  const reader = compileMapping(record.columns, { country });
  const names = await namesOfFile(pool, key.workspaceId);
  const groups = new RowGroups();
  let rows = 0;
  let written: Promise<void> = Promise.resolve();
  try {
    for await (const batch of inBatches(dataRows(work))) {
      const staged = await stage(work, batch, { reader, names, groups });
      // One batch is written while the next one is read.
      await written;
      written = insertStagedRows(pool, key, staged);
      written.catch(() => undefined);
      rows += batch.length;
      await progress.at(rows);
    }
  } finally {
    await written;
  }
  await settleGroups(work, groups);
  return { rows, newGroupings: names.added };
}

async function* dataRows({ pool, key, record }: Work): AsyncGenerator<CsvRow> {
  if (record.dialect === null) throw new Error("an import is read before its file was recognised");
  let header: Header | null = null;
  /** Blank rows are told of where more follows; files often end with some. */
  let blank: CsvRow[] = [];
  try {
    for await (const batch of readCsv(readImportFile(pool, key), record.dialect))
      for (const row of batch) {
        if (header === null) {
          header = checkedHeader(row);
          continue;
        }
        const fitted = fitToHeader(row, header);
        if (isBlank(fitted)) {
          blank.push(fitted);
          continue;
        }
        yield* blank;
        blank = [];
        yield fitted;
      }
  } catch (error) {
    if (!(error instanceof CsvUnreadable)) throw error;
    const { code, line, column, message } = error;
    throw new ImportStopped({ code, line, column, message });
  }
  if (header === null) checkedHeader(undefined);
}

const isBlank = ({ problem, cells }: CsvRow) =>
  problem === null && cells.every((cell) => cell.trim() === "");

function checkedHeader(row: CsvRow | undefined): Header {
  const header = readHeader(row);
  const problem = header.problems.find(({ code }) => code === "NO_HEADER" || code === "UNREADABLE");
  if (problem) throw new ImportStopped(problem);
  return header;
}

async function* inBatches(rows: AsyncIterable<CsvRow>): AsyncGenerator<readonly CsvRow[]> {
  let batch: CsvRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function stage(
  { pool, key }: Work,
  rows: readonly CsvRow[],
  { reader, names, groups }: { reader: PersonReader; names: NamesOfFile; groups: RowGroups },
): Promise<StagedRow[]> {
  const people = rows.map((row) => ({ row, person: personOf(row, reader, names) }));
  if (names.added.length > MOST_NEW_NAMES) throw new ImportStopped(tooManyNames());
  const identifiers = people.flatMap(({ person }) => identifiersOf(person));
  const owners = await readOwnersOf(pool, key.workspaceId, identifiers);
  return people.map(({ row: { line, cells }, person }) => {
    const own = identifiersOf(person).map(({ kind, value }) => `${kind}:${value}`);
    const contacts = own.flatMap((identifier) => owners.get(identifier) ?? []);
    return { line, leader: groups.add(line, [...own, ...contacts]), person, cells };
  });
}

function personOf(row: CsvRow, reader: PersonReader, names: NamesOfFile): StagedRow["person"] {
  const read = reader(row);
  if (!read.ok) return { problems: read.problems };
  const named = names.resolve(read);
  return named ? { values: read.values, ...named } : { problems: [NO_SUCH_ASSIGNEE] };
}

const NO_SUCH_ASSIGNEE = wholeRow(
  "ASSIGNEE_NOT_FOUND",
  "No member of the workspace has the email of the assignee.",
);

const identifiersOf = (person: StagedRow["person"]): GivenIdentifier[] =>
  "values" in person
    ? IDENTIFIER_KINDS.flatMap((kind) => {
        const value = person.values[kind];
        return value === undefined ? [] : [{ kind, value: value as string }];
      })
    : [];

async function settleGroups({ pool, key }: Work, groups: RowGroups): Promise<void> {
  const moves = [...groups.moved()];
  for (let from = 0; from < moves.length; from += MOVES_AT_ONCE)
    await moveLeaders(pool, key, moves.slice(from, from + MOVES_AT_ONCE));
  const large = groups.largerThan(MOST_TOGETHER);
  if (large.length > 0)
    await refuseGroups(pool, key, large, {
      problems: [
        wholeRow(
          "TOO_MANY_ROWS_TOGETHER",
          `More than ${MOST_TOGETHER} rows share this email or phone number, directly or by others: it can't be one person's.`,
        ),
      ],
    });
}

const tooManyNames = () => ({
  code: "TOO_MANY_NEW_NAMES" as const,
  line: null,
  column: null,
  message: `The file names more than ${MOST_NEW_NAMES} lists and tags that do not exist: the column that is mapped to them rather holds something else.`,
});
