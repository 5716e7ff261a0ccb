import { takeConversation } from "../../actions/conversation-actions.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { ConversationIsClosed, ConversationIsTaken } from "../conversation-refusals.ts";
import { ConversationNotFound } from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { answerConversation, conversationPayload } from "./conversation-payload.ts";

defineMutation("takeConversation", {
  description:
    "An agent takes a conversation: it is that agent's from then on, and a handover waits no more. Of two who take it at once, one gets it and the other is told who. Taking what one has changes nothing.",
  authScopes: { member: true },
  input: builder.inputType("TakeConversationInput", {
    description: "Which conversation.",
    fields: (t) => ({
      conversationId: t.id({ required: true, description: "The conversation's id." }),
    }),
  }),
  payload: conversationPayload("TakeConversationPayload", "The agent has the conversation."),
  refusals: [ConversationNotFound, ConversationIsClosed, ConversationIsTaken],
  resolve: async (given, context) => {
    const conversationId = decodeId("Conversation", given.conversationId);
    if (conversationId === null) return { __typename: "ConversationNotFound" };
    const result = await takeConversation(context)(memberOf(context), { conversationId });
    return answerConversation("TakeConversationPayload", result);
  },
});
