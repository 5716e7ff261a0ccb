import { receiveMessage } from "../../actions/receive-message.ts";
import { integrationCaller, optionalId } from "../acting-caller.ts";
import { mayReadContacts } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { identityRefusal, VisitorNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { contactOfVisitor } from "../types/conversation.ts";
import { MessageChannel } from "../types/enums.ts";
import { messagePayload } from "./message-payload.ts";

const input = builder.inputType("ReceiveMessageInput", {
  description:
    "A message as a channel delivered it. Either `visitorId` or `sender` says whose it is. Nothing that is said of the sender makes it refused.",
  fields: (t) => ({
    channel: t.field({
      type: MessageChannel,
      required: true,
      description: "The channel.",
    }),
    visitorId: t.id({
      description:
        "The visitor that wrote it, where the channel knows it: `WEBCHAT` and `PUSH` do.",
    }),
    sender: t.string({
      description:
        "Who wrote, on every channel but `WEBCHAT` and `PUSH`: a phone number of WhatsApp or SMS in any notation (the channel proves it), the page-scoped id of Facebook or Instagram, the address alone of an email (it identifies, and proves nothing). What can't be read is kept as it is, and anonymous. At most 255 characters. Example: `+61 412 345 678`.",
    }),
    senderName: t.string({
      description:
        "The name that the channel supplies, where it has one: the display name of an email, the profile name of WhatsApp. It is kept as the full name; a name that is none is left out.",
    }),
    senderFirstName: t.string({
      description: "The first name, where the channel has it apart, as Facebook's profiles do.",
    }),
    senderLastName: t.string({
      description: "The last name, where the channel has it apart.",
    }),
    text: t.string({
      required: true,
      description: "The text, kept as it is. At most 20,000 characters, and not blank.",
    }),
    externalId: t.string({
      description:
        "The channel's own id of the message: delivered twice on this channel, it is stored once, and nothing is said of the sender again. At most 255 characters.",
    }),
    sentAt: t.field({
      type: "DateTime",
      description:
        "When it was sent, by the channel's clock: messages of a conversation stand in this order, whenever they are delivered. Never later than receipt. Without it: now.",
    }),
    language: t.string({
      description:
        "The language that it is written in, where the channel knows it. Example: `pt-BR`.",
    }),
  }),
});

const payload = messagePayload<
  "ReceiveMessagePayload",
  { readonly visitorId: string; readonly duplicate: boolean }
>("ReceiveMessagePayload", "The message is stored.", (t) => ({
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
    resolve: ({ visitorId }, _args, context) => contactOfVisitor(visitorId, context),
  }),
}));

defineMutation("receiveMessage", {
  description:
    "An integration delivers an inbound message. It opens or continues a conversation, makes the visitor's record, identifies the sender by its number (WhatsApp, SMS) or its address (email), and makes an archived contact active again. It is never refused for who sends it: a member's number, a short code or what nobody can read is an anonymous visitor.",
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
      senderFirstName: given.senderFirstName ?? null,
      senderLastName: given.senderLastName ?? null,
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
