/** The load statement while it is put together. */
export interface Build {
  /** Adds a value of the statement, and answers how it is named there. */
  value(array: readonly string[]): string;
  /** Says whether the statement has a part; its name becomes part of the statement's. */
  has(part: string, present: boolean): boolean;
  /** The common table expressions, each after those that it reads. */
  readonly steps: string[];
  /** The columns of the one row that it answers. */
  readonly results: string[];
}
