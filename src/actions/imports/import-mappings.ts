import { newId } from "../../auth/new-id.ts";
import type { Dialect } from "../../csv/dialect.ts";
import {
  deleteMapping,
  insertMapping,
  updateMapping,
} from "../../database/imports/import-mappings.ts";
import type { ImportRecord, SavedColumn } from "../../database/imports/import-record.ts";
import { readImport } from "../../database/imports/import-records.ts";
import { normalizeGroupingName } from "../../identity/normalize/grouping-name.ts";
import { fold } from "../../identity/values.ts";
import type { ImportDeps } from "./change-import.ts";
import { type ImportResult, refuseImport } from "./import-refusals.ts";

export const MOST_MAPPINGS = 200;

export interface SaveMappingInput {
  readonly importId: string;
  readonly name: string;
  /** The mapping whose place it takes. */
  readonly mappingId: string | null;
}
type MappingResult = ImportResult<{ readonly mappingId: string }>;

/** Keeps what the columns of an import are, for files like it. */
export const saveImportMapping =
  ({ database: { pool }, now }: Pick<ImportDeps, "database" | "now">) =>
  async (
    { workspaceId }: { readonly workspaceId: string },
    { importId, ...input }: SaveMappingInput,
  ): Promise<MappingResult> => {
    const name = normalizeGroupingName(input.name);
    if (!name.ok) {
      const { problem, message } = name;
      const problems = [{ path: "name", problem, message }];
      return refuseImport({ code: "INVALID_INPUT", problems });
    }
    const record = await readImport(pool, { workspaceId, importId });
    if (record === null) return refuseImport({ code: "IMPORT_NOT_FOUND" });
    if (record.columns.length === 0) return refuseImport({ code: "IMPORT_NOT_READY", importId });
    const nameKey = fold(name.value);
    const id = input.mappingId ?? newId();
    const mapping = { workspaceId, id, name: name.value, ...savedOf(record) };
    const result =
      input.mappingId === null
        ? await insertMapping(
            pool,
            { ...mapping, createdAt: now() },
            { nameKey, most: MOST_MAPPINGS },
          )
        : await updateMapping(pool, mapping, nameKey);
    switch (result.saved) {
      case "SAVED":
        return { ok: true, mappingId: id };
      case "NAME_TAKEN":
        return refuseImport({ code: "MAPPING_NAME_TAKEN", mappingId: result.mappingId });
      case "TOO_MANY":
        return refuseImport({ code: "TOO_MANY_IMPORT_MAPPINGS" });
      case "NOT_FOUND":
        return refuseImport({ code: "IMPORT_MAPPING_NOT_FOUND" });
    }
  };

export const deleteImportMapping =
  ({ database: { pool } }: Pick<ImportDeps, "database">) =>
  async (
    { workspaceId }: { readonly workspaceId: string },
    { mappingId }: { readonly mappingId: string },
  ): Promise<MappingResult> =>
    (await deleteMapping(pool, workspaceId, mappingId))
      ? { ok: true, mappingId }
      : refuseImport({ code: "IMPORT_MAPPING_NOT_FOUND" });

/** By header: columns without one, and the later of two with the same, can't be told apart in another file. */
function savedOf({ columns, policy, detected, dialect }: ImportRecord) {
  const saved = new Map<string, SavedColumn>();
  for (const { header, target } of columns) {
    const key = fold(header);
    if (key !== "" && !saved.has(key)) saved.set(key, { header, target });
  }
  return { columns: [...saved.values()], policy, dialect: chosenOf(detected, dialect) };
}

function chosenOf(detected: Dialect | null, dialect: Dialect | null): Partial<Dialect> | null {
  if (detected === null || dialect === null) return null;
  const chosen = Object.entries(dialect).filter(
    ([name, value]) => detected[name as keyof Dialect] !== value,
  );
  return chosen.length === 0 ? null : Object.fromEntries(chosen);
}
