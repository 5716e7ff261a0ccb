import type { ObjectFieldsShape } from "@pothos/core";
import { encodeId } from "../../../auth/global-id.ts";
import type { ConversationEventKind } from "../../../conversation/events.ts";
import { mayReadMessages } from "../../auth-scopes.ts";
import { builder, type SchemaTypes } from "../../builder.ts";
import type { Logged } from "../../feed-event.ts";
import { ContactField } from "../enums.ts";
import { IdentityEvent } from "../identity-event.ts";
import { AssignmentEvent } from "./assignment.ts";
import { ConversationEvent } from "./conversation-event.ts";
import { eventType } from "./event-type.ts";

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** A message came or went. Its text is in the message, not in the log. */
const MessageEvent = builder
  .interfaceRef<Logged<"MessageReceived" | "MessageSent">>("MessageEvent")
  .implement({
    description: "A message came or went. Its text is in `message`.",
    interfaces: [IdentityEvent, ConversationEvent],
    resolveType: ({ event }) => event.kind,
    fields: (t) => ({
      messageId: t.id({
        description: "The id of the message.",
        resolve: ({ event }) => encodeId("Message", event.messageId),
      }),
      message: t.field({
        type: "Message",
        nullable: true,
        description:
          "The message. Null to integration keys that neither may read contacts nor are an AI agent's.",
        resolve: ({ event }, _args, { caller, loaders }) =>
          mayReadMessages(caller) ? loaders.message.load(event.messageId) : null,
      }),
    }),
  });

const conversationEvent = <Kind extends ConversationEventKind>(
  kind: Kind,
  description: string,
  fields?: ObjectFieldsShape<Types, Logged<Kind>>,
  interfaces: readonly object[] = [],
) => eventType(kind, description, fields, [ConversationEvent, ...interfaces]);

export const conversationEvents = [
  conversationEvent("ConversationOpened", "A visitor's message opened a conversation."),
  conversationEvent("MessageReceived", "A message came in.", undefined, [MessageEvent]),
  conversationEvent(
    "MessageSent",
    "An agent, or the AI agent, answered: the event's actor.",
    undefined,
    [MessageEvent],
  ),
  conversationEvent(
    "ConversationAssigned",
    "A conversation became a member's, or nobody's.",
    undefined,
    [AssignmentEvent],
  ),
  conversationEvent("ConversationTaken", "An agent took a conversation.", undefined, [
    AssignmentEvent,
  ]),
  conversationEvent(
    "AiAgentJoined",
    "The AI agent answered what no agent had: it answers from now on.",
  ),
  conversationEvent("HandoverRequested", "The AI agent asked for a person.", (t) => ({
    detailsDueAt: t.field({
      type: "DateTime",
      description: "When the visitor is asked for its details, if no agent has taken it by then.",
      resolve: ({ event }) => new Date(event.waitUntil),
    }),
  })),
  conversationEvent(
    "DetailsAsked",
    "No agent took a conversation in time, or what the visitor answered could not be read: it was asked how to reach it.",
    (t) => ({
      askedFields: t.field({
        type: [ContactField],
        description:
          "What it was asked for. Empty: all of it is known, so it was only told to expect an answer.",
        resolve: ({ event }) => [...event.fields],
      }),
      again: t.boolean({
        description: "Whether it had been asked before.",
        resolve: ({ event }) => event.again,
      }),
    }),
  ),
  conversationEvent(
    "DetailsGiven",
    "Details were read from what the visitor wrote. They were saved as `identify` with the channel `AI_AGENT` does, so not where that refuses them (a member's); the events of that are before this one.",
    (t) => ({
      givenFields: t.field({
        type: [ContactField],
        description: "What was read.",
        resolve: ({ event }) => [...event.fields],
      }),
    }),
  ),
  conversationEvent("ConversationClosed", "An agent closed a conversation."),
  conversationEvent(
    "ConversationReopened",
    "An agent opened a closed conversation again, or a message of its visitor did.",
  ),
  conversationEvent("ConversationRead", "An agent read what the visitor wrote.", (t) => ({
    unreadCount: t.int({
      description: "How many messages of the visitor were left unread.",
      resolve: ({ event }) => event.unreadCount,
    }),
  })),
] as const;
