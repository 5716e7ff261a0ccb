export const REFUSED_ROWS_PATH = "/imports/refused-rows.csv";

/** `importId`: as the API has it. */
export const refusedRowsAddress = (importId: string): string =>
  `${REFUSED_ROWS_PATH}?${new URLSearchParams({ importId })}`;
