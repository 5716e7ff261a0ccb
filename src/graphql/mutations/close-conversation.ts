import { closeConversation } from "../../actions/conversation-actions.ts";
import { defineConversationMutation } from "./conversation-mutation.ts";

defineConversationMutation("closeConversation", {
  description:
    "Ends a conversation. The visitor's next message opens another one, or this one again if it names it. Closing a closed one changes nothing.",
  done: "The conversation is closed.",
  act: closeConversation,
});
