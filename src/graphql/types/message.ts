import { isRequestKey } from "../../conversation/request-id.ts";
import { builder } from "../builder.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { actorOf } from "../stored.ts";
import { Actor } from "./actor.ts";
import { MessageDirection } from "./enums.ts";

builder.prismaNode("Message", {
  name: "Message",
  description: "One message of a conversation. It is never changed.",
  id: { resolve: (message) => message.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    conversation: t.field({
      type: "Conversation",
      nullable: true,
      description: "The conversation that it belongs to.",
      resolve: (message, _args, context) =>
        context.loaders.conversation.load(message.conversationId),
    }),
    text: t.exposeString("text", { description: "What was written." }),
    direction: t.field({
      type: MessageDirection,
      description: "From the visitor, or to it.",
      resolve: (message) => message.direction as "inbound" | "outbound",
    }),
    author: t.field({
      type: Actor,
      description: "Who wrote it. For a message that a channel delivered: its visitor.",
      resolve: (message) => actorOf(message.author),
    }),
    sentAt: t.expose("sentAt", {
      type: "DateTime",
      description: "When it was sent, by the channel's clock. Messages are ordered by it.",
    }),
    receivedAt: t.expose("receivedAt", {
      type: "DateTime",
      description: "When it reached this service.",
    }),
    externalId: t.string({
      nullable: true,
      description:
        "The channel's own id of a message that it delivered. Delivered twice, it is stored once.",
      resolve: ({ externalId }) => (isRequestKey(externalId) ? null : externalId),
    }),
  }),
});
