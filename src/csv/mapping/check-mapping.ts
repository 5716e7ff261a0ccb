import type { MappedColumn, MappingProblem } from "./targets.ts";

/** Why a file can't be imported by these columns; none when it can. */
export function checkMapping(_columns: readonly MappedColumn[]): MappingProblem[] {
  return [];
}
