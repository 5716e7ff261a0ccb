import { unlinkVisitor } from "../../actions/unlink-visitor.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { identityRefusal, VisitorIsNotLinked, VisitorNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { visitorPayload } from "./visitor-payload.ts";

const input = builder.inputType("UnlinkVisitorInput", {
  description: "Which visitor to unlink from its contact.",
  fields: (t) => ({
    visitorId: t.id({ required: true, description: "The visitor's id." }),
  }),
});

defineMutation("unlinkVisitor", {
  description:
    "Unlinks a visitor from its contact, because it was linked by mistake. It is anonymous again, the open secondary values that it said are withdrawn, and its history stays.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload: visitorPayload("UnlinkVisitorPayload", "The visitor is anonymous again."),
  refusals: [VisitorNotFound, VisitorIsNotLinked],
  resolve: async (given, context) => {
    const visitorId = decodeId("AnonymousVisitor", given.visitorId);
    if (visitorId === null) return { __typename: "VisitorNotFound" };
    const result = await unlinkVisitor(context)(trustedCaller(context), { visitorId });
    return result.ok
      ? { __typename: "UnlinkVisitorPayload" as const, visitorId }
      : identityRefusal(result.refusal);
  },
});
