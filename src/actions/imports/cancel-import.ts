import { cancelWaiting } from "../../database/imports/import-changes.ts";
import { enqueueImports } from "../../database/imports/import-queue.ts";
import { type ImportRecord, UNDER_WAY } from "../../database/imports/import-record.ts";
import { changed, changeImport, type ImportDeps, notReady } from "./change-import.ts";
import type { ImportResult } from "./import-refusals.ts";

const PAST: readonly ImportRecord["state"][] = ["FINISHED", "UNDO_QUEUED", "UNDOING", "UNDONE"];

/** Ends an import where it is: at once, or after the rows that are in hand. What was applied stays. */
export const cancelImport =
  (deps: ImportDeps) =>
  async (
    { workspaceId }: { readonly workspaceId: string },
    { importId }: { readonly importId: string },
  ): Promise<ImportResult> => {
    const key = { workspaceId, importId };
    return changeImport(deps, key, async ({ record: { state, cancelRequested } }) => {
      if (PAST.includes(state)) return notReady(importId);
      if (state === "CANCELLED" || cancelRequested) return changed(importId);
      const { pool } = deps.database;
      await cancelWaiting(pool, key, deps.now());
      // After a fault its next attempt may be hours away.
      if (UNDER_WAY.includes(state)) await enqueueImports(pool, workspaceId);
      // Read again: it may have ended in between.
      return null;
    });
  };
