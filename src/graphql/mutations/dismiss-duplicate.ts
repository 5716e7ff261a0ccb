import { dismissDuplicate } from "../../actions/dismiss-duplicate.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { identityRefusal, SuspectedDuplicateNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";

const input = builder.inputType("DismissDuplicateInput", {
  description: "Which two contacts are two people.",
  fields: (t) => ({
    suspectedDuplicateId: t.id({
      required: true,
      description: "The suspected duplicate's id.",
    }),
  }),
});

interface DismissedValue extends Named {
  readonly __typename: "DismissDuplicatePayload";
  readonly suspicionId: string;
}
const payload = builder.objectRef<DismissedValue>("DismissDuplicatePayload").implement({
  description: "They are two people.",
  fields: (t) => ({
    suspectedDuplicate: t.field({
      type: "SuspectedDuplicate",
      description: "The pair as it is now.",
      resolve: async ({ suspicionId }, _args, { loaders }) => {
        const pair = await loaders.suspicion.load(suspicionId);
        if (pair === null) throw new Error("What was just written is not there.");
        return pair;
      },
    }),
  }),
});

defineMutation("dismissDuplicate", {
  description:
    "Decides that two contacts are two people, for good: nothing suspects them again. Dismissing a second time changes nothing.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload,
  refusals: [SuspectedDuplicateNotFound],
  resolve: async (given, context) => {
    const suspicionId = decodeId("SuspectedDuplicate", given.suspectedDuplicateId);
    if (suspicionId === null) return { __typename: "SuspectedDuplicateNotFound" };
    const result = await dismissDuplicate(context)(trustedCaller(context), { suspicionId });
    return result.ok
      ? { __typename: "DismissDuplicatePayload" as const, suspicionId }
      : identityRefusal(result.refusal);
  },
});
