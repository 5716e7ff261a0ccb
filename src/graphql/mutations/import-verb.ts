import type { ObjectParam } from "@pothos/core";
import type { ImportDeps } from "../../actions/imports/change-import.ts";
import type { ImportResult } from "../../actions/imports/import-refusals.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder, type SchemaTypes } from "../builder.ts";
import { ImportNotFound, ImportNotReady } from "../import-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { answerImport, importPayload } from "./import-payload.ts";

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;
type Action = (
  deps: ImportDeps,
) => (
  caller: { readonly workspaceId: string; readonly memberId: string },
  input: { readonly importId: string },
) => Promise<ImportResult>;

/** A mutation that takes nothing but an import, and answers it as it is afterwards. */
export function defineImportVerb(
  name: string,
  verb: {
    readonly description: string;
    readonly done: string;
    readonly action: Action;
    readonly refusals?: readonly ObjectParam<Types>[];
  },
): void {
  const Name = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  defineMutation(name, {
    description: verb.description,
    authScopes: { admin: true },
    input: builder.inputType(`${Name}Input`, {
      description: "Which import.",
      fields: (t) => ({ importId: t.id({ required: true, description: "The import." }) }),
    }),
    payload: importPayload(`${Name}Payload`, verb.done),
    refusals: [ImportNotFound, ImportNotReady, ...(verb.refusals ?? [])],
    resolve: async (input, context) => {
      const importId = decodeId("Import", input.importId);
      if (importId === null) return { __typename: "ImportNotFound" };
      const result = await verb.action(context)(memberOf(context), { importId });
      return answerImport(`${Name}Payload`, importId, result, context);
    },
  });
}
