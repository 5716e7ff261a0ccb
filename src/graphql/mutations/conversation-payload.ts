import type { IdentityResult } from "../../actions/identity-command.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { identityRefusal } from "../identity-refusals.ts";
import type { RefusalValue } from "../refusals.ts";

/** The payload of a mutation that did something to one conversation. */
export interface ConversationPayloadValue<Name extends string> {
  readonly __typename: Name;
  readonly conversationId: string;
}

export const conversationPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<ConversationPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      conversation: t.field({
        type: "Conversation",
        description: "The conversation as it is now.",
        resolve: ({ conversationId }, _args, context) =>
          storedConversation(conversationId, context),
      }),
    }),
  });

export async function storedConversation(conversationId: string, { loaders }: Context) {
  const conversation = await loaders.conversation.load(conversationId);
  if (conversation === null)
    throw new Error("The conversation that was just written is not there.");
  return conversation;
}

export const answerConversation = <Name extends string>(
  __typename: Name,
  result: IdentityResult<{ readonly conversationId: string }>,
): ConversationPayloadValue<Name> | RefusalValue =>
  result.ok
    ? { __typename, conversationId: result.conversationId }
    : identityRefusal(result.refusal);
