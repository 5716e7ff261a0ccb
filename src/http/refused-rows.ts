import type { RequestListener } from "node:http";
import type pg from "pg";
import type { Authenticator } from "../auth/authenticate.ts";
import { decodeId } from "../auth/global-id.ts";
import { type RefusedCells, refusedRowsFile } from "../csv/refused-rows.ts";
import { readOutcomes } from "../database/imports/import-outcomes.ts";
import type { ImportKey, RowReason } from "../database/imports/import-record.ts";
import { readImport } from "../database/imports/import-records.ts";
import { REFUSALS } from "../graphql/refusal-names.ts";
import { answerCsv } from "./csv-download.ts";
import { type AdminRequest, type AdminRouteOptions, createAdminRoute } from "./plain-http.ts";

const ROWS_AT_ONCE = 500;

/** `GET /imports/refused-rows.csv?importId=…`: what an import refused, for admins, by the header or by a link. */
export function createRefusedRowsRoute(
  options: Omit<AdminRouteOptions, "methods" | "takesLinks" | "authenticator"> & {
    readonly authenticator: Authenticator;
    readonly pool: pg.Pool;
  },
): RequestListener {
  const { pool, authenticator } = options;

  async function get({ response, query, caller }: AdminRequest) {
    const importId = decodeId("Import", query.get("importId") ?? "");
    const key = importId === null ? null : { workspaceId: caller.workspaceId, importId };
    const record = key === null ? null : await readImport(pool, key);
    if (key === null || record === null) return notFound;
    const file = refusedRowsFile(record.columns.map(({ header }) => header));

    const fileName = `${record.fileName.replace(/\.(csv|tsv|txt)$/iu, "")}-refused.csv`;
    await answerCsv(response, {
      ...file,
      fileName,
      rows: readRefused(pool, key),
      stillAllowed: () => authenticator.isInForce(caller),
    });
    return undefined;
  }

  return createAdminRoute({
    ...options,
    takesLinks: true,
    methods: { GET: get },
    exposedHeaders: ["content-disposition"],
  });
}

async function* readRefused(pool: pg.Pool, key: ImportKey): AsyncGenerator<RefusedCells[]> {
  let after: number | null = null;
  for (;;) {
    const page = { ...key, outcomes: ["REFUSED"] as const, after, limit: ROWS_AT_ONCE };
    const rows = await readOutcomes(pool, page);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ line, detail, cells }) => ({
      line,
      messages: (detail?.reasons ?? []).map(toMessage),
      cells: cells ?? [],
    }));
    if (rows.length < ROWS_AT_ONCE) return;
    after = last.line;
  }
}

const toMessage = ({ header, column, message }: RowReason): string =>
  column === null ? message : `${header || `Column ${column}`}: ${message}`;

const notFound = {
  status: 404,
  code: "IMPORT_NOT_FOUND",
  message: REFUSALS.ImportNotFound,
  path: "importId",
} as const;
