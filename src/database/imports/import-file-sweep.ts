import type { Pool } from "pg";
import type { Log } from "../../log.ts";
import { createRounds, HOUR_MILLIS, type Rounds } from "../rounds.ts";
import { type ImportFile, removeImportFile } from "./import-file.ts";
import { WITHOUT_SAMPLES } from "./import-json.ts";
import { LONGEST_UPLOAD_MILLIS, removeUpload } from "./save-upload.ts";

const TEN_MINUTES = 10 * 60 * 1000;

/** What an import is told whose file was kept for as long as it may be. */
const EXPIRED = {
  code: "FILE_EXPIRED",
  line: null,
  column: null,
  message: "The file was not imported in time, so it was removed. Upload it again.",
};

/**
 * Removes files that nobody will need: of uploads whose server was killed, of imports that ended, and of those that were
 * not run in time. It may be interrupted, and done by many servers at once: each statement finds what is left.
 */
export function createImportFileSweep(options: {
  pool: Pool;
  /** How long a file waits to be run. */
  keptHours: number;
  now: () => Date;
  log: Log;
  everyMillis?: number;
}): Rounds {
  const { pool, keptHours, now, log, everyMillis = TEN_MINUTES } = options;

  async function removeBrokenOff(stopped: () => boolean): Promise<void> {
    const before = new Date(now().getTime() - LONGEST_UPLOAD_MILLIS);
    const broken = await find("state = 'UPLOADING' and created_at < $1", [before]);
    for (const file of broken) {
      if (stopped()) return;
      await removeUpload(pool, file);
    }
  }

  /** Whoever ends an import removes its file; this is for when that server was killed in between. */
  async function removeEnded(stopped: () => boolean): Promise<void> {
    const ended = await find(
      `file_removed_at is null and state in ('FINISHED', 'CANCELLED', 'UNDO_QUEUED', 'UNDOING', 'UNDONE')`,
    );
    for (const file of ended) {
      if (stopped()) return;
      await removeImportFile(pool, { ...file, at: now() });
    }
  }

  async function removeExpired(stopped: () => boolean): Promise<void> {
    const before = new Date(now().getTime() - keptHours * HOUR_MILLIS);
    const waiting = await find(
      `file_removed_at is null and state in ('UPLOADED', 'PREVIEWED', 'STOPPED') and created_at < $1`,
      [before],
    );
    for (const { workspaceId, importId } of waiting) {
      if (stopped()) return;
      await pool.query(EXPIRE, [workspaceId, importId, now(), JSON.stringify(EXPIRED)]);
    }
  }

  async function find(condition: string, values: unknown[] = []): Promise<ImportFile[]> {
    const { rows } = await pool.query<ImportFile>(
      `select workspace_id as "workspaceId", id as "importId" from import where ${condition}`,
      values,
    );
    return rows;
  }

  return createRounds({
    async round(stopped) {
      for (const remove of [removeBrokenOff, removeEnded, removeExpired])
        if (!stopped()) await remove(stopped);
    },
    everyMillis,
    log,
    failure: "files of imports could not be removed",
  });
}

/** What was staged and shown of the rows goes with the file. It is asked again whether it waits: it may just have been run. */
const EXPIRE = `
  with expired as (
    update import x set state = 'STOPPED', problem = $4::jsonb, file_removed_at = $3, columns = ${WITHOUT_SAMPLES},
      preview = jsonb_set(x.preview, '{examples}', '{}')
    where workspace_id = $1 and id = $2 and file_removed_at is null and state in ('UPLOADED', 'PREVIEWED', 'STOPPED')
    returning workspace_id, id
  ), rows as (
    delete from import_row r using expired e where r.workspace_id = e.workspace_id and r.import_id = e.id
  )
  delete from import_file_part p using expired e where p.workspace_id = e.workspace_id and p.import_id = e.id`;
