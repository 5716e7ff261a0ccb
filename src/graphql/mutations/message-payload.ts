import type { StoredMessage } from "../../actions/send-message.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";

// The field is `storedMessage`, because `message` is what refusals have: one selection could not ask for both.

/** What the payloads of messages share. Not a type of the schema: each mutation has a payload of its own. */
export async function storedMessage(
  { messageId }: Pick<StoredMessage, "messageId">,
  { loaders }: Context,
) {
  const message = await loaders.message.load(messageId);
  if (message === null) throw new Error("The message that was just stored is not there.");
  return message;
}

export async function storedConversation(
  { conversationId }: Pick<StoredMessage, "conversationId">,
  { loaders }: Context,
) {
  const conversation = await loaders.conversation.load(conversationId);
  if (conversation === null) throw new Error("The message's conversation is not there.");
  return conversation;
}

export type MessagePayloadValue<Name extends string, More = object> = StoredMessage &
  More & { readonly __typename: Name };

export const messagePayloadRef = <Name extends string, More = object>(name: Name) =>
  builder.objectRef<MessagePayloadValue<Name, More>>(name);
