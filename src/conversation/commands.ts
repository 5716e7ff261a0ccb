import type { CommandHead, GivenClaims } from "../identity/commands.ts";
import type { ReadDetails } from "../identity/details/read-details.ts";
import type { Instant, MessageChannel, Sender } from "../identity/model.ts";

export type ConversationCommand =
  | ReceiveMessage
  | SendReply
  | TakeConversation
  | AssignConversation
  | CloseConversation
  | ReopenConversation
  | MarkConversationRead
  | RequestHandover
  | AskForDetails
  | UnassignMember;

/** An inbound message (SPEC 7.1). It is never refused for who sends it. */
export interface ReceiveMessage extends CommandHead {
  readonly type: "ReceiveMessage";
  /** Whose it is: named by the caller, or found by `sender`; a random UUID where the sender is new. */
  readonly visitorId: string;
  readonly sender: Sender | null;
  /** What the channel says of its sender; null: nothing. */
  readonly sentBy: SentBy | null;
  readonly channel: MessageChannel;
  readonly text: string;
  readonly externalId: string | null;
  readonly sentAt: Instant;
  /** Continue exactly this conversation; null: the visitor's latest open one of the channel, or a new one. */
  readonly conversationId: string | null;
  /** Null: not said. */
  readonly language: string | null;
  /** What can be read in the text; it counts only where the visitor was asked (SPEC 7.3). */
  readonly details: ReadDetails;
}
/** An `Identify` in the message, by the channel (SPEC 3.2). What it can't do, it leaves: the message comes all the same. */
export interface SentBy {
  readonly claims: GivenClaims;
  readonly provenByVisitor: boolean;
  /** As the id of a command, and another one: the text too may make a contact or conflicts. */
  readonly id: string;
  /** A random UUID (P10). */
  readonly successorVisitorId: string;
}

interface InConversation extends CommandHead {
  readonly conversationId: string;
}
/** A member answers, or the AI agent does (an integration). */
export interface SendReply extends InConversation {
  readonly type: "SendReply";
  readonly text: string;
  /** The sender's own id of it: sent again with it, it is stored once. */
  readonly requestId: string | null;
}
/** SPEC 7.2. Of two members who take it at once, one has it. */
export interface TakeConversation extends InConversation {
  readonly type: "TakeConversation";
}
/** Whoever has it; null: nobody. */
export interface AssignConversation extends InConversation {
  readonly type: "AssignConversation";
  readonly assigneeId: string | null;
}
export interface CloseConversation extends InConversation {
  readonly type: "CloseConversation";
}
export interface ReopenConversation extends InConversation {
  readonly type: "ReopenConversation";
}
/** Up to and with this message; one that came meanwhile stays unread. */
export interface MarkConversationRead extends InConversation {
  readonly type: "MarkConversationRead";
  readonly throughMessageId: string;
}
/** SPEC 7.3: the AI agent asks for a person. */
export interface RequestHandover extends InConversation {
  readonly type: "RequestHandover";
  readonly language: string | null;
}
/** The waiting time is over. Early, late, twice: it does what is right at that moment. */
export interface AskForDetails extends InConversation {
  readonly type: "AskForDetails";
}

/** What a removed member still has becomes nobody's (SPEC 3.9). What is not its any more is left alone. */
export interface UnassignMember extends CommandHead {
  readonly type: "UnassignMember";
  readonly memberId: string;
  /** As their rows are named: one that was merged does not lead to who survived. */
  readonly contactIds: readonly string[];
  readonly conversations: readonly { readonly id: string; readonly visitorId: string }[];
}
