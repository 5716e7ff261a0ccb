import type { ObjectFieldsShape } from "@pothos/core";
import { builder, type SchemaTypes } from "../builder.ts";
import { storedConversation } from "./conversation-payload.ts";

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** The payload of a mutation that stored a message. */
export type MessagePayloadValue<Name extends string, More = object> = More & {
  readonly __typename: Name;
  readonly messageId: string;
  readonly conversationId: string;
};

/** The field is `storedMessage`, because `message` is what refusals have: one selection could not ask for both. */
export const messagePayload = <Name extends string, More = object>(
  name: Name,
  description: string,
  further?: ObjectFieldsShape<Types, MessagePayloadValue<Name, More>>,
) =>
  builder.objectRef<MessagePayloadValue<Name, More>>(name).implement({
    description,
    fields: (t) => ({
      storedMessage: t.field({
        type: "Message",
        description: "The message.",
        resolve: async ({ messageId }, _args, { loaders }) => {
          const message = await loaders.message.load(messageId);
          if (message === null) throw new Error("The message that was just stored is not there.");
          return message;
        },
      }),
      conversation: t.field({
        type: "Conversation",
        description: "The conversation that it is in, as it is now.",
        resolve: ({ conversationId }, _args, context) =>
          storedConversation(conversationId, context),
      }),
      ...further?.(t),
    }),
  });
