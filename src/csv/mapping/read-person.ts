import type { MappedColumn, PersonRow, RefusedRow } from "./targets.ts";

export interface ReadContext {
  /** The workspace's: of phone numbers without "+". */
  readonly country: string;
}

/** Reads a row of the file: the person that it says, or everything that is wrong with it. */
export type PersonReader = (row: {
  readonly line: number;
  readonly cells: readonly string[];
}) => PersonRow | RefusedRow;

/** Makes the reader of a mapping that `checkMapping` has nothing against. */
export function compileMapping(
  _columns: readonly MappedColumn[],
  _context: ReadContext,
): PersonReader {
  return ({ line }) => ({ ok: false, line, problems: [] });
}
