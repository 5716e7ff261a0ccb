import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";

builder.queryField("tags", (t) =>
  t.prismaField({
    type: ["Tag"],
    authScopes: { memberOr: "READ_CONTACTS" },
    description: "The tags of the workspace, the oldest first.",
    resolve: (query, _root, _args, context) =>
      context.database.prisma.tag.findMany({
        ...query,
        where: { workspaceId: workspaceOf(context), deletedAt: null },
        orderBy: { id: "asc" },
      }),
  }),
);
