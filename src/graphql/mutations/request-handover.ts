import { requestHandover } from "../../actions/conversation-actions.ts";
import { decodeId } from "../../auth/global-id.ts";
import { integrationCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ConversationIsNotWithAi } from "../conversation-refusals.ts";
import { ConversationNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { answerConversation, conversationPayload } from "./conversation-payload.ts";

defineMutation("requestHandover", {
  description:
    "An AI agent asks for a person. The conversation waits for an agent; if none takes it within the workspace's waiting time, the visitor is asked, in the AI agent's name, how to reach it. Asking again while it waits changes nothing.",
  authScopes: { key: "AI_AGENT" },
  input: builder.inputType("RequestHandoverInput", {
    description: "Which conversation.",
    fields: (t) => ({
      conversationId: t.id({ required: true, description: "The conversation's id." }),
      language: t.string({
        description:
          "The language that the visitor writes in, a BCP 47 tag: the question comes in it. Example: `de`.",
      }),
    }),
  }),
  payload: conversationPayload("RequestHandoverPayload", "The conversation waits for an agent."),
  refusals: [ConversationNotFound, ConversationIsNotWithAi],
  resolve: async ({ language, ...given }, context) => {
    const conversationId = decodeId("Conversation", given.conversationId);
    if (conversationId === null) return { __typename: "ConversationNotFound" };
    const result = await requestHandover(context)(integrationCaller(context), {
      conversationId,
      language: language ?? null,
    });
    return answerConversation("RequestHandoverPayload", result);
  },
});
