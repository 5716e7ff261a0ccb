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

type Decide<Command> = (command: Command, state: ConversationState) => ConversationDecision;
type OfType<Type> = Extract<ConversationCommand, { readonly type: Type }>;

const DECISIONS: { readonly [Type in ConversationCommand["type"]]: Decide<OfType<Type>> } = {
  ReceiveMessage: receiveMessage,
  SendReply: sendReply,
  TakeConversation: takeConversation,
  AssignConversation: assignConversation,
  CloseConversation: closeConversation,
  ReopenConversation: reopenConversation,
  MarkConversationRead: markConversationRead,
  RequestHandover: requestHandover,
  AskForDetails: askForDetails,
  UnassignMember: unassignMember,
};

export const isConversationCommand = (command: {
  readonly type: string;
}): command is ConversationCommand => Object.hasOwn(DECISIONS, command.type);

/** All rules of conversations, as `decide` has those of who is who. Pure: `state` is not touched. */
export const decideConversation: Decide<ConversationCommand> = (command, state) =>
  (DECISIONS[command.type] as Decide<ConversationCommand>)(command, state);
