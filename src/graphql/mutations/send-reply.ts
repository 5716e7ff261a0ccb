import { sendReply } from "../../actions/conversation-actions.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ConversationIsClosed, ConversationIsNotWithAi } from "../conversation-refusals.ts";
import { ConversationNotFound, identityRefusal } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { MemberNotFound } from "../people-refusals.ts";
import { messagePayload } from "./message-payload.ts";

defineMutation("sendReply", {
  description:
    "An agent answers the visitor: what no agent had is that agent's from then on. Or an AI agent does, with an integration key of that scope, as long as no agent has the conversation. For other channels than the web chat, the channel's connector delivers what `MessageSent` tells it.",
  authScopes: { member: true, key: "AI_AGENT" },
  input: builder.inputType("SendReplyInput", {
    description: "What to answer where.",
    fields: (t) => ({
      conversationId: t.id({ required: true, description: "The conversation's id." }),
      text: t.string({
        required: true,
        description: "The text, kept as it is. At most 20,000 characters, and not blank.",
      }),
      requestId: t.string({
        description:
          "An id of your own, such as a UUID. When an answer was lost, send the reply again with the same one: it is stored once, and what was stored is answered, whatever happened since. At most 255 characters.",
      }),
    }),
  }),
  payload: messagePayload(
    "SendReplyPayload",
    "The answer is stored, and whoever follows the conversation has it.",
  ),
  refusals: [ConversationNotFound, ConversationIsClosed, ConversationIsNotWithAi, MemberNotFound],
  resolve: async ({ text, requestId, ...given }, context) => {
    const conversationId = decodeId("Conversation", given.conversationId);
    if (conversationId === null) return { __typename: "ConversationNotFound" };
    const result = await sendReply(context)(trustedCaller(context), {
      conversationId,
      text,
      requestId: requestId ?? null,
    });
    return result.ok
      ? { __typename: "SendReplyPayload" as const, ...result }
      : identityRefusal(result.refusal);
  },
});
