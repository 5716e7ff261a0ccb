import type { ImportKey } from "../../database/imports/import-record.ts";
import { readVersioned, type VersionedImport } from "../../database/imports/import-records.ts";
import type { Database } from "../../database/open.ts";
import { type ImportResult, refuseImport } from "./import-refusals.ts";

export interface ImportDeps {
  readonly database: Pick<Database, "pool" | "prisma">;
  /** Whoever follows an import looks again. Never waits or throws. */
  readonly importMoves: { ring(workspaceId: string, importId: string): void };
  readonly now: () => Date;
}

const ATTEMPTS = 10;

/**
 * Changes an import as it was read: when somebody changed it in between (`change` answers null), it is read again. Whoever
 * follows it is told.
 */
export async function changeImport(
  deps: ImportDeps,
  key: ImportKey,
  change: (found: VersionedImport) => Promise<ImportResult | null>,
): Promise<ImportResult> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await readVersioned(deps.database.pool, key);
    if (found === null) return refuseImport({ code: "IMPORT_NOT_FOUND" });
    const result = await change(found);
    if (result?.ok) deps.importMoves.ring(key.workspaceId, key.importId);
    if (result !== null) return result;
  }
  throw new Error("an import was changed by others again and again");
}

export const notReady = (importId: string) => refuseImport({ code: "IMPORT_NOT_READY", importId });
export const changed = (importId: string) => ({ ok: true, importId }) as const;
