import type { CONVERSATION_EVENT_KINDS } from "../../../conversation/events.ts";
import { builder } from "../../builder.ts";
import type { Logged } from "../../feed-event.ts";
import { HandoverState } from "../enums.ts";
import { IdentityEvent } from "../identity-event.ts";

export type LoggedConversationEvent = Logged<(typeof CONVERSATION_EVENT_KINDS)[number]>;

/** What all events of conversations say. */
export const ConversationEvent = builder
  .interfaceRef<LoggedConversationEvent>("ConversationEvent")
  .implement({
    description: "Something happened in a conversation.",
    interfaces: [IdentityEvent],
    resolveType: ({ event }) => event.kind,
    fields: (t) => ({
      conversationState: t.field({
        type: HandoverState,
        description: "Whose turn it was to answer, from this event on.",
        resolve: ({ event }) => event.state,
      }),
    }),
  });
