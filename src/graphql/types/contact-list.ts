import { builder } from "../builder.ts";
import { ContactConnection, pageArguments } from "../connections.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { byId, readPage } from "../paging.ts";

builder.prismaNode("ContactList", {
  name: "ContactList",
  description: "A named list of contacts.",
  id: { resolve: (list) => list.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    name: t.exposeString("name", {
      description: "Its name. Example: `Contacts involved in Conversations`.",
    }),
    isDefault: t.boolean({
      description:
        "Whether it is the list that gains each visitor who is identified in a conversation. It can't be deleted.",
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
  }),
});
