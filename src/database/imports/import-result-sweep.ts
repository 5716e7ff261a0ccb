import type { Pool } from "pg";
import type { Log } from "../../log.ts";
import { createRounds, HOUR_MILLIS, type Rounds } from "../rounds.ts";
import { WITHOUT_SAMPLES } from "./import-json.ts";
import type { ImportKey } from "./import-record.ts";

const DAY_MILLIS = 24 * HOUR_MILLIS;
/** Rows that one statement deletes. */
const CHUNK_ROWS = 5_000;

/**
 * Removes what is known of the rows of imports that ended long ago: what became of each, refused rows, and the examples
 * and samples that are shown. Counts stay. It may be interrupted, and done by many servers at once.
 */
export function createImportResultSweep(options: {
  pool: Pool;
  /** How long it stays after the end. */
  keptDays: number;
  now: () => Date;
  log: Log;
  everyMillis?: number;
}): Rounds {
  const { pool, keptDays, now, log, everyMillis = HOUR_MILLIS } = options;

  async function round(stopped: () => boolean): Promise<void> {
    const before = new Date(now().getTime() - keptDays * DAY_MILLIS);
    const { rows } = await pool.query<ImportKey>(FIND, [before]);
    for (const { workspaceId, importId } of rows) {
      if (stopped()) return;
      // First of all it can't be undone any more: that needs the rows.
      const marked = await pool.query(MARK, [workspaceId, importId, now().toISOString()]);
      if (marked.rowCount === 0) continue;
      for (let removed = CHUNK_ROWS; removed === CHUNK_ROWS && !stopped(); )
        removed = (await pool.query(REMOVE, [workspaceId, importId, CHUNK_ROWS])).rowCount ?? 0;
    }
  }

  return createRounds({
    round,
    everyMillis,
    log,
    failure: "results of imports could not be removed",
  });
}

const ENDED = "x.state in ('FINISHED', 'CANCELLED', 'UNDONE')";

const FIND = `
  select x.workspace_id as "workspaceId", x.id as "importId" from import x
  where ${ENDED} and coalesce(x.undone_at, x.finished_at, x.created_at) < $1
    and (x.preview is not null and not x.preview ? 'rowsRemovedAt' or x.columns @? '$[*].samples[*]'
      or exists (select from import_outcome o where o.workspace_id = x.workspace_id and o.import_id = x.id))`;

const MARK = `
  update import x set columns = ${WITHOUT_SAMPLES},
    preview = x.preview || jsonb_build_object('examples', '{}'::jsonb, 'rowsRemovedAt', $3::text)
  where x.workspace_id = $1 and x.id = $2 and ${ENDED}`;

const REMOVE = `
  delete from import_outcome where workspace_id = $1 and import_id = $2 and line in (
    select line from import_outcome where workspace_id = $1 and import_id = $2 limit $3)`;
