import { builder } from "../builder.ts";
import { eventPageArguments } from "../connections.ts";
import {
  ConversationEventFilter,
  readConversationEventFilter,
} from "../conversation-event-filter.ts";
import { answerLog } from "../history.ts";
import { IdentityEventsResult } from "./identity-events.ts";

builder.queryField("conversationEvents", (t) =>
  t.field({
    type: IdentityEventsResult,
    authScopes: { memberOr: "READ_EVENTS", key: "AI_AGENT" },
    description:
      "What happened in conversations, the oldest first: the same events as the subscription's, for those who poll.",
    args: {
      ...eventPageArguments,
      filter: t.arg({ type: ConversationEventFilter, description: "Which events are wanted." }),
    },
    resolve: (_root, { filter, ...args }, context) =>
      answerLog(context, args, readConversationEventFilter(filter, context.caller)),
  }),
);
