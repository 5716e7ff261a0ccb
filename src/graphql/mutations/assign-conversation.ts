import { assignConversation } from "../../actions/conversation-actions.ts";
import { decodeId } from "../../auth/global-id.ts";
import { optionalId } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ConversationIsClosed } from "../conversation-refusals.ts";
import { ConversationNotFound } from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { MemberNotFound } from "../people-refusals.ts";
import { answerConversation, conversationPayload } from "./conversation-payload.ts";

defineMutation("assignConversation", {
  description:
    "Makes a conversation a member's, or nobody's, whoever has it. To the caller itself: the caller has it then. To another one: a conversation that waits for an agent still waits for that one to take it. To nobody: it waits for an agent.",
  authScopes: { member: true },
  input: builder.inputType("AssignConversationInput", {
    description: "Which conversation is whose.",
    fields: (t) => ({
      conversationId: t.id({ required: true, description: "The conversation's id." }),
      assigneeId: t.id({ description: "The member's id. Null or not given: nobody's." }),
    }),
  }),
  payload: conversationPayload(
    "AssignConversationPayload",
    "The conversation is that member's, or nobody's.",
  ),
  refusals: [ConversationNotFound, ConversationIsClosed, MemberNotFound],
  resolve: async (given, context) => {
    const conversationId = decodeId("Conversation", given.conversationId);
    if (conversationId === null) return { __typename: "ConversationNotFound" };
    const assignee = optionalId("Member", given.assigneeId);
    if (assignee.malformed) return { __typename: "MemberNotFound" };
    const result = await assignConversation(context)(memberOf(context), {
      conversationId,
      assigneeId: assignee.uuid,
    });
    return answerConversation("AssignConversationPayload", result);
  },
});
