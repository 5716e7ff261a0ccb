import { deleteImportMapping } from "../../actions/imports/import-mappings.ts";
import { decodeId, encodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { ImportMappingNotFound, importRefusal } from "../import-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";

defineMutation("deleteImportMapping", {
  description:
    "Deletes a saved mapping. Imports that were configured with it stay as they are. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("DeleteImportMappingInput", {
    description: "Which mapping to delete.",
    fields: (t) => ({ mappingId: t.id({ required: true, description: "The mapping." }) }),
  }),
  payload: builder
    .objectRef<Named & { readonly mappingId: string }>("DeleteImportMappingPayload")
    .implement({
      description: "The mapping is no more.",
      fields: (t) => ({
        deletedMappingId: t.id({
          description: "The id that it had.",
          resolve: ({ mappingId }) => encodeId("ImportMapping", mappingId),
        }),
      }),
    }),
  refusals: [ImportMappingNotFound],
  resolve: async (input, context) => {
    const mappingId = decodeId("ImportMapping", input.mappingId);
    if (mappingId === null) return { __typename: "ImportMappingNotFound" };
    const result = await deleteImportMapping(context)(memberOf(context), { mappingId });
    return result.ok
      ? { __typename: "DeleteImportMappingPayload", mappingId }
      : importRefusal(result.refusal);
  },
});
