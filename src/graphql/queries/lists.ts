import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";

builder.queryField("lists", (t) =>
  t.prismaField({
    type: ["ContactList"],
    authScopes: { memberOr: "READ_CONTACTS" },
    description: "The lists of the workspace, the oldest first.",
    resolve: (query, _root, _args, context) =>
      context.database.prisma.contactList.findMany({
        ...query,
        where: { workspaceId: workspaceOf(context), deletedAt: null },
        orderBy: { id: "asc" },
      }),
  }),
);
