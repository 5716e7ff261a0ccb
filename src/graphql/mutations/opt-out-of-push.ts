import { optOutOfPush } from "../../actions/opt-out-of-push.ts";
import { actingCaller, optionalId } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { identityRefusal, VisitorNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { visitorPayload } from "./visitor-payload.ts";

const input = builder.inputType("OptOutOfPushInput", {
  description: "Which visitor.",
  fields: (t) => ({
    visitorId: t.id({
      description:
        "The visitor's id. With a visitor token it may be left out: a visitor acts for itself alone.",
    }),
  }),
});

defineMutation("optOutOfPush", {
  description: "Opts a visitor out of push notifications: push campaigns reach it no more.",
  authScopes: { visitor: true, memberOr: "IDENTIFY" },
  input,
  payload: visitorPayload("OptOutOfPushPayload", "The visitor is not opted in."),
  refusals: [VisitorNotFound],
  resolve: async (given, context) => {
    const visitorId = optionalId("AnonymousVisitor", given.visitorId);
    if (visitorId.malformed) return { __typename: "VisitorNotFound" };
    const result = await optOutOfPush(context)(actingCaller(context), {
      visitorId: visitorId.uuid,
    });
    return result.ok
      ? { __typename: "OptOutOfPushPayload" as const, visitorId: result.visitorId }
      : identityRefusal(result.refusal);
  },
});
