import { reopenConversation } from "../../actions/conversation-actions.ts";
import { MemberNotFound } from "../people-refusals.ts";
import { defineConversationMutation } from "./conversation-mutation.ts";

defineConversationMutation("reopenConversation", {
  description:
    "Opens a closed conversation again: it is whose it was, or the caller's. Opening an open one changes nothing.",
  done: "The conversation goes on.",
  refusals: [MemberNotFound],
  act: reopenConversation,
});
