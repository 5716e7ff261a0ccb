import { deleteImport } from "../../actions/imports/delete-import.ts";
import { decodeId, encodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { ImportNotFound, ImportNotReady } from "../import-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";
import { answerImport } from "./import-payload.ts";

defineMutation("deleteImport", {
  description:
    "Deletes an import for good: its file, its refused rows, and what became of the others. What it did to contacts stays, and can't be undone as a whole any more. One that is under way has to be cancelled first. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("DeleteImportInput", {
    description: "Which import to delete.",
    fields: (t) => ({ importId: t.id({ required: true, description: "The import." }) }),
  }),
  payload: builder
    .objectRef<Named & { readonly importId: string }>("DeleteImportPayload")
    .implement({
      description: "The import is no more.",
      fields: (t) => ({
        deletedImportId: t.id({
          description: "The id that the import had.",
          resolve: ({ importId }) => encodeId("Import", importId),
        }),
      }),
    }),
  refusals: [ImportNotFound, ImportNotReady],
  resolve: async (input, context) => {
    const importId = decodeId("Import", input.importId);
    if (importId === null) return { __typename: "ImportNotFound" };
    const result = await deleteImport(context)(memberOf(context), { importId });
    return result.ok
      ? { __typename: "DeleteImportPayload", importId }
      : answerImport("DeleteImportPayload", importId, result, context);
  },
});
