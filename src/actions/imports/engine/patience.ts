import { isConnectionLoss } from "../../../database/connection-loss.ts";

/** The database refused a statement, and would do so again. */
export const isStatementError = (error: unknown): boolean =>
  error instanceof Error && "severity" in error && !isConnectionLoss(error);

/** How rows are done in one transaction, from a place to the next one. */
export interface RowsWork<Row, Place> {
  readonly attempt: (rows: readonly Row[], from: Place) => Promise<Place>;
  /** Leaves out what can't be done, and says so. */
  readonly passOver: (rows: readonly Row[], from: Place) => Promise<Place>;
  /** Rows of which this is the same stand one after the other, and are done together. */
  readonly group: (row: Row) => number;
  readonly onFault: (error: unknown) => void;
}

/**
 * A fault that some rows meet must not keep the others from being done: they are tried in ever smaller parts, and passed
 * over where it is one group. What is not certain, and a database that is away, end the attempt: the next one goes on from
 * what is saved.
 */
export async function doPatiently<Row, Place>(
  work: RowsWork<Row, Place>,
  rows: readonly Row[],
  from: Place,
): Promise<Place> {
  try {
    return await work.attempt(rows, from);
  } catch (error) {
    if (!isStatementError(error)) throw error;
    work.onFault(error);
    const [first, second] = halves(rows, work.group);
    if (second.length === 0) return work.passOver(first, from);
    return doPatiently(work, second, await doPatiently(work, first, from));
  }
}

function halves<Row>(
  rows: readonly Row[],
  group: (row: Row) => number,
): [readonly Row[], readonly Row[]] {
  const groups = rows.map(group);
  const middle = groups[Math.floor(rows.length / 2)];
  const ends = groups.indexOf(middle as number);
  const from = ends > 0 ? ends : groups.findIndex((one) => one !== middle);
  return from < 0 ? [rows, []] : [rows.slice(0, from), rows.slice(from)];
}
