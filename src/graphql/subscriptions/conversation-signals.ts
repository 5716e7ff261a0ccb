import { GraphQLError } from "graphql";
import { mayNameConversation } from "../../actions/signal-conversation.ts";
import { sideOf } from "../../conversation/signal.ts";
import { actingCaller, optionalId } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { REFUSALS } from "../refusal-names.ts";
import { ConversationSignal } from "../types/conversation-signal.ts";

builder.subscriptionField("conversationSignals", (t) =>
  t.field({
    type: ConversationSignal,
    authScopes: { visitor: true, memberOr: "AI_AGENT" },
    description:
      "Who types in conversations and who has them open, as it happens. It is not kept, so there is nothing to go on from: a reader that was away, or is too slow, has missed what has passed. Members follow all conversations or one; AI agents and visitors one, and visitors only what the business does in their own.",
    args: {
      conversationId: t.arg.id({
        description: "The conversation. Members may leave it out and follow all.",
      }),
    },
    subscribe: async (_root, given, context) => {
      const caller = actingCaller(context);
      const conversationId = await followed(given.conversationId, context);
      return context.signals.subscribe({
        workspaceId: caller.workspaceId,
        isWanted: (signal) =>
          (conversationId === null || signal.conversationId === conversationId) &&
          (caller.type !== "visitor" || sideOf(signal.actor) === "BUSINESS"),
      });
    },
    resolve: (signal) => signal,
  }),
);

/** The conversation that is to be followed; null: all. */
async function followed(id: string | null | undefined, context: Context): Promise<string | null> {
  const caller = actingCaller(context);
  const { uuid, malformed } = optionalId("Conversation", id);
  if (uuid === null && !malformed) {
    if (caller.type === "member") return null;
    throw new GraphQLError("This caller follows one conversation: name it by `conversationId`.", {
      extensions: { code: "BAD_USER_INPUT" },
    });
  }
  if (uuid === null || !(await mayNameConversation(context, caller, uuid)))
    throw new GraphQLError(REFUSALS.ConversationNotFound, {
      extensions: { code: "CONVERSATION_NOT_FOUND" },
    });
  return uuid;
}
