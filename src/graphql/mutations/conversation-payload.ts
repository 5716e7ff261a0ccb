import type { IdentityResult } from "../../actions/identity-command.ts";
import { builder } from "../builder.ts";
import { identityRefusal } from "../identity-refusals.ts";
import type { RefusalValue } from "../refusals.ts";
import { storedConversation } from "./message-payload.ts";

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
        resolve: (stored, _args, context) => storedConversation(stored, context),
      }),
    }),
  });

export const answerConversation = <Name extends string>(
  __typename: Name,
  result: IdentityResult<{ readonly conversationId: string }>,
): ConversationPayloadValue<Name> | RefusalValue =>
  result.ok
    ? { __typename, conversationId: result.conversationId }
    : identityRefusal(result.refusal);
