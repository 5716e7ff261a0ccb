import { decodeId } from "../../auth/global-id.ts";
import { whereAssigned } from "../assignee.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ConversationConnection, pageArguments } from "../connections.ts";
import { nodesQuery } from "../nodes-query.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { readPage } from "../paging.ts";
import { latestFirst } from "../types/conversation.ts";

const ConversationFilter = builder.inputType("ConversationFilter", {
  description: "Which conversations are wanted.",
  fields: (t) => ({
    assigneeId: t.id({ description: "Only those of this member." }),
  }),
});

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
    args: {
      ...pageArguments,
      filter: t.arg({ type: ConversationFilter, description: "Which are wanted." }),
    },
    resolve: (_root, { filter, ...args }, context, info) =>
      readPage(latestFirst, args, context.budget, ({ limit, after }) =>
        context.database.prisma.conversation.findMany({
          ...nodesQuery(context, info, "Conversation"),
          where: {
            workspaceId: workspaceOf(context),
            ...whereAssigned(filter?.assigneeId),
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
