import {
  type ConfigureImportInput as Configuration,
  configureImport,
} from "../../actions/imports/configure-import.ts";
import { decodeId } from "../../auth/global-id.ts";
import type { Dialect } from "../../csv/dialect.ts";
import { builder } from "../builder.ts";
import {
  ImportFileGone,
  ImportMappingNotFound,
  ImportNotFound,
  ImportNotReady,
} from "../import-refusals.ts";
import { readTarget, type TargetName } from "../import-target.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { type InputProblemValue, invalidInput } from "../refusals.ts";
import {
  ImportDelimiter,
  ImportEncoding,
  ImportPolicy,
  ImportQuote,
} from "../types/import-enums.ts";
import { ImportTarget } from "../types/import-target.ts";
import { answerImport, importPayload } from "./import-payload.ts";

const ImportColumnInput = builder.inputType("ImportColumnInput", {
  description: "What the cells of one column are.",
  fields: (t) => ({
    column: t.int({ required: true, description: "The number of the column, from 1." }),
    target: t.field({ type: ImportTarget, required: true, description: "What they are." }),
    attributeKey: t.string({ description: "With `ATTRIBUTE`, and only then: its key." }),
    separator: t.string({
      description: "With `TAGS` or `LISTS`: what parts the names in a cell. Without it: `;`.",
    }),
  }),
});

defineMutation("configureImport", {
  description:
    "Says how a file is read, what its columns are, and what becomes of what differs: by what is given, the rest stays. An import is configured before it is run; what a preview said before is gone then. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("ConfigureImportInput", {
    description: "How the file is imported.",
    fields: (t) => ({
      importId: t.id({ required: true, description: "The import." }),
      encoding: t.field({
        type: ImportEncoding,
        description:
          "How the file writes its characters, where that was detected wrongly. Where it is another one than before, its columns are found and mapped anew; so too for `delimiter` and `quote`.",
      }),
      delimiter: t.field({ type: ImportDelimiter, description: "What stands between its cells." }),
      quote: t.field({ type: ImportQuote, description: "What stands around its cells." }),
      mappingId: t.id({
        description: "A saved mapping to take over. What else is given goes before it.",
      }),
      columns: t.field({
        type: [ImportColumnInput],
        description:
          "What columns are, each named once. Those that are not named stay as they are mapped.",
      }),
      policy: t.field({ type: ImportPolicy, description: "What happens to what differs." }),
    }),
  }),
  payload: importPayload("ConfigureImportPayload", "The import as it is configured now."),
  refusals: [ImportNotFound, ImportNotReady, ImportFileGone, ImportMappingNotFound],
  resolve: async (input, context) => {
    const importId = decodeId("Import", input.importId);
    if (importId === null) return { __typename: "ImportNotFound" };
    const mappingId = input.mappingId == null ? null : decodeId("ImportMapping", input.mappingId);
    if (mappingId === null && input.mappingId != null)
      return { __typename: "ImportMappingNotFound" };
    const { columns, problems } = readColumns(input.columns ?? []);
    if (problems.length > 0) return invalidInput(...problems);
    const { policy = null } = input;
    const configuration = { importId, mappingId, columns, policy, dialect: dialectOf(input) };
    const result = await configureImport(context)(memberOf(context), configuration);
    return answerImport("ConfigureImportPayload", importId, result, context);
  },
});

interface GivenColumn {
  readonly column: number;
  readonly target: TargetName;
  readonly attributeKey?: string | null | undefined;
  readonly separator?: string | null | undefined;
}

function readColumns(given: readonly GivenColumn[]): {
  columns: Configuration["columns"];
  problems: InputProblemValue[];
} {
  const problems: InputProblemValue[] = [];
  const columns = given.flatMap(({ column, target, attributeKey, separator }, index) => {
    const wrong = (part: string, problem: "BLANK" | "MALFORMED", message: string) =>
      problems.push({ path: `columns.${index}.${part}`, problem, message });
    if (target !== "ATTRIBUTE" && attributeKey != null)
      wrong("attributeKey", "MALFORMED", "Only `ATTRIBUTE` has a key.");
    if (target !== "TAGS" && target !== "LISTS" && separator != null)
      wrong("separator", "MALFORMED", "Only `TAGS` and `LISTS` are parted.");
    const named = { target, attributeKey: attributeKey ?? null, separator: separator ?? null };
    const read = readTarget(named);
    if (read === null) wrong("attributeKey", "BLANK", "Say which attribute it is.");
    return read === null ? [] : [{ column, target: read }];
  });
  return { columns, problems };
}

const dialectOf = ({
  encoding,
  delimiter,
  quote,
}: {
  [Part in keyof Dialect]?: Dialect[Part] | null | undefined;
}): Partial<Dialect> => ({
  ...(encoding != null && { encoding }),
  ...(delimiter != null && { delimiter }),
  ...(quote != null && { quote }),
});
