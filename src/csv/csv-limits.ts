/** How much a file may ask of the server. */
export interface CsvLimits {
  /** Cells of one row. */
  readonly columns: number;
  /** UTF-16 code units of one cell. */
  readonly cellLength: number;
  /** Bytes of one row, in UTF-8. */
  readonly rowBytes: number;
  /** Rows of a file, blank ones included and the header left out. */
  readonly rows: number;
}

export const csvLimits: CsvLimits = {
  /** The widest exports of customer systems have some three hundred. */
  columns: 512,
  /** What a cell of Excel holds. */
  cellLength: 32_767,
  /** Rows are held in memory, and a longer one is rather a quote that is never closed. */
  rowBytes: 1_048_576,
  /** Twice what a sheet of Excel holds. */
  rows: 2_000_000,
};
