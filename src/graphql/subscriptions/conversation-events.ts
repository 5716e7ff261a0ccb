import { builder } from "../builder.ts";
import {
  ConversationEventFilter,
  readConversationEventFilter,
} from "../conversation-event-filter.ts";
import { type FeedEvent, toFeedEvent } from "../feed-event.ts";
import { followLog } from "../history.ts";
import { IdentityEvent } from "../types/identity-event.ts";

builder.subscriptionField("conversationEvents", (t) =>
  t.field({
    type: IdentityEvent,
    authScopes: { memberOr: "READ_EVENTS", key: "AI_AGENT" },
    description:
      "Everything that happens in conversations: what is written and who has them, and who is identified in them and what conflicts come of it. Of the one log that `identityEvents` is of, in its order, with its cursors and its promises: a cursor of either is one of both. To AI agents whose key may not read events, the events of conversations alone, without their contacts.",
    args: {
      after: t.arg({
        type: "Cursor",
        description: "The cursor of the last event that you have. Without it, from now on.",
      }),
      filter: t.arg({ type: ConversationEventFilter, description: "Which events are wanted." }),
    },
    subscribe: (_root, { after, filter }, context) =>
      followLog(context, after, readConversationEventFilter(filter, context.caller)),
    resolve: (item, _args, context): FeedEvent => toFeedEvent(item, context.now),
  }),
);
