import type { ObjectParam } from "@pothos/core";
import type { IdentityResult } from "../../actions/identity-command.ts";
import type { MemberCaller } from "../../auth/caller.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder, type SchemaTypes } from "../builder.ts";
import type { Context } from "../context.ts";
import { ConversationNotFound } from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { answerConversation, conversationPayload } from "./conversation-payload.ts";

type InConversation = { readonly conversationId: string };

/** What a member does with a conversation that takes nothing but to say which: `name(input: { conversationId })`. */
export function defineConversationMutation(
  name: string,
  {
    description,
    done,
    refusals = [],
    act,
  }: {
    readonly description: string;
    /** What the payload says. */
    readonly done: string;
    /** Besides that there is none. */
    readonly refusals?: readonly ObjectParam<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>>[];
    readonly act: (
      context: Context,
    ) => (caller: MemberCaller, input: InConversation) => Promise<IdentityResult<InConversation>>;
  },
): void {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const payload = `${type}Payload`;
  defineMutation(name, {
    description,
    authScopes: { member: true },
    input: builder.inputType(`${type}Input`, {
      description: "Which conversation.",
      fields: (t) => ({
        conversationId: t.id({ required: true, description: "The conversation's id." }),
      }),
    }),
    payload: conversationPayload(payload, done),
    refusals: [ConversationNotFound, ...refusals],
    resolve: async (given, context) => {
      const conversationId = decodeId("Conversation", given.conversationId);
      if (conversationId === null) return { __typename: "ConversationNotFound" };
      return answerConversation(payload, await act(context)(memberOf(context), { conversationId }));
    },
  });
}
