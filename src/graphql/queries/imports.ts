import { listMappings } from "../../database/imports/import-mappings.ts";
import { listImports } from "../../database/imports/import-records.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { NEWEST_FIRST, pageArguments } from "../connections.ts";
import { byId, readPage } from "../paging.ts";
import { ImportState } from "../types/import-enums.ts";

const ImportConnection = builder.connectionObject(
  {
    type: "Import",
    name: "ImportConnection",
    description: `A page of imports. ${NEWEST_FIRST}`,
  },
  { name: "ImportEdge", description: "An import, and its cursor." },
);

builder.queryFields((t) => ({
  imports: t.field({
    type: ImportConnection,
    authScopes: { admin: true },
    description: "The imports of the workspace, the newest first. For admins.",
    args: {
      ...pageArguments,
      states: t.arg({ type: [ImportState], description: "Only those in one of these states." }),
    },
    resolve: (_root, { states, ...args }, context) =>
      readPage(byId, args, context.budget, (page) =>
        listImports(context.database.pool, {
          ...page,
          workspaceId: workspaceOf(context),
          states: states ?? null,
        }),
      ),
  }),
  importMappings: t.field({
    type: ["ImportMapping"],
    authScopes: { admin: true },
    description: "The saved mappings of the workspace, by name. For admins.",
    resolve: (_root, _args, context) => listMappings(context.database.pool, workspaceOf(context)),
  }),
}));
