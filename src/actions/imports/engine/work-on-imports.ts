import { isConnectionLoss } from "../../../database/connection-loss.ts";
import { OutcomeUnknown } from "../../../database/identity-transaction.ts";
import { removeImportFile } from "../../../database/imports/import-file.ts";
import { enqueueImports } from "../../../database/imports/import-queue.ts";
import type {
  ImportKey,
  ImportProblem,
  ImportRecord,
} from "../../../database/imports/import-record.ts";
import { readImport, readQueue } from "../../../database/imports/import-records.ts";
import {
  beginWork,
  endCancelledPreview,
  readLastLeader,
  savePreview,
  stopImport,
} from "../../../database/imports/import-steps.ts";
import { withImportTurn } from "../../../database/imports/import-turn.ts";
import type { IdentityDeps } from "../../identity-command.ts";
import { endRun } from "./apply-rows.ts";
import { dryRun } from "./dry-run.ts";
import {
  type EngineDeps,
  ImportCancelled,
  ImportStopped,
  ServerStops,
  type Work,
} from "./import-engine.ts";
import { createProgress } from "./progress.ts";
import { runRows } from "./run-rows.ts";
import { stageRows } from "./stage-rows.ts";
import { undoRows } from "./undo-rows.ts";

export type ImportWorkerDeps = EngineDeps & Pick<IdentityDeps, "writer" | "secrets">;

/**
 * Works on the imports of a workspace that wait, one after the other, until none is left. It may be called again at any
 * time and anywhere: only one works at a time, and it goes on where the last one was. One that meets a fault of this service
 * stays where it is, and those behind it have their turn; then that is thrown, and it goes on with the next call.
 */
export const workOnImports =
  (deps: ImportWorkerDeps) =>
  async (workspaceId: string, stopping: AbortSignal): Promise<void> => {
    const { pool } = deps.database;
    try {
      await withImportTurn(pool, workspaceId, async (askForTurn) => {
        const faults = new Map<string, unknown>();
        for (;;) {
          await askForTurn();
          const queue = await readQueue(pool, workspaceId);
          const importId = queue.find((one) => !faults.has(one));
          if (importId === undefined) break;
          await workUnlessFault(deps, { workspaceId, importId }, stopping, faults);
        }
        for (const fault of faults.values()) throw fault;
      });
    } catch (error) {
      if (!(error instanceof ServerStops)) throw error;
      // The next server begins at once, and needs not wait for this job to be missed.
      await enqueueImports(pool, workspaceId);
    }
  };

async function workUnlessFault(
  deps: ImportWorkerDeps,
  key: ImportKey,
  stopping: AbortSignal,
  faults: Map<string, unknown>,
): Promise<void> {
  const { pool } = deps.database;
  try {
    const record = await readImport(pool, key);
    if (record !== null) await workOn(deps, { deps, pool, record, key, stopping });
  } catch (error) {
    const isFault = !(error instanceof ServerStops || error instanceof OutcomeUnknown);
    if (!isFault || isConnectionLoss(error)) throw error;
    deps.log.error({ err: error, ...key }, "an import could not go on, and is tried again");
    faults.set(key.importId, error);
  } finally {
    deps.importMoves.ring(key.workspaceId, key.importId);
  }
}

async function workOn(deps: ImportWorkerDeps, work: Work): Promise<void> {
  switch (work.record.state) {
    case "PREVIEW_QUEUED":
    case "PREVIEWING":
      return preview(deps, work);
    case "QUEUED":
    case "RUNNING":
      return run(deps, work);
    case "UNDO_QUEUED":
    case "UNDOING":
      return undoRows(work);
    default:
    // It was cancelled since the queue was read.
  }
}

async function preview(deps: ImportWorkerDeps, work: Work): Promise<void> {
  const { pool, key } = work;
  if (!(await begin(work, "PREVIEW_QUEUED", "PREVIEWING"))) return;
  try {
    const workspace = await deps.secrets.find(key.workspaceId);
    if (workspace === null) throw new Error(`no workspace ${key.workspaceId}`);
    const { country } = workspace;
    const staged = await stageRows(work, country, createProgress(work, null));
    const tried = createProgress(work, staged.rows);
    await savePreview(pool, key, await dryRun(work, staged.newGroupings, tried));
  } catch (error) {
    if (error instanceof ServerStops || isConnectionLoss(error)) throw error;
    if (error instanceof ImportStopped) await stopImport(pool, key, error.problem);
    else if (!(error instanceof ImportCancelled)) {
      // Tried again by itself it would meet the same, and the imports behind it would wait.
      deps.log.error({ err: error, ...key }, "an import could not be tried");
      await stopImport(pool, key, FAULT);
    }
  }
  // Where it was cancelled meanwhile, neither was saved.
  if (await endCancelledPreview(pool, key, deps.now())) await clean(work);
}

const FAULT: ImportProblem = {
  code: "INTERNAL_ERROR",
  line: null,
  column: null,
  message:
    "An error of this service kept the file from being tried. Nothing was written: try again.",
};

async function run(deps: ImportWorkerDeps, work: Work): Promise<void> {
  const { pool, key } = work;
  if (!(await begin(work, "QUEUED", "RUNNING"))) return;
  let end: "FINISHED" | "CANCELLED" = "FINISHED";
  try {
    // Also where a fault ends each attempt before the first rows, with which it is looked for.
    if (work.record.cancelRequested) throw new ImportCancelled();
    await runRows(work, deps.writer, await readLastLeader(pool, key));
  } catch (error) {
    if (!(error instanceof ImportCancelled)) throw error;
    end = "CANCELLED";
  }
  await endRun(work, end);
  await clean(work);
}

async function begin(
  { pool, key, deps }: Work,
  from: ImportRecord["state"],
  to: ImportRecord["state"],
): Promise<boolean> {
  const begun = await beginWork(pool, key, { from, to, at: deps.now() });
  deps.importMoves.ring(key.workspaceId, key.importId);
  return begun;
}

/** A sweep does it later, where it fails. */
async function clean({ pool, key, deps }: Work): Promise<void> {
  await removeImportFile(pool, { ...key, at: deps.now() }).catch((err) => {
    if (isConnectionLoss(err)) deps.log.warn({ err, ...key }, "an import's file stays for a while");
    else throw err;
  });
}
