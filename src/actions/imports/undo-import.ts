import { queueImport } from "../../database/imports/import-changes.ts";
import type { ImportRecord } from "../../database/imports/import-record.ts";
import { readTouchedContacts } from "../../database/imports/touched-contacts.ts";
import { changed, changeImport, type ImportDeps } from "./change-import.ts";
import { type ImportResult, refuseImport } from "./import-refusals.ts";

/** Why an import can't be undone. */
export type UndoObstacle =
  | "NOT_ENDED"
  | "NOTHING_APPLIED"
  | "UNDO_UNDER_WAY"
  | "UNDONE"
  | "RESULT_EXPIRED";

/** Null: it can be. */
export function undoObstacle({ state, result, preview }: ImportRecord): UndoObstacle | null {
  switch (state) {
    case "FINISHED":
    case "CANCELLED":
      if (!hasApplied(result)) return "NOTHING_APPLIED";
      return preview?.rowsRemovedAt === undefined ? null : "RESULT_EXPIRED";
    case "UNDO_QUEUED":
    case "UNDOING":
      return "UNDO_UNDER_WAY";
    case "UNDONE":
      return "UNDONE";
    default:
      return "NOT_ENDED";
  }
}

const hasApplied = (result: ImportRecord["result"]): boolean =>
  result !== null && result.created + result.conflicting + result.filled > 0;

const MESSAGES: { readonly [O in UndoObstacle]: string } = {
  NOT_ENDED: "The import has not ended: cancel it first.",
  NOTHING_APPLIED: "The import changed nothing, so there is nothing to undo.",
  UNDO_UNDER_WAY: "The import is being undone already.",
  UNDONE: "The import was undone before.",
  RESULT_EXPIRED: "It is too late: what the import did to each contact is not kept any more.",
};

const PRUNED =
  "Events of the import are older than what is kept of the log, so what it did is not known any more.";

/**
 * Takes back what an import did: all of it, or nothing where somebody else has touched what it made or changed. Whom
 * somebody touches from now on, until it is undone, stays as he is.
 */
export const undoImport =
  (deps: ImportDeps) =>
  async (
    { workspaceId, memberId }: { readonly workspaceId: string; readonly memberId: string },
    { importId }: { readonly importId: string },
  ): Promise<ImportResult> => {
    const { pool } = deps.database;
    const key = { workspaceId, importId };
    return changeImport(deps, key, async ({ record, version }) => {
      const obstacle = undoObstacle(record);
      if (obstacle !== null)
        return refuseImport({ code: "IMPORT_NOT_READY", importId, message: MESSAGES[obstacle] });
      const { isPruned, count, contactIds } = await readTouchedContacts(pool, key);
      if (isPruned) return refuseImport({ code: "IMPORT_NOT_READY", importId, message: PRUNED });
      if (count > 0) return refuseImport({ code: "IMPORT_TOUCHED", importId, count, contactIds });
      const undoResult = { by: memberId, ...NOTHING_UNDONE };
      const queued = { version, state: "UNDO_QUEUED", at: deps.now(), undoResult } as const;
      return (await queueImport(pool, key, queued)) ? changed(importId) : null;
    });
  };

const NOTHING_UNDONE = { deletedContacts: 0, revertedContacts: 0, keptContacts: 0 };
