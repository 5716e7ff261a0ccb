import type { Pool } from "pg";
import type { RowOutcome } from "../../identity/import-model.ts";
import type { ImportKey, ImportOutcomeRecord } from "./import-record.ts";

/** What became of the rows of an import, by line. */
export async function readOutcomes(
  pool: Pool,
  page: ImportKey & {
    readonly outcomes: readonly RowOutcome[];
    /** A line. */
    readonly after: number | null;
    readonly limit: number;
  },
): Promise<ImportOutcomeRecord[]> {
  const { workspaceId, importId, outcomes, after, limit } = page;
  const { rows } = await pool.query<ImportOutcomeRecord>(
    // One walk along the index an outcome, and no more rows of each than the page has.
    `select o.* from unnest($3::text[]) as wanted(outcome),
     lateral (
       select line, outcome, contact_id as "contactId", detail, cells from import_outcome x
       where x.workspace_id = $1 and x.import_id = $2 and x.outcome = wanted.outcome and x.line > $4
       order by x.line limit $5
     ) o
     order by o.line limit $5`,
    [workspaceId, importId, outcomes, after ?? 0, limit],
  );
  return rows;
}
