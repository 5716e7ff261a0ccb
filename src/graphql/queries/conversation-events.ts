import { builder } from "../builder.ts";
import { eventPageArguments } from "../connections.ts";
import {
  ConversationEventFilter,
  readConversationEventFilter,
} from "../conversation-event-filter.ts";
import type { ResyncEvent } from "../feed-event.ts";
import { readLog, toEventConnection } from "../history.ts";
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
    resolve: async (_root, { filter, ...args }, context) => {
      const wanted = readConversationEventFilter(filter, context.caller);
      const page = await readLog(context, args, wanted);
      return page.type === "page"
        ? toEventConnection(page, args.after)
        : ({ ...page, at: context.now() } satisfies ResyncEvent);
    },
  }),
);
