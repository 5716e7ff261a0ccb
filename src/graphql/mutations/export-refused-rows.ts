import { decodeId } from "../../auth/global-id.ts";
import { makeLink } from "../../auth/links.ts";
import { builder } from "../builder.ts";
import { ImportNotFound } from "../import-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";
import { REFUSED_ROWS_PATH, refusedRowsAddress } from "../refused-rows-address.ts";

interface Payload extends Named {
  readonly url: string;
  readonly expiresAt: Date;
}

defineMutation("exportRefusedRows", {
  description: `Makes a link with which a browser downloads the refused rows of an import as a CSV file: as they were in the file, each with its line and why it was refused. Mended, the file can be imported as it is. Whoever has the link has the file, so don't pass it on. Programs need no link: \`GET ${REFUSED_ROWS_PATH}?importId=…\` takes an admin's token as a header. For admins.`,
  authScopes: { admin: true },
  input: builder.inputType("ExportRefusedRowsInput", {
    description: "Of which import.",
    fields: (t) => ({ importId: t.id({ required: true, description: "The import." }) }),
  }),
  payload: builder.objectRef<Payload>("ExportRefusedRowsPayload").implement({
    description: "Where the file is.",
    fields: (t) => ({
      url: t.exposeString("url", {
        description:
          "Path and query on this server, to be opened as they are: they hold a token for this file alone.",
      }),
      expiresAt: t.expose("expiresAt", {
        type: "DateTime",
        description: "Until when the download can be begun: five minutes from now.",
      }),
    }),
  }),
  refusals: [ImportNotFound],
  resolve: async (input, context) => {
    const importId = decodeId("Import", input.importId);
    if (importId === null || (await context.loaders.import.load(importId)) === null)
      return { __typename: "ImportNotFound" };
    const address = refusedRowsAddress(input.importId);
    const link = await makeLink(context, memberOf(context), address);
    return { __typename: "ExportRefusedRowsPayload", ...link };
  },
});
