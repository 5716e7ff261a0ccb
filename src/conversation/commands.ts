import type { CommandHead } from "../identity/commands.ts";
import type { ConversationChannel, Instant, Sender } from "../identity/model.ts";

/** An inbound message (SPEC 7.1). It is never refused for who sends it. */
export interface ReceiveMessage extends CommandHead {
  readonly type: "ReceiveMessage";
  /** Whose it is: named by the caller, or found by `sender`; a random UUID where the sender is new. */
  readonly visitorId: string;
  readonly sender: Sender | null;
  readonly channel: ConversationChannel;
  readonly text: string;
  readonly externalId: string | null;
  readonly sentAt: Instant;
  /** Continue exactly this conversation; null: the visitor's latest open one of the channel, or a new one. */
  readonly conversationId: string | null;
}

/** What a removed member still has becomes nobody's (SPEC 3.9). What is not its any more is left alone. */
export interface UnassignMember extends CommandHead {
  readonly type: "UnassignMember";
  readonly memberId: string;
  /** As their rows are named: one that was merged does not lead to who survived. */
  readonly contactIds: readonly string[];
  readonly conversations: readonly { readonly id: string; readonly visitorId: string }[];
}
