import type { Conversation, Message } from "../../database/generated/prisma/client.ts";
import { presentMember } from "../assignee.ts";
import { mayReadContacts, mayReadConversations, mayReadMessages } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { MessageConnection, pageArguments } from "../connections.ts";
import type { Context } from "../context.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { byTime, readPage } from "../paging.ts";
import { ConversationStatus, HandoverState, MessageChannel } from "./enums.ts";
import { Handover, handoverOf } from "./handover.ts";
import { Person } from "./person.ts";

/** The contact that a visitor is linked to. Null to callers who may not read contacts. */
export async function contactOfVisitor(visitorId: string, { caller, loaders }: Context) {
  if (!mayReadContacts(caller)) return null;
  const visitor = await loaders.visitor.load(visitorId);
  return visitor?.contactId ? loaders.contact.load(visitor.contactId) : null;
}

export const latestFirst = byTime<Conversation>((conversation) => conversation.lastMessageAt);
const inOrder = byTime<Message>((message) => message.sentAt);
const backwards = { ...inOrder, letter: "u" };

const MessageOrder = builder.enumType("MessageOrder", {
  description: "From which end messages are read.",
  values: {
    OLDEST_FIRST: { description: "In the order in which they were sent." },
    NEWEST_FIRST: { description: "The latest first, then further and further back." },
  } as const,
});

builder.prismaNode("Conversation", {
  name: "Conversation",
  description:
    "What one visitor and the business write to each other over one channel. A visitor sees its own, without what is known of it.",
  id: { resolve: (conversation) => conversation.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    channel: t.field({
      type: MessageChannel,
      description: "The channel that it goes over.",
      resolve: (conversation) => conversation.channel as never,
    }),
    status: t.field({
      type: ConversationStatus,
      description: "Whether it goes on: `CLOSED` in the state of that name.",
      resolve: ({ state }) => (state === "CLOSED" ? "closed" : "open"),
    }),
    state: t.field({
      type: HandoverState,
      description: "Whose turn it is to answer.",
      resolve: (conversation) => conversation.state as never,
    }),
    handover: t.field({
      type: Handover,
      nullable: true,
      description:
        "The handover that it waits in, from the AI agent's request until an agent takes it; null otherwise, and to whoever may not read what is in it.",
      resolve: (conversation, _args, { caller }) =>
        mayReadMessages(caller) ? handoverOf(conversation) : null,
    }),
    language: t.exposeString("language", {
      nullable: true,
      description: "The language that it is held in, a BCP 47 tag, where somebody said it.",
    }),
    unreadCount: t.int({
      nullable: true,
      description:
        "How many messages of the visitor no agent has read. For members, and integration keys that may read it; null to others.",
      resolve: ({ unreadCount }, _args, { caller }) =>
        mayReadMessages(caller) ? unreadCount : null,
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
    person: t.field({
      type: Person,
      nullable: true,
      description:
        "Whom it is with: the contact, or the visitor while it is anonymous. Null to callers who may not read contacts.",
      resolve: async (conversation, _args, context) => {
        if (!mayReadContacts(context.caller)) return null;
        const contact = await contactOfVisitor(conversation.visitorId, context);
        return contact ?? context.loaders.visitor.load(conversation.visitorId);
      },
    }),
    contact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The contact that its visitor is linked to; null while it is anonymous, and to callers who may not read contacts.",
      resolve: ({ visitorId }, _args, context) => contactOfVisitor(visitorId, context),
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
      args: {
        ...pageArguments,
        order: t.arg({
          type: MessageOrder,
          defaultValue: "OLDEST_FIRST",
          description: "From which end. A cursor is of one order and opens none of the other.",
        }),
      },
      description:
        "Its messages in the order in which they were sent, by the channel's clock. A console that opens a conversation asks for `NEWEST_FIRST`, and pages back. None to integration keys that neither may read contacts nor are an AI agent's.",
      resolve: (conversation, { order, ...args }, { caller, loaders, budget }) => {
        const newestFirst = order === "NEWEST_FIRST";
        return readPage(newestFirst ? backwards : inOrder, args, budget, async (page) =>
          mayReadConversations(caller)
            ? loaders.messagesOfConversation.load({
                parentId: conversation.id,
                newestFirst,
                ...page,
              })
            : [],
        );
      },
    }),
    latestMessage: t.field({
      type: "Message",
      nullable: true,
      description:
        "Its latest message, by the channel's clock. Null to integration keys that neither may read contacts nor are an AI agent's.",
      resolve: async (conversation, _args, { caller, loaders }) => {
        if (!mayReadConversations(caller)) return null;
        const latest = { parentId: conversation.id, newestFirst: true, limit: 1, after: null };
        return (await loaders.messagesOfConversation.load(latest))[0] ?? null;
      },
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
