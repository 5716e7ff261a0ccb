import { parse } from "csv-parse/sync";
import { unharmed } from "../../src/csv/write-csv.ts";

/** What a path of plain HTTP answers to a token. */
export async function get(url: string, token: string | null = null, init: RequestInit = {}) {
  const headers = { ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { ...init, headers: { ...headers, ...init.headers } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    headers: response.headers,
    text: bytes.toString("utf8"),
    // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever comes.
    json: (): any => JSON.parse(bytes.toString("utf8")),
  };
}

/** The rows of a CSV file by their headers, as a spreadsheet has them. */
export const cellsOf = (text: string): Record<string, string>[] =>
  parse(text, { bom: true, columns: true, delimiter: "," });

/** And as they were before they were made harmless. */
export const valuesOf = (text: string): Record<string, string>[] =>
  cellsOf(text).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, unharmed(cell)])),
  );
