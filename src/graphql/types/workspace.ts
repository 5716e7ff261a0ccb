import type { HandoverTexts as Texts } from "../../conversation/handover-texts.ts";
import type { WorkspaceHead } from "../../database/generated/prisma/client.ts";
import { grantedScopes, mayFollowEvents } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ChatFormField, chatFormOf } from "./chat-form-field.ts";
import { AnsweredFirstBy } from "./enums.ts";
import { HandoverTexts } from "./handover-texts.ts";

const sum = (...counts: bigint[]): number =>
  Number(counts.reduce((total, count) => total + count, 0n));

const ContactCounts = builder.objectRef<WorkspaceHead>("ContactCounts").implement({
  description:
    "How many people a workspace has to do with. The counts are kept with each change, so that reading them is fast at any size.",
  fields: (t) => ({
    identified: t.int({
      description: "Active contacts.",
      resolve: (head) => sum(head.identified),
    }),
    archived: t.int({ description: "Archived contacts.", resolve: (head) => sum(head.archived) }),
    anonymousPush: t.int({
      description:
        "Anonymous visitors who opted in to push notifications, or came as push visitors.",
      resolve: (head) => sum(head.anonymousPush),
    }),
    anonymousConversations: t.int({
      description: "Anonymous visitors who wrote or said something, and did not opt in to push.",
      resolve: (head) => sum(head.anonymousConversations),
    }),
    contactsPageTotal: t.int({
      description: "`identified` and `anonymousPush` together: whom the contacts page lists.",
      resolve: (head) => sum(head.identified, head.anonymousPush),
    }),
    homeTotal: t.int({
      description: "`contactsPageTotal` and `anonymousConversations` together.",
      resolve: (head) => sum(head.identified, head.anonymousPush, head.anonymousConversations),
    }),
  }),
});

builder.prismaNode("Workspace", {
  name: "Workspace",
  description: "One business. Nothing crosses workspaces: a token opens exactly one.",
  id: { resolve: (workspace) => workspace.id },
  findUnique: (id) => ({ id }),
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name of the business." }),
    country: t.exposeString("country", {
      description:
        "ISO 3166-1 alpha-2. Phone numbers without an international prefix are taken as this country's. Example: `DE`.",
    }),
    counts: t.field({
      type: ContactCounts,
      description: "How many contacts and visitors there are.",
      resolve: ({ id }, _args, { database }) =>
        database.prisma.workspaceHead.findUniqueOrThrow({ where: { workspaceId: id } }),
    }),
    chatForm: t.field({
      type: [ChatFormField],
      description: "What the chat widget asks for before a chat, in order.",
      resolve: chatFormOf,
    }),
    answeredFirstBy: t.field({
      type: AnsweredFirstBy,
      description: "Who has new conversations first.",
      resolve: ({ answeredFirstBy }) => answeredFirstBy as "AGENT" | "AI_AGENT",
    }),
    handoverWaitingSeconds: t.exposeInt("handoverWaitingSeconds", {
      description:
        "How long a conversation that an AI agent hands over waits for an agent, before the visitor is asked how to reach it. 180 unless it was changed.",
    }),
    handoverTexts: t.field({
      type: [HandoverTexts],
      description:
        "The workspace's own texts for what AI agents say when nobody came. In the languages that are not here, what is built in is said.",
      // A JSON column, which only `updateWorkspace` writes.
      resolve: ({ handoverTexts }) => handoverTexts as unknown as Texts[],
    }),
    eventCursor: t.field({
      type: "Cursor",
      nullable: true,
      description:
        "Where the event stream is now. Ask for it before anything else, then read the state, then follow `identityEvents` or `conversationEvents` from here: nothing is missed in between. Null to callers who may not follow events.",
      resolve: (workspace, _args, { caller, feed }) =>
        mayFollowEvents(caller) ? feed.head(workspace.id) : null,
    }),
    proofSecret: t.string({
      nullable: true,
      description:
        "What the business's server signs identity proofs with: the key of an HS256 JWT, as it stands. For admins; null to everybody else.",
      resolve: (workspace, _args, { caller }) =>
        grantedScopes(caller).admin ? workspace.proofSecret : null,
    }),
  }),
});
