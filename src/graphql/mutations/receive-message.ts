import { receiveMessage } from "../../actions/receive-message.ts";
import { integrationCaller, optionalId } from "../acting-caller.ts";
import { mayReadContacts } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { identityRefusal, VisitorNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { MessageChannel } from "../types/enums.ts";
import { messagePayloadRef, storedConversation, storedMessage } from "./message-payload.ts";

const input = builder.inputType("ReceiveMessageInput", {
  description:
    "A message as a channel delivered it. Either `visitorId` or `sender` says whose it is.",
  fields: (t) => ({
    channel: t.field({
      type: MessageChannel,
      required: true,
      description: "The channel.",
    }),
    visitorId: t.id({ description: "The visitor that wrote it, where the channel knows it." }),
    sender: t.string({
      description:
        "The sender's address in the channel, in any notation. A phone number of WhatsApp or SMS is proved by the channel, and identifies. Example: `+61 412 345 678`.",
    }),
    senderName: t.string({
      description: "The name that the channel supplies; kept as the full name.",
    }),
    text: t.string({
      required: true,
      description: "The text, kept as it is. At most 20,000 characters, and not blank.",
    }),
    externalId: t.string({
      description:
        "The channel's own id of the message: delivered twice, it is stored once. At most 255 characters.",
    }),
    sentAt: t.field({
      type: "DateTime",
      description: "When it was sent, by the channel's clock. Without it: now.",
    }),
    language: t.string({
      description:
        "The language that it is written in, where the channel knows it. Example: `pt-BR`.",
    }),
  }),
});

const payload = messagePayloadRef<"ReceiveMessagePayload", { readonly duplicate: boolean }>(
  "ReceiveMessagePayload",
).implement({
  description: "The message is stored.",
  fields: (t) => ({
    storedMessage: t.field({
      type: "Message",
      description: "The message.",
      resolve: (stored, _args, context) => storedMessage(stored, context),
    }),
    conversation: t.field({
      type: "Conversation",
      description: "The conversation that it is in.",
      resolve: (stored, _args, context) => storedConversation(stored, context),
    }),
    duplicate: t.exposeBoolean("duplicate", {
      description: "Whether it had been delivered before: then nothing was written.",
    }),
    visitor: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description: "Whose it is. Null to integration keys that may not read contacts.",
      resolve: ({ visitorId }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.visitor.load(visitorId) : null,
    }),
    contact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The contact that the visitor is linked to; null: anonymous. Null to integration keys that may not read contacts.",
      resolve: async ({ visitorId }, _args, { caller, loaders }) => {
        if (!mayReadContacts(caller)) return null;
        const visitor = await loaders.visitor.load(visitorId);
        return visitor?.contactId ? loaders.contact.load(visitor.contactId) : null;
      },
    }),
  }),
});

defineMutation("receiveMessage", {
  description:
    "An integration delivers an inbound message. It opens or continues a conversation, makes the visitor's record, identifies the sender of a WhatsApp or SMS by its number, and makes an archived contact active again. It is never refused for who sends it.",
  authScopes: { key: "RECEIVE_MESSAGES" },
  input,
  payload,
  refusals: [VisitorNotFound],
  resolve: async ({ channel, text, sentAt, ...given }, context) => {
    const visitorId = optionalId("AnonymousVisitor", given.visitorId);
    if (visitorId.malformed) return { __typename: "VisitorNotFound" };
    const result = await receiveMessage(context)(integrationCaller(context), {
      channel,
      visitorId: visitorId.uuid,
      sender: given.sender ?? null,
      senderName: given.senderName ?? null,
      text,
      externalId: given.externalId ?? null,
      sentAt: sentAt ?? null,
      language: given.language ?? null,
    });
    return result.ok
      ? { __typename: "ReceiveMessagePayload" as const, ...result }
      : identityRefusal(result.refusal);
  },
});
