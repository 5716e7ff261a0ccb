import { builder } from "../builder.ts";
import { sealChatCursor } from "../chat-cursor.ts";
import { type FeedEvent, isResync, type Logged, type ResyncEvent } from "../feed-event.ts";
import { ResyncReason } from "./events/resync-required.ts";

/**
 * What a visitor gets of the log: events of its own conversations, as types of their own, because those of the log name
 * contacts and members and say what the business does behind the chat.
 */
export const CHAT_EVENT_KINDS = [
  "ConversationOpened",
  "MessageReceived",
  "MessageSent",
  "ConversationClosed",
  "ConversationReopened",
] as const;
type Kind = (typeof CHAT_EVENT_KINDS)[number];

const TYPES: Record<Kind, string> = {
  ConversationOpened: "ChatOpened",
  MessageReceived: "ChatMessageAdded",
  MessageSent: "ChatMessageAdded",
  ConversationClosed: "ChatClosed",
  ConversationReopened: "ChatReopened",
};

export const ChatEvent = builder.interfaceRef<FeedEvent>("ChatEvent").implement({
  description: "Something happened in a visitor's own conversations.",
  resolveType: (event) =>
    isResync(event) ? "ChatResyncRequired" : TYPES[event.event.kind as Kind],
  fields: (t) => ({
    cursor: t.field({
      type: "ChatCursor",
      description:
        "Its place: pass the last one that you have as `after`. Equal places need not have equal cursors.",
      resolve: ({ cursor }, _args, context) => sealChatCursor(context, cursor),
    }),
    occurredAt: t.field({
      type: "DateTime",
      description: "When it happened.",
      resolve: (event) => (isResync(event) ? event.at : event.event.happenedAt),
    }),
    conversation: t.field({
      type: "Conversation",
      nullable: true,
      description: "The conversation as it is now; null if it is gone.",
      resolve: (event, _args, { loaders }) =>
        isResync(event) || event.event.conversationId === null
          ? null
          : loaders.conversation.load(event.event.conversationId),
    }),
  }),
});

type Added = Logged<"MessageReceived" | "MessageSent">;

builder.objectRef<Added>("ChatMessageAdded").implement({
  description: "The visitor wrote, or the business answered: `message.direction` says which.",
  interfaces: [ChatEvent],
  fields: (t) => ({
    message: t.field({
      type: "Message",
      nullable: true,
      description: "The message; null if it is gone.",
      resolve: ({ event }, _args, { loaders }) => loaders.message.load(event.messageId),
    }),
  }),
});

const plainEvent = (name: string, description: string) =>
  builder.objectRef<FeedEvent>(name).implement({ description, interfaces: [ChatEvent] });

plainEvent("ChatOpened", "A message of the visitor opened a conversation.");
plainEvent("ChatClosed", "The business closed a conversation.");
plainEvent(
  "ChatReopened",
  "The business opened a closed conversation again, or a message of the visitor did.",
);

builder.objectRef<ResyncEvent>("ChatResyncRequired").implement({
  description:
    "What came after the given cursor can't be told. Read `VisitorViewer.conversations` anew; the stream goes on live from here by itself.",
  interfaces: [ChatEvent],
  fields: (t) => ({
    reason: t.field({
      type: ResyncReason,
      description: "Why.",
      resolve: (event) => event.reason,
    }),
  }),
});
