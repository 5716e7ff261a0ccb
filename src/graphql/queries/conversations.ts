import { decodeId } from "../../auth/global-id.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ConversationConnection, pageArguments } from "../connections.ts";
import { nodesQuery } from "../nodes-query.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { readPage } from "../paging.ts";
import { latestFirst } from "../types/conversation.ts";

builder.queryFields((t) => ({
  conversation: t.prismaField({
    type: "Conversation",
    nullable: true,
    authScopes: { memberOr: "READ_CONTACTS" },
    description: "A conversation by its id. Null if this workspace has none with that id.",
    args: { id: t.arg.id({ required: true, description: "The conversation's id." }) },
    resolve: (query, _root, { id }, context) => {
      const uuid = decodeId("Conversation", id);
      if (uuid === null) return null;
      const where = ofWorkspace(uuid, context);
      return context.database.prisma.conversation.findUnique({ ...query, where });
    },
  }),
  conversations: t.field({
    type: ConversationConnection,
    authScopes: { memberOr: "READ_CONTACTS" },
    description:
      "The conversations of the workspace, those with the latest message first. One that gets a message while you page moves to the front.",
    args: pageArguments,
    resolve: (_root, args, context, info) =>
      readPage(latestFirst, args, context.budget, ({ limit, after }) =>
        context.database.prisma.conversation.findMany({
          ...nodesQuery(context, info, "Conversation"),
          where: {
            workspaceId: workspaceOf(context),
            ...(after === null
              ? {}
              : {
                  // The first condition is implied by the second, and is what the index can use.
                  lastMessageAt: { lte: after.at },
                  OR: [
                    { lastMessageAt: { lt: after.at } },
                    { lastMessageAt: after.at, id: { lt: after.id } },
                  ],
                }),
          },
          orderBy: [{ lastMessageAt: "desc" }, { id: "desc" }],
          take: limit,
        }),
      ),
  }),
}));
