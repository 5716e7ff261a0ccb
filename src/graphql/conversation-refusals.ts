import type { HandoverState as State } from "../conversation/model.ts";
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
        if (member === null) throw new Error("The member who has the conversation is not there.");
        return member;
      },
    }),
  }),
});

interface NotWithAiValue extends RefusalValue {
  readonly state: State;
}
export const ConversationIsNotWithAi = builder
  .objectRef<NotWithAiValue>("ConversationIsNotWithAi")
  .implement({
    description: REFUSALS.ConversationIsNotWithAi,
    interfaces: [Refusal],
    fields: (t) => ({
      state: t.expose("state", { type: HandoverState, description: "How it stands." }),
    }),
  });
