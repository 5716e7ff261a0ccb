import { removeImport } from "../../database/imports/import-changes.ts";
import { UNDER_WAY } from "../../database/imports/import-record.ts";
import { changed, changeImport, type ImportDeps, notReady } from "./change-import.ts";
import type { ImportResult } from "./import-refusals.ts";

/** Removes an import with its file and what is known of its rows. What it did to contacts stays. */
export const deleteImport =
  (deps: ImportDeps) =>
  async (
    { workspaceId }: { readonly workspaceId: string },
    { importId }: { readonly importId: string },
  ): Promise<ImportResult> => {
    const key = { workspaceId, importId };
    return changeImport(deps, key, async ({ record: { state } }) => {
      if (UNDER_WAY.includes(state)) return notReady(importId);
      return (await removeImport(deps.database.pool, key)) ? changed(importId) : null;
    });
  };
