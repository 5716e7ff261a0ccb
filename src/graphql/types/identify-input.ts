import type { IdentifyInput as ActionInput } from "../../actions/identify-command.ts";
import { optionalId } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import type { RefusalValue } from "../refusals.ts";
import { Channel } from "./enums.ts";
import { ClaimsInput, toRawClaims } from "./values-input.ts";

export const IdentifyInput = builder.inputType("IdentifyInput", {
  description: "What a visitor says of itself, or what somebody says of it.",
  fields: (t) => ({
    visitorId: t.id({
      description:
        "The visitor's id. Members and integrations name one; with a visitor token it may be left out: a visitor speaks for itself alone.",
    }),
    channel: t.field({
      type: Channel,
      required: true,
      description:
        "Where it was said. Visitors: `FORM`, `CHAT`, `LOGIN`. Members: `AGENT`. Integrations: all but `AGENT`.",
    }),
    claims: t.field({
      type: ClaimsInput,
      required: true,
      description: "The values. Those of a proof need not be repeated here.",
    }),
    conversationId: t.id({
      description: "The visitor's conversation that it was said in.",
    }),
    happenedAt: t.field({
      type: "DateTime",
      description:
        "When it was said. Believed from members and from integrations that may vouch, never later than receipt; from others it is ignored.",
    }),
    proof: t.string({
      description:
        "A JWT that the business's server signed with the workspace's proof secret: `aud` the workspace, `sub` the visitor, `jti`, `iat`, `exp` at most an hour later, and `claims` with the values. It can be used once; its values are verified.",
    }),
    verified: t.boolean({
      defaultValue: false,
      description:
        "An integration with the scope `IDENTIFY_VERIFIED` vouches for all given values. Members always do.",
    }),
  }),
});

type Given = typeof IdentifyInput.$inferInput;

/** The action's input; or the refusal of an id that is that of nothing. */
export function readIdentifyInput(
  given: Given,
): { readonly input: ActionInput } | { readonly refusal: RefusalValue } {
  const visitorId = optionalId("AnonymousVisitor", given.visitorId);
  if (visitorId.malformed) return { refusal: { __typename: "VisitorNotFound" } };
  const conversationId = optionalId("Conversation", given.conversationId);
  if (conversationId.malformed) return { refusal: { __typename: "ConversationNotFound" } };
  return {
    input: {
      visitorId: visitorId.uuid,
      channel: given.channel,
      claims: toRawClaims(given.claims),
      conversationId: conversationId.uuid,
      happenedAt: given.happenedAt ?? null,
      proof: given.proof ?? null,
      verified: given.verified ?? false,
    },
  };
}
