import { signalConversation } from "../../actions/signal-conversation.ts";
import { decodeId } from "../../auth/global-id.ts";
import { actingCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ConversationNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { plainRefusal } from "../refusals.ts";
import { ConversationActivity } from "../types/conversation-signal.ts";

interface SignalConversationPayloadValue {
  readonly __typename: "SignalConversationPayload";
  readonly expiresAt: Date | null;
}

defineMutation("signalConversation", {
  description:
    "Tells those who look at a conversation (`conversationSignals`) that the caller types in it or has it open. Nothing is stored. The same again within a second is taken and not passed on, so clients need not count. For members; visitors, in their own conversations; and AI agents, that they type.",
  authScopes: { visitor: true, memberOr: "AI_AGENT" },
  input: builder.inputType("SignalConversationInput", {
    description: "What is done, and where.",
    fields: (t) => ({
      conversationId: t.id({ required: true, description: "The conversation." }),
      activity: t.field({
        type: ConversationActivity,
        required: true,
        description: "What the caller does.",
      }),
    }),
  }),
  payload: builder
    .objectRef<SignalConversationPayloadValue>("SignalConversationPayload")
    .implement({
      description: "It is passed on to those who look.",
      fields: (t) => ({
        expiresAt: t.field({
          type: "DateTime",
          nullable: true,
          description:
            "Until when it is believed: signal it again before, while it goes on. Null for what is an end.",
          resolve: (payload) => payload.expiresAt,
        }),
      }),
    }),
  refusals: [ConversationNotFound, plainRefusal("ActivityNotAllowed")],
  resolve: async ({ activity, ...given }, context) => {
    const conversationId = decodeId("Conversation", given.conversationId);
    if (conversationId === null) return { __typename: "ConversationNotFound" };
    const signal = { conversationId, activity };
    const result = await signalConversation(context)(actingCaller(context), signal);
    if (result.ok)
      return { __typename: "SignalConversationPayload" as const, expiresAt: result.expiresAt };
    return result.code === "ACTIVITY_NOT_ALLOWED"
      ? { __typename: "ActivityNotAllowed" }
      : { __typename: "ConversationNotFound" };
  },
});
