import type { ConversationCommand } from "./commands.ts";
import { askForDetails } from "./decisions/ask-for-details.ts";
import { assignConversation } from "./decisions/assign-conversation.ts";
import { closeConversation } from "./decisions/close-conversation.ts";
import { markConversationRead } from "./decisions/mark-conversation-read.ts";
import { receiveMessage } from "./decisions/receive-message.ts";
import { reopenConversation } from "./decisions/reopen-conversation.ts";
import { requestHandover } from "./decisions/request-handover.ts";
import { sendReply } from "./decisions/send-reply.ts";
import { takeConversation } from "./decisions/take-conversation.ts";
import { unassignMember } from "./decisions/unassign-member.ts";
import type { ConversationDecision } from "./draft.ts";
import type { ConversationState } from "./state.ts";

/** All rules of conversations, as `decide` has those of who is who. Pure: `state` is not touched. */
export function decideConversation(
  command: ConversationCommand,
  state: ConversationState,
): ConversationDecision {
  switch (command.type) {
    case "ReceiveMessage":
      return receiveMessage(command, state);
    case "SendReply":
      return sendReply(command, state);
    case "TakeConversation":
      return takeConversation(command, state);
    case "AssignConversation":
      return assignConversation(command, state);
    case "CloseConversation":
      return closeConversation(command, state);
    case "ReopenConversation":
      return reopenConversation(command, state);
    case "MarkConversationRead":
      return markConversationRead(command, state);
    case "RequestHandover":
      return requestHandover(command, state);
    case "AskForDetails":
      return askForDetails(command, state);
    case "UnassignMember":
      return unassignMember(command, state);
    default:
      throw new Error(`unknown command ${(command satisfies never as { type: string }).type}`);
  }
}

const TYPES: ReadonlySet<string> = new Set<ConversationCommand["type"]>([
  "ReceiveMessage",
  "SendReply",
  "TakeConversation",
  "AssignConversation",
  "CloseConversation",
  "ReopenConversation",
  "MarkConversationRead",
  "RequestHandover",
  "AskForDetails",
  "UnassignMember",
]);
export const isConversationCommand = (command: {
  readonly type: string;
}): command is ConversationCommand => TYPES.has(command.type);
