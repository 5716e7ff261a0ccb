import { encodeId } from "../../auth/global-id.ts";
import { expiryOf, type Side, type Signal, sideOf } from "../../conversation/signal.ts";
import { builder } from "../builder.ts";
import { Actor } from "./actor.ts";

export const ConversationActivity = builder.enumType("ConversationActivity", {
  description: "What somebody does in a conversation right now.",
  values: {
    TYPING: {
      description: "Writes something. Believed for 6 seconds: repeat it while it goes on.",
    },
    STOPPED_TYPING: { description: "Writes nothing any more. A message that is sent says so too." },
    PRESENT: {
      description:
        "Has the conversation open. Believed for 30 seconds: repeat it while it goes on.",
    },
    LEFT: { description: "Has it open no more." },
  } as const,
});

const ConversationSide = builder.enumType("ConversationSide", {
  description: "A side of a conversation.",
  values: {
    VISITOR: { description: "The visitor." },
    BUSINESS: { description: "The business: its people and its AI agents." },
  } as const,
});

export const ConversationSignal = builder.objectRef<Signal>("ConversationSignal").implement({
  description:
    "What somebody does in a conversation right now. It is stored nowhere and may be lost: forget it when it expires, and believe the next.",
  fields: (t) => ({
    conversationId: t.id({
      description: "The conversation.",
      resolve: (signal) => encodeId("Conversation", signal.conversationId),
    }),
    activity: t.field({
      type: ConversationActivity,
      description: "What is done.",
      resolve: (signal) => signal.activity,
    }),
    side: t.field({
      type: ConversationSide,
      description: "Which side does it.",
      resolve: (signal): Side => sideOf(signal.actor),
    }),
    actor: t.field({
      type: Actor,
      nullable: true,
      description: "Who does it. Null to visitors: to them it is the business, and nobody in it.",
      resolve: (signal, _args, { caller }) => (caller.type === "visitor" ? null : signal.actor),
    }),
    sentAt: t.field({
      type: "DateTime",
      description: "When it was signalled.",
      resolve: (signal) => signal.sentAt,
    }),
    expiresAt: t.field({
      type: "DateTime",
      nullable: true,
      description:
        "Until when it is to be believed if it is not repeated. Null for what is an end: it stays so.",
      resolve: expiryOf,
    }),
  }),
});
