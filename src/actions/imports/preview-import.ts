import { checkMapping } from "../../csv/mapping/check-mapping.ts";
import type { MappingProblem } from "../../csv/mapping/targets.ts";
import { queueImport, saveAnalysis } from "../../database/imports/import-changes.ts";
import type { ImportRecord } from "../../database/imports/import-record.ts";
import { analyseAgain } from "./analyse-import.ts";
import { changed, changeImport, type ImportDeps, notReady } from "./change-import.ts";
import { type ImportResult, refuseImport } from "./import-refusals.ts";

const PREVIEWABLE: readonly ImportRecord["state"][] = ["UPLOADED", "PREVIEWED", "STOPPED"];

/** Has the whole file tried, so that it is known what running it would do. */
export const previewImport =
  (deps: ImportDeps) =>
  async (
    { workspaceId }: { readonly workspaceId: string },
    { importId }: { readonly importId: string },
  ): Promise<ImportResult> => {
    const { pool } = deps.database;
    const key = { workspaceId, importId };
    return changeImport(deps, key, async ({ record, version }) => {
      if (!PREVIEWABLE.includes(record.state)) return notReady(importId);
      if (record.fileRemovedAt !== null) return refuseImport({ code: "IMPORT_FILE_GONE" });
      if (record.dialect === null) {
        await saveAnalysis(pool, key, await analyseAgain(deps, record, {}));
        return null;
      }
      const problems = whyNot(record);
      if (problems.length > 0) return refuseImport({ code: "IMPORT_MAPPING_INCOMPLETE", problems });
      const queued = { version, state: "PREVIEW_QUEUED", at: deps.now() } as const;
      return (await queueImport(pool, key, queued)) ? changed(importId) : null;
    });
  };

/** A file whose header could not be read is tried all the same, so that it is said what is wrong with it. */
const whyNot = ({ columns }: ImportRecord): MappingProblem[] =>
  columns.length === 0 ? [] : checkMapping(columns);
