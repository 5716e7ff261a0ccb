import type { ConversationRefusal } from "../conversation/refusals.ts";
import { builder } from "./builder.ts";
import { REFUSALS } from "./refusal-names.ts";
import { plainRefusal, Refusal, type RefusalValue } from "./refusals.ts";
import { HandoverState } from "./types/enums.ts";

export const ConversationIsClosed = plainRefusal("ConversationIsClosed");
export const MessageNotFound = plainRefusal("MessageNotFound");

interface TakenValue extends RefusalValue {
  readonly memberId: string;
}
export const ConversationIsTaken = builder.objectRef<TakenValue>("ConversationIsTaken").implement({
  description: REFUSALS.ConversationIsTaken,
  interfaces: [Refusal],
  fields: (t) => ({
    takenBy: t.field({
      type: "Member",
      description: "The member who has it.",
      resolve: async ({ memberId }, _args, { loaders }) => {
        const member = await loaders.member.load(memberId);
        if (member === null) throw new Error("A conversation is with nobody.");
        return member;
      },
    }),
  }),
});

interface NotWithAiValue extends RefusalValue {
  readonly state: HandoverStateName;
}
type HandoverStateName = (typeof HandoverState)["$inferType"];
export const ConversationIsNotWithAi = builder
  .objectRef<NotWithAiValue>("ConversationIsNotWithAi")
  .implement({
    description: REFUSALS.ConversationIsNotWithAi,
    interfaces: [Refusal],
    fields: (t) => ({
      state: t.expose("state", { type: HandoverState, description: "How it stands." }),
    }),
  });

export function conversationRefusal(refusal: ConversationRefusal): RefusalValue {
  switch (refusal.code) {
    case "CONVERSATION_CLOSED":
      return { __typename: "ConversationIsClosed" };
    case "CONVERSATION_TAKEN": {
      const { memberId } = refusal;
      return { __typename: "ConversationIsTaken", memberId } as TakenValue;
    }
    case "CONVERSATION_NOT_WITH_AI": {
      const { state } = refusal;
      return { __typename: "ConversationIsNotWithAi", state } as NotWithAiValue;
    }
    case "MESSAGE_NOT_FOUND":
      return { __typename: "MessageNotFound" };
  }
}
