import type { CellProblemCode } from "./targets.ts";

/** A value of a cell, or why there is none. */
export type CellReading<T = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: CellProblemCode; readonly message: string };

export const invalidCell = (problem: CellProblemCode, message: string) =>
  ({ ok: false, problem, message }) as const;
