import type { Contact } from "../../database/generated/prisma/client.ts";
import { builder } from "../builder.ts";
import { ConversationConnection, pageArguments } from "../connections.ts";
import { readPage } from "../paging.ts";
import { ContactDetails } from "./contact-details.ts";
import { latestFirst } from "./conversation.ts";

export const VerifiedContact = builder.objectRef<Contact>("VerifiedContact").implement({
  description:
    "What a visitor may read of the contact that it proved to be: its own values and conversations, nothing that the business noted.",
  interfaces: [ContactDetails],
  fields: (t) => ({
    conversations: t.field({
      type: ConversationConnection,
      args: pageArguments,
      description: "The conversations of all its devices, those with the latest message first.",
      resolve: (contact, args, { loaders, budget }) =>
        readPage(latestFirst, args, budget, (page) =>
          loaders.conversationsOfContact.load({ parentId: contact.id, ...page }),
        ),
    }),
  }),
});
