import { sendMessage } from "../../actions/send-message.ts";
import { optionalId, visitorCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ConversationNotFound, identityRefusal } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { messagePayload } from "./message-payload.ts";

const VisitorChannel = builder.enumType("VisitorChannel", {
  description: "What a visitor writes by, with its own token.",
  values: {
    WEBCHAT: { value: "CHAT", description: "The chat widget." },
    PUSH: { description: "The answer to a push notification, in the browser or app." },
  } as const,
});

const input = builder.inputType("SendMessageInput", {
  description: "What a visitor writes in the chat, or as the answer to a push notification.",
  fields: (t) => ({
    text: t.string({
      required: true,
      description: "The text, kept as it is. At most 20,000 characters, and not blank.",
    }),
    conversationId: t.id({
      description:
        "Which of the visitor's conversations it continues; one that was closed is opened again. Without it: its latest open one, or a new one.",
    }),
    channel: t.field({
      type: VisitorChannel,
      required: true,
      defaultValue: "CHAT",
      description:
        "Which of its conversations the message belongs to; without meaning where `conversationId` says it.",
    }),
    language: t.string({
      description: "The language that the visitor writes in, a BCP 47 tag. Example: `pt-BR`.",
    }),
    requestId: t.string({
      description:
        "Your own id of this message, such as a random UUID: sent again with it because the answer was lost, it is stored once. At most 255 characters.",
    }),
  }),
});

defineMutation("sendMessage", {
  description:
    "A visitor writes in the chat, or answers a push notification, with its own token. The first message makes its record; a message of an archived contact makes it active again.",
  authScopes: { visitor: true },
  input,
  payload: messagePayload("SendMessagePayload", "The message is stored, and agents see it."),
  refusals: [ConversationNotFound],
  resolve: async ({ text, channel, ...given }, context) => {
    const conversationId = optionalId("Conversation", given.conversationId);
    if (conversationId.malformed) return { __typename: "ConversationNotFound" };
    const result = await sendMessage(context)(visitorCaller(context), {
      text,
      channel,
      conversationId: conversationId.uuid,
      language: given.language ?? null,
      requestId: given.requestId ?? null,
    });
    return result.ok
      ? { __typename: "SendMessagePayload" as const, ...result }
      : identityRefusal(result.refusal);
  },
});
