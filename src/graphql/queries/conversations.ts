import { decodeId } from "../../auth/global-id.ts";
import { readInbox } from "../../database/inbox.ts";
import { searchInbox } from "../../database/inbox-search.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ConversationConnection, pageArguments } from "../connections.ts";
import { ConversationFilter, readInboxFilter } from "../inbox-filter.ts";
import { nodesQuery } from "../nodes-query.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { readPage } from "../paging.ts";
import { latestFirst } from "../types/conversation.ts";

builder.queryFields((t) => ({
  conversation: t.prismaField({
    type: "Conversation",
    nullable: true,
    authScopes: { memberOr: "READ_CONTACTS", key: "AI_AGENT" },
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
    resolve: (_root, { filter: given, ...args }, context, info) => {
      const { filter, text } = readInboxFilter(given, context);
      const [workspaceId, { pool, prisma }] = [workspaceOf(context), context.database];
      return readPage(latestFirst, args, context.budget, async (page) => {
        const at = { workspaceId, ...page };
        const found = await (text === null
          ? readInbox(pool, at, filter)
          : searchInbox(pool, at, filter, text));
        const ids = found.map(({ id }) => id);
        const rows = await prisma.conversation.findMany({
          ...nodesQuery(context, info, "Conversation"),
          where: { workspaceId, id: { in: ids } },
        });
        const byId = new Map(rows.map((row) => [row.id, row]));
        // A message since the first statement moves none to another page.
        return found.flatMap(({ id, at: lastMessageAt }) => {
          const row = byId.get(id);
          return row ? [{ ...row, lastMessageAt }] : [];
        });
      });
    },
  }),
}));
