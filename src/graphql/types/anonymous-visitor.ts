import type { ConversationChannel } from "../../identity/model.ts";
import {
  hasPseudonym,
  type Pseudonym as PseudonymValue,
  pseudonymOf,
} from "../../identity/pseudonym.ts";
import { builder } from "../builder.ts";
import { ConversationConnection, eventPageArguments, pageArguments } from "../connections.ts";
import { readHistory } from "../history.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { readPage } from "../paging.ts";
import { claimsOf } from "../stored.ts";
import { latestFirst } from "./conversation.ts";
import { Channel, ReachableBy, VisitorKind } from "./enums.ts";
import { IdentityEventConnection } from "./identity-event-connection.ts";
import { listClaims, VisitorClaim } from "./visitor-claim.ts";

const Pseudonym = builder.objectRef<PseudonymValue>("Pseudonym").implement({
  description: "A made-up name and email, to tell guests apart. Never an identifier.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Made up. Example: `Curious Otter`." }),
    email: t.exposeString("email", {
      description: "Made up, and never a real address: it ends in `.invalid`.",
    }),
  }),
});

builder.prismaNode("Visitor", {
  name: "AnonymousVisitor",
  description:
    "One browser or device that interacted. It keeps its record, and its number, when it is linked to a contact.",
  id: { resolve: (visitor) => visitor.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    number: t.int({
      description: "Counted up per workspace, with gaps.",
      resolve: (visitor) => Number(visitor.number),
    }),
    label: t.string({
      description: "What it is called while it is anonymous. Example: `Anonymous contact #42`.",
      resolve: (visitor) => `Anonymous contact #${visitor.number}`,
    }),
    kind: t.field({
      type: VisitorKind,
      description: "How it first interacted.",
      resolve: (visitor) => visitor.kind as "CONVERSATIONS" | "PUSH",
    }),
    pushOptedIn: t.exposeBoolean("pushOptedIn", {
      description: "Whether it may be sent push notifications.",
    }),
    anonymous: t.boolean({
      description: "Whether it is linked to no contact.",
      resolve: (visitor) => visitor.contactId === null,
    }),
    pseudonym: t.field({
      type: Pseudonym,
      nullable: true,
      description: "For anonymous visitors of kind `CONVERSATIONS`; null for others.",
      resolve: (visitor) =>
        hasPseudonym(visitor as { kind: "CONVERSATIONS" | "PUSH"; contactId: string | null })
          ? pseudonymOf(visitor.id)
          : null,
    }),
    reachableBy: t.field({
      type: [ReachableBy],
      description:
        "`PUSH` if it opted in, else nothing. What reaches its contact is the contact's.",
      resolve: (visitor) => (visitor.pushOptedIn ? (["PUSH"] as const) : []),
    }),
    contact: t.field({
      type: "Contact",
      nullable: true,
      description: "The contact that it is linked to; null while it is anonymous.",
      resolve: (visitor, _args, context) =>
        visitor.contactId === null ? null : context.loaders.contact.load(visitor.contactId),
    }),
    claims: t.field({
      type: [VisitorClaim],
      description: "What it last said of each field.",
      resolve: (visitor) => listClaims(claimsOf(visitor)),
    }),
    lists: t.field({
      type: ["ContactList"],
      description:
        "The lists that it is on while it is anonymous. When it is identified they pass to the contact.",
      select: {
        listMemberships: {
          select: { list: true },
          where: { list: { deletedAt: null } },
          orderBy: { listId: "asc" },
        },
      },
      resolve: ({ listMemberships }) => listMemberships.map(({ list }) => list),
    }),
    conversations: t.field({
      type: ConversationConnection,
      args: pageArguments,
      description: "Its conversations, those with the latest message first.",
      resolve: (visitor, args, { loaders, budget }) =>
        readPage(latestFirst, args, budget, (page) =>
          loaders.conversationsOfVisitor.load({ parentId: visitor.id, ...page }),
        ),
    }),
    history: t.field({
      type: IdentityEventConnection,
      args: eventPageArguments,
      description: "What happened to it, the oldest first.",
      resolve: (visitor, args, context) => readHistory(context, args, { visitorId: visitor.id }),
    }),
    successorOf: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description:
        "The device's first visitor, if this one was made because somebody proved, on a device linked to another contact, to be somebody else.",
      resolve: (visitor, _args, context) =>
        visitor.successorOfVisitorId === null
          ? null
          : context.loaders.visitor.load(visitor.successorOfVisitorId),
    }),
    senderChannel: t.field({
      type: Channel,
      nullable: true,
      description: "The channel whose address it is; null: it came with a token of its own.",
      resolve: ({ senderChannel }) => senderChannel as ConversationChannel | null,
    }),
    senderAddress: t.exposeString("senderAddress", {
      nullable: true,
      description:
        "What it is called in that channel, and where answers go: a phone number, an email address, a page-scoped id. As it was delivered where it could not be read.",
    }),
    createdAt: t.expose("createdAt", {
      type: "DateTime",
      description: "When it first interacted.",
    }),
  }),
});
