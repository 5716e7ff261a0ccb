import { markConversationRead } from "../../actions/conversation-actions.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { MessageNotFound } from "../conversation-refusals.ts";
import { ConversationNotFound } from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { answerConversation, conversationPayload } from "./conversation-payload.ts";

defineMutation("markConversationRead", {
  description:
    "Says that agents have read a conversation up to a message. What came after it, also while this was called, stays unread.",
  authScopes: { member: true },
  input: builder.inputType("MarkConversationReadInput", {
    description: "Which conversation, and how far.",
    fields: (t) => ({
      conversationId: t.id({ required: true, description: "The conversation's id." }),
      throughMessageId: t.id({
        required: true,
        description: "The last message that was shown: the one received last.",
      }),
    }),
  }),
  payload: conversationPayload("MarkConversationReadPayload", "It is read up to there."),
  refusals: [ConversationNotFound, MessageNotFound],
  resolve: async (given, context) => {
    const conversationId = decodeId("Conversation", given.conversationId);
    if (conversationId === null) return { __typename: "ConversationNotFound" };
    const throughMessageId = decodeId("Message", given.throughMessageId);
    if (throughMessageId === null) return { __typename: "MessageNotFound" };
    const result = await markConversationRead(context)(memberOf(context), {
      conversationId,
      throughMessageId,
    });
    return answerConversation("MarkConversationReadPayload", result);
  },
});
