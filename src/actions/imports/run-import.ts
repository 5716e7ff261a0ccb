import { queueImport } from "../../database/imports/import-changes.ts";
import { changed, changeImport, type ImportDeps, notReady } from "./change-import.ts";
import type { ImportResult } from "./import-refusals.ts";

/** Does what the preview said. */
export const runImport =
  (deps: ImportDeps) =>
  async (
    { workspaceId }: { readonly workspaceId: string },
    { importId }: { readonly importId: string },
  ): Promise<ImportResult> => {
    const key = { workspaceId, importId };
    return changeImport(deps, key, async ({ record, version }) => {
      if (record.state !== "PREVIEWED") return notReady(importId);
      const queued = { version, state: "QUEUED", at: deps.now() } as const;
      return (await queueImport(deps.database.pool, key, queued)) ? changed(importId) : null;
    });
  };
