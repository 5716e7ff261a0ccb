import type { Dialect } from "../../csv/dialect.ts";
import { checkMapping } from "../../csv/mapping/check-mapping.ts";
import type { ColumnTarget } from "../../csv/mapping/targets.ts";
import { type Configuration, saveConfiguration } from "../../database/imports/import-changes.ts";
import { readMappings } from "../../database/imports/import-mappings.ts";
import type {
  ImportColumn,
  ImportMappingRecord,
  ImportRecord,
} from "../../database/imports/import-record.ts";
import type { ImportPolicy } from "../../identity/import-model.ts";
import { fold } from "../../identity/values.ts";
import type { PeopleInputProblem } from "../people-refusals.ts";
import { analyseAgain } from "./analyse-import.ts";
import { changed, changeImport, type ImportDeps, notReady } from "./change-import.ts";
import { type ImportResult, refuseImport } from "./import-refusals.ts";

/** By what is given: the rest stays as it is. */
export interface ConfigureImportInput {
  readonly importId: string;
  readonly dialect: Partial<Dialect>;
  /** By column; others stay as they are mapped. */
  readonly columns: readonly ColumnChoice[];
  readonly policy: ImportPolicy | null;
  /** A mapping that was saved: it goes before what stays, and after what is given. */
  readonly mappingId: string | null;
}
export interface ColumnChoice {
  readonly column: number;
  readonly target: ColumnTarget;
}

const CONFIGURABLE: readonly ImportRecord["state"][] = ["UPLOADED", "PREVIEWED", "STOPPED"];

/** Says how a file is read, and what becomes of what differs. */
export const configureImport =
  (deps: ImportDeps) =>
  async (
    { workspaceId }: { readonly workspaceId: string },
    input: ConfigureImportInput,
  ): Promise<ImportResult> => {
    const key = { workspaceId, importId: input.importId };
    return changeImport(deps, key, async ({ record, version }) => {
      if (!CONFIGURABLE.includes(record.state)) return notReady(record.id);
      if (record.fileRemovedAt !== null) return refuseImport({ code: "IMPORT_FILE_GONE" });
      const mapping = await savedMapping(deps, workspaceId, input.mappingId);
      if (mapping === undefined) return refuseImport({ code: "IMPORT_MAPPING_NOT_FOUND" });
      const read = await readAs(deps, record, { ...mapping?.dialect, ...input.dialect });
      const columns = mapColumns(read.columns, mapping, input.columns);
      const problems = inputProblems(columns, input.columns);
      if (problems.length > 0) return refuseImport({ code: "INVALID_INPUT", problems });
      const policy = input.policy ?? mapping?.policy ?? record.policy;
      const saved = await saveConfiguration(deps.database.pool, key, version, {
        ...read,
        columns,
        policy,
      });
      return saved ? changed(record.id) : null;
    });
  };

/** Undefined: there is none of that id. */
async function savedMapping(
  { database }: ImportDeps,
  workspaceId: string,
  mappingId: string | null,
): Promise<ImportMappingRecord | null | undefined> {
  if (mappingId === null) return null;
  return (await readMappings(database.pool, workspaceId, [mappingId]))[0];
}

/** Header and suggestions, made anew when the file is to be read otherwise than before. */
async function readAs(
  deps: ImportDeps,
  record: ImportRecord,
  chosen: Partial<Dialect>,
): Promise<Omit<Configuration, "policy">> {
  const { detected, dialect, columns } = record;
  const isNew = Object.entries(chosen).some(
    ([name, value]) => dialect?.[name as keyof Dialect] !== value,
  );
  if (dialect !== null && columns.length > 0 && !isNew)
    return { detected, dialect, columns, problem: null };
  return analyseAgain(deps, record, { ...dialect, ...chosen });
}

function mapColumns(
  columns: readonly ImportColumn[],
  mapping: ImportMappingRecord | null,
  choices: readonly ColumnChoice[],
): ImportColumn[] {
  const saved = new Map(mapping?.columns.map(({ header, target }) => [fold(header), target]));
  const chosen = new Map(choices.map(({ column, target }) => [column, target]));
  return columns.map((column) => ({
    ...column,
    target: chosen.get(column.column) ?? saved.get(fold(column.header)) ?? column.target,
  }));
}

/** What is wrong with the choices themselves. What is still missing is the preview's to refuse. */
function inputProblems(
  columns: readonly ImportColumn[],
  choices: readonly ColumnChoice[],
): PeopleInputProblem[] {
  const numbers = choices.map(({ column }) => column);
  const problems: PeopleInputProblem[] = [];
  numbers.forEach((column, index) => {
    const path = `columns.${index}.column`;
    if (!columns.some((one) => one.column === column))
      problems.push({
        path,
        problem: "MALFORMED",
        message: "The file has no column of that number.",
      });
    else if (numbers.indexOf(column) < index)
      problems.push({ path, problem: "REPEATED", message: "A column is mapped once." });
  });
  for (const { code, columns: about, message } of checkMapping(columns)) {
    const part = INPUT_PARTS[code as keyof typeof INPUT_PARTS];
    const index = numbers.findIndex((column) => about.includes(column));
    if (part !== undefined && index >= 0)
      problems.push({ path: `columns.${index}.${part}`, problem: "MALFORMED", message });
  }
  return problems;
}

const INPUT_PARTS = { MALFORMED_ATTRIBUTE_KEY: "attributeKey", MALFORMED_SEPARATOR: "separator" };
