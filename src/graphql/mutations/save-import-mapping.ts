import { MOST_MAPPINGS, saveImportMapping } from "../../actions/imports/import-mappings.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { NameTaken } from "../grouping-refusals.ts";
import {
  ImportMappingNotFound,
  ImportNotFound,
  ImportNotReady,
  importRefusal,
  TooManyImportMappings,
} from "../import-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";

defineMutation("saveImportMapping", {
  description: `Saves what the columns of an import are, its policy, and how its file is read where that was not as detected, for files like it: at most ${MOST_MAPPINGS} mappings. For admins.`,
  authScopes: { admin: true },
  input: builder.inputType("SaveImportMappingInput", {
    description: "What to save, and under which name.",
    fields: (t) => ({
      importId: t.id({ required: true, description: "The import, in whatever state." }),
      name: t.string({
        required: true,
        description:
          "1 to 200 characters, its white space collapsed. Of the mappings of a workspace there is one of a name, whatever its case.",
      }),
      mappingId: t.id({
        description:
          "A mapping whose place the new one takes, its name included. Without it: another one.",
      }),
    }),
  }),
  payload: builder
    .objectRef<Named & { readonly mappingId: string }>("SaveImportMappingPayload")
    .implement({
      description: "The mapping was saved.",
      fields: (t) => ({
        importMapping: t.field({
          type: "ImportMapping",
          description: "The mapping.",
          resolve: async ({ mappingId }, _args, { loaders }) => {
            const mapping = await loaders.importMapping.load(mappingId);
            if (mapping === null) throw new Error("The mapping is not there any more.");
            return mapping;
          },
        }),
      }),
    }),
  refusals: [
    ImportNotFound,
    ImportNotReady,
    ImportMappingNotFound,
    TooManyImportMappings,
    NameTaken,
  ],
  resolve: async ({ name, ...input }, context) => {
    const importId = decodeId("Import", input.importId);
    if (importId === null) return { __typename: "ImportNotFound" };
    const mappingId = input.mappingId == null ? null : decodeId("ImportMapping", input.mappingId);
    if (mappingId === null && input.mappingId != null)
      return { __typename: "ImportMappingNotFound" };
    const wish = { importId, name, mappingId };
    const result = await saveImportMapping(context)(memberOf(context), wish);
    return result.ok
      ? { __typename: "SaveImportMappingPayload", mappingId: result.mappingId }
      : importRefusal(result.refusal);
  },
});
