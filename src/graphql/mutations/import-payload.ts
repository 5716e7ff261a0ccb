import type { ImportResult } from "../../actions/imports/import-refusals.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { existingImport } from "../existing-import.ts";
import { importRefusal } from "../import-refusals.ts";
import type { RefusalValue } from "../refusals.ts";

/** The payload of a mutation that did something to one import. */
interface ImportPayloadValue<Name extends string = string> {
  readonly __typename: Name;
  readonly importId: string;
}

export const importPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<ImportPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      import: t.field({
        type: "Import",
        description: "The import as it is now.",
        resolve: ({ importId }, _args, context) => existingImport(importId, context),
      }),
    }),
  });

/** Reads the import that the answer shows before it says so: in this very moment somebody else may delete it. */
export async function answerImport<Name extends string>(
  __typename: Name,
  importId: string,
  result: ImportResult,
  { loaders }: Context,
): Promise<ImportPayloadValue<Name> | RefusalValue> {
  if ((await loaders.import.load(importId)) === null) return { __typename: "ImportNotFound" };
  return result.ok ? { __typename, importId } : importRefusal(result.refusal);
}
