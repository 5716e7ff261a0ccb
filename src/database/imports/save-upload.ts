import type { Pool } from "pg";
import type { ImportFile } from "./import-file.ts";

/** So many may be under way in one workspace. Whoever sends files one after the other never meets it. */
const UPLOADS_AT_ONCE = 4;

/** An upload may take an hour; what is older has no server any more. */
export const LONGEST_UPLOAD_MILLIS = 2 * 60 * 60 * 1000;

export type UploadBegun = "BEGUN" | "TOO_MANY_AT_ONCE" | "TOO_MUCH_WAITING";

/**
 * Makes the import that an upload is for. It is in state `UPLOADING`, which nobody is shown, so that no transaction has to
 * stay open for as long as a slow sender takes. Of two that begin at once, both may count themselves in: it is a limit
 * against floods.
 */
export async function beginUpload(
  pool: Pool,
  upload: ImportFile & {
    readonly fileName: string;
    readonly memberId: string;
    readonly at: Date;
    /** How much may wait in the workspace, from files that nobody ran yet. */
    readonly maxWaitingBytes: number;
  },
): Promise<UploadBegun> {
  const { workspaceId, importId, fileName, memberId, at, maxWaitingBytes } = upload;
  const { rows } = await pool.query<{ uploads: number; waiting: string }>(
    `with kept as (
       select (count(*) filter (where state = 'UPLOADING' and created_at > $5::timestamptz - $6::float8 * interval '1 ms'))::int
           as uploads,
         coalesce(sum(byte_size) filter (where state <> 'UPLOADING'), 0) as waiting
       from import where workspace_id = $1 and file_removed_at is null
     ), made as (
       insert into import (workspace_id, id, file_name, byte_size, state, created_by, created_at)
       select $1, $2, $3, 0, 'UPLOADING', $4, $5 from kept where uploads < $7 and waiting < $8
     )
     select uploads, waiting from kept`,
    [
      workspaceId,
      importId,
      fileName,
      memberId,
      at,
      LONGEST_UPLOAD_MILLIS,
      UPLOADS_AT_ONCE,
      maxWaitingBytes,
    ],
  );
  const [kept] = rows;
  if (kept === undefined) throw new Error("a count answers one row");
  if (kept.uploads >= UPLOADS_AT_ONCE) return "TOO_MANY_AT_ONCE";
  return Number(kept.waiting) >= maxWaitingBytes ? "TOO_MUCH_WAITING" : "BEGUN";
}

/** @throws when the upload was removed meanwhile. */
export async function savePart(
  pool: Pool,
  { workspaceId, importId }: ImportFile,
  part: { readonly number: number; readonly bytes: Buffer },
): Promise<void> {
  const { rowCount } = await pool.query(
    `with upload as (
       update import set byte_size = byte_size + length($4::bytea)
       where workspace_id = $1 and id = $2 and state = 'UPLOADING' returning 1
     )
     insert into import_file_part (workspace_id, import_id, number, bytes) select $1, $2, $3, $4 from upload`,
    [workspaceId, importId, part.number, part.bytes],
  );
  if (rowCount !== 1) throw new Error("an upload was removed while it was under way");
}

/** From now on the import is there for everybody who may see it. */
export async function completeUpload(
  pool: Pool,
  { workspaceId, importId }: ImportFile,
): Promise<void> {
  const { rowCount } = await pool.query(
    `update import set state = 'UPLOADED' where workspace_id = $1 and id = $2 and state = 'UPLOADING'`,
    [workspaceId, importId],
  );
  if (rowCount !== 1) throw new Error("an upload was removed while it was under way");
}

/** Removes an upload that came to nothing, and what was stored of it. */
export async function removeUpload(
  pool: Pool,
  { workspaceId, importId }: ImportFile,
): Promise<void> {
  await pool.query(
    `with upload as (
       delete from import where workspace_id = $1 and id = $2 and state = 'UPLOADING' returning 1
     )
     delete from import_file_part where workspace_id = $1 and import_id = $2 and exists (select 1 from upload)`,
    [workspaceId, importId],
  );
}
