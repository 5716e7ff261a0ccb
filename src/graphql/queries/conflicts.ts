import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ConflictFieldConnection, pageArguments } from "../connections.ts";
import { nodesQuery } from "../nodes-query.ts";
import { byId, readPage } from "../paging.ts";
import { ConflictStatus, ContactField } from "../types/enums.ts";

const ConflictFilter = builder.inputType("ConflictFilter", {
  description: "Which conflicts are wanted.",
  fields: (t) => ({
    status: t.field({
      type: ConflictStatus,
      description: "Only those of this status. Without it: the open ones.",
    }),
    field: t.field({ type: ContactField, description: "Only those of this field." }),
  }),
});

builder.queryFields((t) => ({
  conflicts: t.field({
    type: ConflictFieldConnection,
    authScopes: { memberOr: "READ_CONTACTS" },
    description: "The conflicts of all contacts of the workspace, the newest first.",
    args: {
      ...pageArguments,
      filter: t.arg({ type: ConflictFilter, description: "Which are wanted." }),
    },
    resolve: (_root, { filter, ...args }, context, info) =>
      readPage(byId, args, context.budget, ({ limit, after }) =>
        context.database.prisma.conflict.findMany({
          ...nodesQuery(context, info, "ConflictField"),
          where: {
            workspaceId: workspaceOf(context),
            status: filter?.status ?? "open",
            ...(filter?.field ? { field: filter.field } : {}),
            ...(after === null ? {} : { id: { lt: after } }),
          },
          orderBy: { id: "desc" },
          take: limit,
        }),
      ),
  }),
}));
