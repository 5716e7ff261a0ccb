import type { ServerResponse } from "node:http";
import { BYTE_ORDER_MARK, harmless, writeCsvRows } from "../csv/write-csv.ts";

export interface CsvDownload<Row> {
  readonly fileName: string;
  readonly header: readonly string[];
  /** In batches of some hundred. They are asked for as fast as the client takes them, and no longer than it does. */
  readonly rows: AsyncIterable<readonly Row[]>;
  write(row: Row): readonly string[];
  /** A token that runs out meanwhile matters no more; one that was revoked does. */
  stillAllowed(): Promise<boolean>;
}

/** So long may a client take nothing at all. */
const PATIENCE_MILLIS = 120_000;

/**
 * Answers with a CSV file, every cell of it harmless. What fails before the first batch is there is thrown with nothing
 * answered; what fails later breaks the answer off, so that the client knows that the file is not whole.
 */
export async function answerCsv<Row>(
  response: ServerResponse,
  download: CsvDownload<Row>,
  patienceMillis = PATIENCE_MILLIS,
): Promise<void> {
  response.setTimeout(patienceMillis, () => response.destroy());
  const begin = () => {
    response.writeHead(200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": attachment(download.fileName),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    return response.write(BYTE_ORDER_MARK + written([download.header]));
  };
  for await (const rows of download.rows) {
    if (response.destroyed) return;
    if (!(await download.stillAllowed())) return void response.destroy();
    if (!response.headersSent) begin();
    if (!response.write(written(rows.map(download.write)))) await takenOrGone(response);
    if (response.destroyed) return;
  }
  if (response.destroyed) return;
  if (!response.headersSent) begin();
  response.end();
}

const written = (rows: readonly (readonly string[])[]) =>
  writeCsvRows(rows.map((cells) => cells.map(harmless)));

function takenOrGone(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}

/** `Content-Disposition` (RFC 6266), for a name of any characters. */
export function attachment(fileName: string): string {
  const name = fileName.toWellFormed().replace(/[\p{Cc}\p{Cf}/\\]/gu, "_");
  const plain = name.replace(/[^\x20-\x7e]|["%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
