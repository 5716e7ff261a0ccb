import type { Pool } from "pg";
import { commit, inTransaction } from "../workspace-lock.ts";
import { asJson } from "./import-json.ts";
import { enqueueImports } from "./import-queue.ts";
import type { ImportKey, ImportRecord, UndoResult } from "./import-record.ts";

export type Configuration = Pick<
  ImportRecord,
  "detected" | "dialect" | "columns" | "policy" | "problem"
>;

/** How the file is read from now on. What a preview said before is no longer so. False: somebody was faster. */
export async function saveConfiguration(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  version: string,
  { detected, dialect, columns, policy, problem }: Configuration,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update import set state = 'UPLOADED', detected = $4, dialect = $5, columns = $6, policy = $7, problem = $8,
       preview = null, new_groupings = '[]', rows_done = 0, rows_total = null, queued_at = null, started_at = null
     where workspace_id = $1 and id = $2 and xmin::text = $3`,
    [
      workspaceId,
      importId,
      version,
      asJson(detected),
      asJson(dialect),
      JSON.stringify(columns),
      policy,
      asJson(problem),
    ],
  );
  return rowCount === 1;
}

/** What was recognised of a file, whatever the state of its import. */
export async function saveAnalysis(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  { detected, dialect, columns, problem }: Omit<Configuration, "policy">,
): Promise<void> {
  await pool.query(
    `update import set detected = $3, dialect = $4, columns = $5, problem = $6 where workspace_id = $1 and id = $2`,
    [
      workspaceId,
      importId,
      asJson(detected),
      asJson(dialect),
      JSON.stringify(columns),
      asJson(problem),
    ],
  );
}

/** What an import waits for from now on. */
export type Queued = "PREVIEW_QUEUED" | "QUEUED" | "UNDO_QUEUED";

/** Puts the import behind the others of its workspace, if it is as it was read. False: it is not any more. */
export async function queueImport(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  {
    version,
    state,
    at,
    undoResult,
  }: {
    readonly version: string;
    readonly state: Queued;
    readonly at: Date;
    readonly undoResult?: UndoResult;
  },
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await client.query("begin");
    const { rowCount } = await client.query(
      `update import set state = $4, queued_at = $5, started_at = null, problem = null, cancel_requested = false,
         rows_done = 0, rows_total = case when $4 = 'QUEUED' then rows_total end, undo_result = $6
       where workspace_id = $1 and id = $2 and xmin::text = $3`,
      [workspaceId, importId, version, state, at, asJson(undoResult ?? null)],
    );
    if (rowCount === 1) await enqueueImports(client, workspaceId);
    await commit(client);
    return rowCount === 1;
  });
}

/**
 * Cancels what has not begun, and asks for it where it has: the job stops after the rows that it has in hand. Of what
 * has ended nothing changes.
 */
export async function cancelWaiting(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  at: Date,
): Promise<void> {
  await pool.query(
    `with cancelled as (
       update import set
         state = case when state in ('PREVIEWING', 'RUNNING') then state else 'CANCELLED' end,
         cancel_requested = true,
         finished_at = case when state in ('PREVIEWING', 'RUNNING') then finished_at else $3 end,
         file_removed_at = case when state in ('PREVIEWING', 'RUNNING') then file_removed_at else coalesce(file_removed_at, $3) end
       where workspace_id = $1 and id = $2
         and state in ('UPLOADED', 'PREVIEW_QUEUED', 'PREVIEWING', 'PREVIEWED', 'QUEUED', 'RUNNING', 'STOPPED')
       returning workspace_id, id, state
     ), ended as (select * from cancelled where state = 'CANCELLED'),
     rows as (delete from import_row r using ended e where r.workspace_id = e.workspace_id and r.import_id = e.id)
     delete from import_file_part p using ended e where p.workspace_id = e.workspace_id and p.import_id = e.id`,
    [workspaceId, importId, at],
  );
}

/** Removes the import, its file and what is known of its rows, unless it is under way. False: it is, or it is gone. */
export async function removeImport(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
): Promise<boolean> {
  const { rows } = await pool.query<{ removed: boolean }>(
    `with gone as (
       delete from import where workspace_id = $1 and id = $2
         and state in ('UPLOADED', 'PREVIEWED', 'FINISHED', 'CANCELLED', 'STOPPED', 'UNDONE')
       returning workspace_id, id
     ),
     parts as (delete from import_file_part p using gone g where p.workspace_id = g.workspace_id and p.import_id = g.id),
     rows as (delete from import_row r using gone g where r.workspace_id = g.workspace_id and r.import_id = g.id),
     outcomes as (delete from import_outcome o using gone g where o.workspace_id = g.workspace_id and o.import_id = g.id)
     select exists (select from gone) as removed`,
    [workspaceId, importId],
  );
  return rows[0]?.removed ?? false;
}
