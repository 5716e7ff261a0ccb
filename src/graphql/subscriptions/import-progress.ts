import { GraphQLError } from "graphql";
import { decodeId } from "../../auth/global-id.ts";
import { readImport } from "../../database/imports/import-records.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { REFUSALS } from "../refusal-names.ts";

builder.subscriptionField("importProgress", (t) =>
  t.field({
    type: "Import",
    authScopes: { admin: true },
    description:
      "An import as it is now, and again whenever it moved, a few times a second at the most. It completes as soon as nothing is under way: the import is previewed, finished, cancelled, stopped or undone, and the last one says which. What passed in between is not kept. For admins.",
    args: { importId: t.arg.id({ required: true, description: "The import." }) },
    subscribe: async (_root, args, context) => {
      const workspaceId = workspaceOf(context);
      const importId = decodeId("Import", args.importId);
      const key = importId === null ? null : { workspaceId, importId };
      if (key === null || (await readImport(context.database.pool, key)) === null)
        throw new GraphQLError(REFUSALS.ImportNotFound, {
          extensions: { code: "IMPORT_NOT_FOUND" },
        });
      return context.importMoves.follow(key);
    },
    resolve: (record) => record,
  }),
);
