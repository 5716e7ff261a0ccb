import type { ColumnTarget } from "../targets.ts";

/** What a header says by itself. */
export interface HeaderMeaning {
  readonly target: ColumnTarget;
  /** Of several columns of one target, the one with the lowest rank is meant. */
  readonly rank: number;
  readonly confidence: number;
}
