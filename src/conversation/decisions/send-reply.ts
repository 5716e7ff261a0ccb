import { holderOf, isActive, takeFor } from "../assignment.ts";
import type { SendReply } from "../commands.ts";
import { type ConversationDecision, eventHead, openConversationDraft, refused } from "../draft.ts";
import { replyKey } from "../request-id.ts";
import { say } from "../say.ts";
import { type ConversationState, externalKey } from "../state.ts";

/** SPEC 7.2, 7.3: an agent that answers what nobody has, has it; the AI agent answers only where no agent does. */
export function sendReply(command: SendReply, state: ConversationState): ConversationDecision {
  const { conversationId, actor, text } = command;
  const draft = openConversationDraft(command, state);
  const before = draft.conversation(conversationId);
  if (!before) return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  const externalId = replyKey(conversationId, actor, command.requestId);
  const stored = externalId && state.externalMessages.get(externalKey(before.channel, externalId));
  if (stored) return draft.accepted({ message: stored, duplicate: true });
  if (before.state === "CLOSED") return refused({ code: "CONVERSATION_CLOSED", conversationId });
  if (actor.type === "member") {
    if (!isActive(state, actor.id))
      return refused({ code: "MEMBER_NOT_FOUND", memberId: actor.id });
    if (holderOf(state, before) === null)
      takeFor(draft, before, { memberId: actor.id, cause: "ANSWERED" });
  } else if (before.state === "WITH_AGENT")
    return refused({ code: "CONVERSATION_NOT_WITH_AI", conversationId, state: before.state });
  else if (before.state === "WAITING_FOR_AGENT" && before.handover === null)
    draft.record({ ...eventHead(draft, { ...before, state: "WITH_AI" }), kind: "AiAgentJoined" });

  const conversation = draft.conversation(conversationId) ?? before;
  const message = say(draft, conversation, { author: actor, text, externalId });
  return draft.accepted({ message });
}
