import { visitorCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { openChatCursor } from "../chat-cursor.ts";
import { type FeedEvent, toFeedEvent } from "../feed-event.ts";
import { CHAT_EVENT_KINDS, ChatEvent } from "../types/chat-event.ts";

builder.subscriptionField("chatEvents", (t) =>
  t.field({
    type: ChatEvent,
    authScopes: { visitor: true },
    description:
      "What happens in the visitor's own conversations, as it happens: messages both ways, and when one is opened, closed and opened again. With `after`, first everything since that event: each once, in the order in which it was recorded. Of this device alone: also a visitor that proved to be a contact gets nothing of its other devices here, and reads them in `VisitorViewer.contact`.",
    args: {
      after: t.arg({
        type: "ChatCursor",
        description:
          "The cursor of the last event that you have, or `VisitorViewer.chatCursor`. Without it, from now on.",
      }),
    },
    subscribe: async (_root, { after }, context) => {
      const { workspaceId, visitorId } = visitorCaller(context);
      return context.feed.subscribe({
        workspaceId,
        after: await openChatCursor(context, after),
        filter: { visitorId, kinds: CHAT_EVENT_KINDS },
      });
    },
    resolve: (item, _args, context): FeedEvent => toFeedEvent(item, context.now),
  }),
);
