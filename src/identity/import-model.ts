/** What happens to values of a file that differ from those of the contact (SPEC 8.5). */
export const IMPORT_POLICIES = ["OPEN_CONFLICTS", "OVERWRITE", "KEEP"] as const;
export type ImportPolicy = (typeof IMPORT_POLICIES)[number];

/** What becomes of a row. A person counts as the first of these that it is, its further rows as repeated. */
export const ROW_OUTCOMES = [
  "CREATED",
  "CONFLICTING",
  "FILLED",
  "UNCHANGED",
  "REPEATED",
  "REFUSED",
] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** `rows` is the sum of what became of each. */
export interface ImportCounts {
  readonly rows: number;
  readonly created: number;
  readonly conflicting: number;
  readonly filled: number;
  readonly unchanged: number;
  readonly repeated: number;
  readonly refused: number;
}

export const NO_COUNTS: ImportCounts = {
  rows: 0,
  created: 0,
  conflicting: 0,
  filled: 0,
  unchanged: 0,
  repeated: 0,
  refused: 0,
};
