/** How much a file may ask of the server. */
export interface CsvLimits {
  readonly columns: number;
  readonly cellLength: number;
  readonly rowLength: number;
  readonly rows: number;
}

export const csvLimits: CsvLimits = {
  /** The widest exports of customer systems have some three hundred columns. */
  columns: 512,
  /** What a cell of Excel holds, in UTF-16 code units. */
  cellLength: 32_767,
  /** In UTF-16 code units: a longer row is rather a quote that is never closed, and rows are held in memory. */
  rowLength: 1_048_576,
  /** Twice what the largest sheet of Excel holds, blank rows included. */
  rows: 2_000_000,
};
