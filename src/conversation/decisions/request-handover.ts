import type { RequestHandover } from "../commands.ts";
import { type ConversationDecision, eventHead, openConversationDraft, refused } from "../draft.ts";
import type { ConversationState } from "../state.ts";

/** SPEC 7.3: the AI agent asks for a person. Asked again while it waits, whatever was asked of the visitor, it waits as before. */
export function requestHandover(
  command: RequestHandover,
  state: ConversationState,
): ConversationDecision {
  const { conversationId, actor, at, language } = command;
  if (actor.type !== "integration") throw new Error("only an AI agent hands over");
  const draft = openConversationDraft(command, state);
  const conversation = draft.conversation(conversationId);
  if (!conversation) return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  if (conversation.state === "WITH_AGENT" || conversation.state === "CLOSED")
    return refused({ code: "CONVERSATION_NOT_WITH_AI", conversationId, state: conversation.state });
  if (conversation.handover === null)
    draft.record({
      ...eventHead(draft, { ...conversation, state: "WAITING_FOR_AGENT" }),
      kind: "HandoverRequested",
      requestedBy: actor.id,
      waitUntil: new Date(Date.parse(at) + state.settings.waitingSeconds * 1000).toISOString(),
      language,
    });
  return draft.accepted();
}
