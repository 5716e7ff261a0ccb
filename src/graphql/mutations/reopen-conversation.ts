import { reopenConversation } from "../../actions/conversation-actions.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { ConversationNotFound } from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { answerConversation, conversationPayload } from "./conversation-payload.ts";

defineMutation("reopenConversation", {
  description:
    "Opens a closed conversation again: it is whose it was, or the caller's. Opening an open one changes nothing.",
  authScopes: { member: true },
  input: builder.inputType("ReopenConversationInput", {
    description: "Which conversation.",
    fields: (t) => ({
      conversationId: t.id({ required: true, description: "The conversation's id." }),
    }),
  }),
  payload: conversationPayload("ReopenConversationPayload", "The conversation goes on."),
  refusals: [ConversationNotFound],
  resolve: async (given, context) => {
    const conversationId = decodeId("Conversation", given.conversationId);
    if (conversationId === null) return { __typename: "ConversationNotFound" };
    const result = await reopenConversation(context)(memberOf(context), { conversationId });
    return answerConversation("ReopenConversationPayload", result);
  },
});
