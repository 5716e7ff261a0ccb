import { encodeId } from "../../../auth/global-id.ts";
import { mayReadContacts } from "../../auth-scopes.ts";
import { AssignmentEvent } from "./assignment.ts";
import { eventType } from "./event-type.ts";

export const conversationEvents = [
  eventType("ConversationOpened", "A visitor's first message opened a conversation."),
  eventType("ConversationAssigned", "A conversation became a member's, or nobody's.", undefined, [
    AssignmentEvent,
  ]),
  eventType("MessageReceived", "A message came in. Its text is in `message`.", (t) => ({
    messageId: t.id({
      description: "The id of the message.",
      resolve: ({ event }) => encodeId("Message", event.messageId),
    }),
    message: t.field({
      type: "Message",
      nullable: true,
      description: "The message. Null to integration keys that may not read contacts.",
      resolve: ({ event }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.message.load(event.messageId) : null,
    }),
  })),
] as const;
