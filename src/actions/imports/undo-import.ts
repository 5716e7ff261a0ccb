import { queueImport } from "../../database/imports/import-changes.ts";
import type { ImportRecord } from "../../database/imports/import-record.ts";
import { changed, changeImport, type ImportDeps } from "./change-import.ts";
import { type ImportResult, refuseImport } from "./import-refusals.ts";

/** Why an import can't be undone. */
export type UndoObstacle = "NOT_ENDED" | "NOTHING_APPLIED" | "UNDO_UNDER_WAY" | "UNDONE";

/** Null: it can be. */
export function undoObstacle({ state, result }: ImportRecord): UndoObstacle | null {
  switch (state) {
    case "FINISHED":
    case "CANCELLED":
      return hasApplied(result) ? null : "NOTHING_APPLIED";
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
};

/** Takes back what an import did. */
export const undoImport =
  (deps: ImportDeps) =>
  async (
    { workspaceId }: { readonly workspaceId: string },
    { importId }: { readonly importId: string },
  ): Promise<ImportResult> => {
    const key = { workspaceId, importId };
    return changeImport(deps, key, async ({ record, version }) => {
      const obstacle = undoObstacle(record);
      if (obstacle !== null)
        return refuseImport({ code: "IMPORT_NOT_READY", importId, message: MESSAGES[obstacle] });
      const queued = { version, state: "UNDO_QUEUED", at: deps.now() } as const;
      return (await queueImport(deps.database.pool, key, queued)) ? changed(importId) : null;
    });
  };
