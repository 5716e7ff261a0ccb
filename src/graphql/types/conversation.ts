import type { Conversation, Message } from "../../database/generated/prisma/client.ts";
import { presentMember } from "../assignee.ts";
import { mayReadContacts } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { MessageConnection, pageArguments } from "../connections.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { byTime, readPage } from "../paging.ts";
import { Channel, ConversationStatus } from "./enums.ts";

export const latestFirst = byTime<Conversation>((conversation) => conversation.lastMessageAt);
const inOrder = byTime<Message>((message) => message.sentAt);

builder.prismaNode("Conversation", {
  name: "Conversation",
  description:
    "What one visitor and the business write to each other over one channel. A visitor sees its own, without what is known of it.",
  id: { resolve: (conversation) => conversation.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    channel: t.field({
      type: Channel,
      description: "The channel that it goes over.",
      resolve: (conversation) => conversation.channel as never,
    }),
    status: t.field({
      type: ConversationStatus,
      description: "Whether it goes on.",
      resolve: (conversation) => conversation.status as "open" | "closed",
    }),
    visitor: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description:
        "The visitor. For members, and integration keys that may read contacts; null to others.",
      resolve: (conversation, _args, context) =>
        mayReadContacts(context.caller)
          ? context.loaders.visitor.load(conversation.visitorId)
          : null,
    }),
    contact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The contact that its visitor is linked to; null while it is anonymous, and to callers who may not read contacts.",
      resolve: async (conversation, _args, context) => {
        if (!mayReadContacts(context.caller)) return null;
        const visitor = await context.loaders.visitor.load(conversation.visitorId);
        return visitor?.contactId ? context.loaders.contact.load(visitor.contactId) : null;
      },
    }),
    assignee: t.field({
      type: "Member",
      nullable: true,
      description:
        "The member whose it is; null: nobody's, also when that member was removed, and to callers who may not read contacts.",
      resolve: (conversation, _args, context) => presentMember(conversation.assigneeId, context),
    }),
    messages: t.field({
      type: MessageConnection,
      args: pageArguments,
      description: "Its messages, in the order in which they were sent.",
      resolve: (conversation, args, { loaders, budget }) =>
        readPage(inOrder, args, budget, (page) =>
          loaders.messagesOfConversation.load({ parentId: conversation.id, ...page }),
        ),
    }),
    openConflicts: t.field({
      type: ["ConflictField"],
      description:
        "The open conflicts of the person, whatever conversation they came from. Empty while the visitor is anonymous, and to callers who may not read contacts.",
      resolve: async (conversation, _args, context) => {
        if (!mayReadContacts(context.caller)) return [];
        const visitor = await context.loaders.visitor.load(conversation.visitorId);
        return visitor?.contactId
          ? context.loaders.openConflictsOfContact.load(visitor.contactId)
          : [];
      },
    }),
    openedAt: t.expose("openedAt", {
      type: "DateTime",
      description: "When its first message was received.",
    }),
    lastMessageAt: t.expose("lastMessageAt", {
      type: "DateTime",
      description: "When its latest message was sent.",
    }),
  }),
});
