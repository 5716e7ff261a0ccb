import { takeConversation } from "../../actions/conversation-actions.ts";
import { ConversationIsClosed, ConversationIsTaken } from "../conversation-refusals.ts";
import { MemberNotFound } from "../people-refusals.ts";
import { defineConversationMutation } from "./conversation-mutation.ts";

defineConversationMutation("takeConversation", {
  description:
    "An agent takes a conversation: it is that agent's from then on, and a handover waits no more. Of two who take it at once, one gets it and the other is told who. Taking what one has changes nothing.",
  done: "The agent has the conversation.",
  refusals: [ConversationIsClosed, ConversationIsTaken, MemberNotFound],
  act: takeConversation,
});
