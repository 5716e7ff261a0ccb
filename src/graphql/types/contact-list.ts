import type { ListedVisitor } from "../../database/list-members.ts";
import { builder } from "../builder.ts";
import { AnonymousVisitorConnection, ContactConnection, pageArguments } from "../connections.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { byId, byTime, readPage } from "../paging.ts";

const lastAddedFirst = byTime((visitor: ListedVisitor) => visitor.addedAt);

builder.prismaNode("ContactList", {
  name: "ContactList",
  description: "A named list of contacts and anonymous visitors.",
  id: { resolve: (list) => list.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    name: t.exposeString("name", {
      description: "Its name. Example: `Contacts involved in Conversations`.",
    }),
    isDefault: t.boolean({
      description:
        "Whether it is the list that gains each visitor who is identified in a conversation. It can be neither renamed nor deleted.",
      resolve: async (list, _args, { loaders }) =>
        (await loaders.workspace.load(list.workspaceId))?.defaultListId === list.id,
    }),
    contacts: t.field({
      type: ContactConnection,
      args: pageArguments,
      description: "Its active contacts, the newest first.",
      resolve: (list, args, { loaders, budget }) =>
        readPage(byId, args, budget, (page) =>
          loaders.contactsOfList.load({ parentId: list.id, ...page }),
        ),
    }),
    visitors: t.field({
      type: AnonymousVisitorConnection,
      args: pageArguments,
      description: "Its anonymous visitors, those added last first.",
      resolve: (list, args, { loaders, budget }) =>
        readPage(lastAddedFirst, args, budget, (page) =>
          loaders.visitorsOfList.load({ parentId: list.id, ...page }),
        ),
    }),
    memberCount: t.int({
      description:
        "How many active contacts and anonymous visitors are on it. Counted when it is asked for.",
      resolve: (list, _args, { loaders }) => loaders.memberCountOfList.load(list.id),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
  }),
});
