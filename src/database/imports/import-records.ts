import type { Pool } from "pg";
import type { ImportKey, ImportRecord, ImportState } from "./import-record.ts";

const COLUMNS = `workspace_id as "workspaceId", id, file_name as "fileName", byte_size::float8 as "byteSize", state, detected,
  dialect, columns, policy, new_groupings as "newGroupings", preview, problem, result, undo_result as "undoResult",
  rows_done as "rowsDone", rows_total as "rowsTotal", cancel_requested as "cancelRequested", created_by as "createdBy",
  created_at as "createdAt", queued_at as "queuedAt", started_at as "startedAt", finished_at as "finishedAt",
  undone_at as "undoneAt", file_removed_at as "fileRemovedAt"`;

/** Those of the ids that are there. A file that still comes is not. */
export async function readImports(
  pool: Pool,
  workspaceId: string,
  ids: readonly string[],
): Promise<ImportRecord[]> {
  const { rows } = await pool.query<ImportRecord>(
    `select ${COLUMNS} from import where workspace_id = $1 and id = any($2::uuid[]) and state <> 'UPLOADING'`,
    [workspaceId, ids],
  );
  return rows;
}

export async function readImport(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
): Promise<ImportRecord | null> {
  const [found] = await readImports(pool, workspaceId, [importId]);
  return found ?? null;
}

/** The newest first. */
export async function listImports(
  pool: Pool,
  page: {
    readonly workspaceId: string;
    readonly states: readonly ImportState[] | null;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<ImportRecord[]> {
  const { rows } = await pool.query<ImportRecord>(
    `select ${COLUMNS} from import
     where workspace_id = $1 and state <> 'UPLOADING' and ($2::text[] is null or state = any($2))
       and ($3::uuid is null or id < $3)
     order by id desc limit $4`,
    [page.workspaceId, page.states, page.after, page.limit],
  );
  return rows;
}

/** The ids of the imports that wait or are worked on, in the order in which they have their turn. */
export async function readQueue(pool: Pool, workspaceId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from import
     where workspace_id = $1 and state in ('PREVIEW_QUEUED', 'PREVIEWING', 'QUEUED', 'RUNNING', 'UNDO_QUEUED', 'UNDOING')
     order by queued_at, id`,
    [workspaceId],
  );
  return rows.map(({ id }) => id);
}

/** An import and the version of its row, to change it only as it was read. */
export interface VersionedImport {
  readonly record: ImportRecord;
  readonly version: string;
}

export async function readVersioned(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
): Promise<VersionedImport | null> {
  const { rows } = await pool.query<ImportRecord & { version: string }>(
    `select ${COLUMNS}, xmin::text as version from import
     where workspace_id = $1 and id = $2 and state <> 'UPLOADING'`,
    [workspaceId, importId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { version, ...record } = row;
  return { record, version };
}
