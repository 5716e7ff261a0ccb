import { optInToPush } from "../../actions/opt-in-to-push.ts";
import { actingCaller, optionalId } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { identityRefusal, VisitorNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { visitorPayload } from "./visitor-payload.ts";

const input = builder.inputType("OptInToPushInput", {
  description: "Which visitor.",
  fields: (t) => ({
    visitorId: t.id({
      description:
        "The visitor's id. With a visitor token it may be left out: a visitor acts for itself alone.",
    }),
  }),
});

defineMutation("optInToPush", {
  description:
    "Opts a visitor in to push notifications: push campaigns reach it from then on, and it is listed and counted as push.",
  authScopes: { visitor: true, memberOr: "IDENTIFY" },
  input,
  payload: visitorPayload("OptInToPushPayload", "The visitor is opted in."),
  refusals: [VisitorNotFound],
  resolve: async (given, context) => {
    const visitorId = optionalId("AnonymousVisitor", given.visitorId);
    if (visitorId.malformed) return { __typename: "VisitorNotFound" };
    const result = await optInToPush(context)(actingCaller(context), { visitorId: visitorId.uuid });
    return result.ok
      ? { __typename: "OptInToPushPayload" as const, visitorId: result.visitorId }
      : identityRefusal(result.refusal);
  },
});
