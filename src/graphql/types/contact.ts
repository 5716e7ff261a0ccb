import { withMergedIds } from "../../database/merged-ids.ts";
import { presentMember } from "../assignee.ts";
import { builder } from "../builder.ts";
import {
  AnonymousVisitorConnection,
  ConflictFieldConnection,
  ContactMergeConnection,
  ConversationConnection,
  eventPageArguments,
  pageArguments,
} from "../connections.ts";
import { readHistory } from "../history.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { byId, byNumber, readPage } from "../paging.ts";
import { actorOf } from "../stored.ts";
import { Actor } from "./actor.ts";
import { ContactDetails } from "./contact-details.ts";
import { ContactFieldState, listFields } from "./contact-field-state.ts";
import { latestFirst } from "./conversation.ts";
import { Channel, ConflictStatus, ContactStatus, ReachableBy } from "./enums.ts";
import { IdentityEventConnection } from "./identity-event-connection.ts";

builder.prismaNode("Contact", {
  name: "Contact",
  description:
    "A known person. Its fields hold the main values: the single source of truth. What visitors claimed otherwise waits in its conflicts.",
  id: { resolve: (contact) => contact.id },
  findUnique: ofWorkspace,
  interfaces: [ContactDetails],
  fields: (t) => ({
    status: t.field({
      type: ContactStatus,
      description: "Whether it is shown in lists and audiences.",
      resolve: (contact) => contact.status as "active" | "archived",
    }),
    fields: t.field({
      type: [ContactFieldState],
      description: "Every field that has or had a value, with where the value came from.",
      resolve: listFields,
    }),
    identifiers: t.relation("identifiers", {
      description: "Main and alternate emails and phones.",
      query: { orderBy: [{ kind: "asc" }, { primary: "desc" }, { value: "asc" }] },
    }),
    reachableBy: t.field({
      type: [ReachableBy],
      description: "How it can be reached, computed from what is known.",
      resolve: async (contact, _args, { loaders }) => [
        ...(contact.email === null ? [] : (["EMAIL"] as const)),
        ...(contact.phone === null ? [] : (["SMS", "WHATSAPP"] as const)),
        ...((await loaders.pushVisitorsOfContact.load(contact.id)).length === 0
          ? []
          : (["PUSH"] as const)),
      ],
    }),
    lists: t.field({
      type: ["ContactList"],
      description: "The lists that it is in.",
      select: {
        listMemberships: {
          select: { list: true },
          where: { list: { deletedAt: null } },
          orderBy: { listId: "asc" },
        },
      },
      resolve: ({ listMemberships }) => listMemberships.map(({ list }) => list),
    }),
    tags: t.field({
      type: ["Tag"],
      description: "The tags that it has.",
      select: {
        tagMemberships: {
          select: { tag: true },
          where: { tag: { deletedAt: null } },
          orderBy: { tagId: "asc" },
        },
      },
      resolve: ({ tagMemberships }) => tagMemberships.map(({ tag }) => tag),
    }),
    assignee: t.field({
      type: "Member",
      nullable: true,
      description:
        "The member who gets its new conversations and messages; null: nobody, also when that member was removed.",
      resolve: (contact, _args, context) => presentMember(contact.assigneeId, context),
    }),
    visitors: t.field({
      type: AnonymousVisitorConnection,
      args: pageArguments,
      description: "Its browsers and devices, the newest first.",
      resolve: (contact, args, { loaders, budget }) =>
        readPage(byNumber, args, budget, (page) =>
          loaders.visitorsOfContact.load({ parentId: contact.id, ...page }),
        ),
    }),
    conversations: t.field({
      type: ConversationConnection,
      args: pageArguments,
      description: "The conversations of all its visitors, those with the latest message first.",
      resolve: (contact, args, { loaders, budget }) =>
        readPage(latestFirst, args, budget, (page) =>
          loaders.conversationsOfContact.load({ parentId: contact.id, ...page }),
        ),
    }),
    openConflicts: t.relation("conflicts", {
      description: "Its open conflicts, at most one a field.",
      query: { where: { status: "open" }, orderBy: { id: "asc" } },
    }),
    conflicts: t.field({
      type: ConflictFieldConnection,
      args: {
        ...pageArguments,
        status: t.arg({
          type: ConflictStatus,
          description: "Only those of this status. Without it, all that there ever were.",
        }),
      },
      description: "Its conflicts, the newest first.",
      resolve: (contact, { status = null, ...args }, { loaders, budget }) =>
        readPage(byId, args, budget, (page) =>
          loaders.conflictsOfContact.load({ parentId: contact.id, status, ...page }),
        ),
    }),
    suspectedDuplicates: t.field({
      type: ["SuspectedDuplicate"],
      description: "Pairs of contacts that may be one person, this being one of them.",
      resolve: (contact, _args, { loaders }) => loaders.suspicionsOfContact.load(contact.id),
    }),
    merges: t.field({
      type: ContactMergeConnection,
      args: pageArguments,
      description:
        "The merges that it survived, the newest first: `undoMerge` takes the latest back. Those that were undone stay here.",
      resolve: (contact, args, { loaders, budget }) =>
        readPage(byId, args, budget, (page) =>
          loaders.mergesOfContact.load({ parentId: contact.id, ...page }),
        ),
    }),
    history: t.field({
      type: IdentityEventConnection,
      args: eventPageArguments,
      description:
        "What happened to it, and to the contacts that are merged into it, the oldest first. Also what imports did to it, which the event stream leaves out.",
      resolve: async (contact, args, context) => {
        const { pool } = context.database;
        const contactIds = await withMergedIds(pool, contact.workspaceId, contact.id);
        return readHistory(context, args, { contactIds });
      },
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    createdVia: t.field({
      type: Channel,
      nullable: true,
      description: "The channel that it came by; null: made by hand.",
      resolve: (contact) => contact.createdVia as never,
    }),
    createdBy: t.field({
      type: Actor,
      description: "Whose doing made it.",
      resolve: (contact) => actorOf(contact.createdBy),
    }),
    archivedAt: t.expose("archivedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was archived; null while it is active.",
    }),
  }),
});
