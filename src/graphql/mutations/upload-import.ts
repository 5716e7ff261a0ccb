import { UPLOAD_PROBLEMS, type UploadProblem } from "../../actions/imports/upload-problem.ts";
import { builder } from "../builder.ts";
import { enumOf } from "../enum-of.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { REFUSALS } from "../refusal-names.ts";
import { Refusal, type RefusalValue } from "../refusals.ts";
import { importPayload } from "./import-payload.ts";

const ImportFileProblem = enumOf<UploadProblem>(
  "ImportFileProblem",
  "Why the file of an import is not taken.",
  UPLOAD_PROBLEMS,
);

interface ImportFileRefusedValue extends RefusalValue {
  readonly reason: UploadProblem;
}
const ImportFileRefused = builder.objectRef<ImportFileRefusedValue>("ImportFileRefused").implement({
  description: REFUSALS.ImportFileRefused,
  interfaces: [Refusal],
  fields: (t) => ({
    fileProblem: t.expose("reason", { type: ImportFileProblem, description: "Why, for programs." }),
  }),
});

defineMutation("uploadImport", {
  description:
    "Makes an import of a CSV file of at most 8 MiB, compressed with gzip or not; nothing happens to contacts yet. The operation is sent with its file as one `multipart/form-data` request (github.com/jaydenseric/graphql-multipart-request-spec) with the header `apollo-require-preflight: true`. Larger files are sent by `PUT /imports?fileName=…`, with the file as the body. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("UploadImportInput", {
    description: "A file, and what it is called.",
    fields: (t) => ({
      file: t.field({ type: "File", required: true, description: "The file." }),
      fileName: t.string({
        description: "What the import is called after, if not after the file's own name.",
      }),
    }),
  }),
  payload: importPayload("UploadImportPayload", "The import that was made of the file."),
  refusals: [ImportFileRefused],
  resolve: async ({ file, fileName }, context) => {
    const given = { fileName: fileName ?? file.name, bytes: file.bytes() };
    const result = await context.uploads.upload(memberOf(context), given);
    if (result.ok) return { __typename: "UploadImportPayload", importId: result.importId } as const;
    const { problem: reason } = result;
    const message = UPLOAD_PROBLEMS[reason];
    return { __typename: "ImportFileRefused", reason, message } satisfies ImportFileRefusedValue;
  },
});
