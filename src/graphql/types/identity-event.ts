import { encodeId } from "../../auth/global-id.ts";
import { mayFollowContacts, mayReadContacts, mayReadMessages } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { type FeedEvent, isResync } from "../feed-event.ts";
import { Actor } from "./actor.ts";
import { Channel } from "./enums.ts";

const SYSTEM = { type: "system" } as const;

/** Values that stood when it happened are fields; what may have changed since is a nullable object, as it is now. */
export const IdentityEvent = builder.interfaceRef<FeedEvent>("IdentityEvent").implement({
  description:
    "An entry of the log of everything that changed about who is who, and of what happened in conversations. Fields with values say what was when it happened; `contact`, `visitor` and other objects are as they are now.",
  resolveType: (event) => (isResync(event) ? "ResyncRequired" : event.event.kind),
  fields: (t) => ({
    cursor: t.expose("cursor", {
      type: "Cursor",
      description: "Its place in the log: pass the last one that you have as `after`.",
    }),
    occurredAt: t.field({
      type: "DateTime",
      description: "When it happened, as far as that is believed. Never later than `recordedAt`.",
      resolve: (event) => (isResync(event) ? event.at : event.event.happenedAt),
    }),
    recordedAt: t.field({
      type: "DateTime",
      description: "When this service recorded it.",
      resolve: (event) => (isResync(event) ? event.at : event.event.recordedAt),
    }),
    actor: t.field({
      type: Actor,
      description: "Who did it.",
      resolve: (event) => (isResync(event) ? SYSTEM : event.event.actor),
    }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: "The channel that it came through; null: done by hand or by the service.",
      resolve: (event) => (isResync(event) ? null : event.event.channel),
    }),
    contactId: t.id({
      nullable: true,
      description:
        "The id of the contact that it is about. Null to AI agents whose key may read neither events nor contacts.",
      resolve: (event, _args, { caller }) =>
        idOf(
          "Contact",
          isResync(event) || !mayFollowContacts(caller) ? null : event.event.contactId,
        ),
    }),
    contact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "That contact as it is now. Null to integration keys that may not read contacts.",
      resolve: (event, _args, { caller, loaders }) =>
        isResync(event) || event.event.contactId === null || !mayReadContacts(caller)
          ? null
          : loaders.contact.load(event.event.contactId),
    }),
    visitorId: t.id({
      nullable: true,
      description: "The id of the visitor that it is about.",
      resolve: (event) => idOf("AnonymousVisitor", isResync(event) ? null : event.event.visitorId),
    }),
    visitor: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description:
        "That visitor as it is now. Null to integration keys that may not read contacts.",
      resolve: (event, _args, { caller, loaders }) =>
        isResync(event) || event.event.visitorId === null || !mayReadContacts(caller)
          ? null
          : loaders.visitor.load(event.event.visitorId),
    }),
    conversationId: t.id({
      nullable: true,
      description: "The id of the conversation that it happened in.",
      resolve: (event) => idOf("Conversation", isResync(event) ? null : event.event.conversationId),
    }),
    conversation: t.field({
      type: "Conversation",
      nullable: true,
      description:
        "That conversation as it is now. Null to integration keys that neither may read contacts nor are an AI agent's.",
      resolve: (event, _args, { caller, loaders }) =>
        isResync(event) || event.event.conversationId === null || !mayReadMessages(caller)
          ? null
          : loaders.conversation.load(event.event.conversationId),
    }),
  }),
});

const idOf = (type: "Contact" | "AnonymousVisitor" | "Conversation", uuid: string | null) =>
  uuid === null ? null : encodeId(type, uuid);
