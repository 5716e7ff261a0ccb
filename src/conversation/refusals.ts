import type { HandoverState } from "./model.ts";

/** A business refusal of what is done with conversations. Nothing was written. */
export type ConversationRefusal =
  | { readonly code: "CONVERSATION_CLOSED"; readonly conversationId: string }
  /** Another member has it: two took it at once, and this is who won. */
  | {
      readonly code: "CONVERSATION_TAKEN";
      readonly conversationId: string;
      readonly memberId: string;
    }
  /** SPEC 7.3: the AI agent does not speak where an agent does, nor in what is closed. */
  | {
      readonly code: "CONVERSATION_NOT_WITH_AI";
      readonly conversationId: string;
      readonly state: HandoverState;
    }
  | { readonly code: "MESSAGE_NOT_FOUND"; readonly messageId: string };
