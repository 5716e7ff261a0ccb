import { closeConversation } from "../../actions/conversation-actions.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { ConversationNotFound } from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { answerConversation, conversationPayload } from "./conversation-payload.ts";

defineMutation("closeConversation", {
  description:
    "Ends a conversation. The visitor's next message opens another one, or this one again if it names it. Closing a closed one changes nothing.",
  authScopes: { member: true },
  input: builder.inputType("CloseConversationInput", {
    description: "Which conversation.",
    fields: (t) => ({
      conversationId: t.id({ required: true, description: "The conversation's id." }),
    }),
  }),
  payload: conversationPayload("CloseConversationPayload", "The conversation is closed."),
  refusals: [ConversationNotFound],
  resolve: async (given, context) => {
    const conversationId = decodeId("Conversation", given.conversationId);
    if (conversationId === null) return { __typename: "ConversationNotFound" };
    const result = await closeConversation(context)(memberOf(context), { conversationId });
    return answerConversation("CloseConversationPayload", result);
  },
});
