import { builder } from "../builder.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { workspacePayload } from "../types/workspace-payload.ts";

defineMutation("rotateProofSecret", {
  description:
    "Gives the workspace a new proof secret. Identity proofs signed with the old one stop counting within a second, so have the business's server ready to change over. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("RotateProofSecretInput", {
    description: "Which secret is replaced. The token says whose.",
    fields: (t) => ({
      replacing: t.string({
        description:
          "The secret to be replaced. If it no longer is the workspace's, nothing is done: so a call that is repeated after a lost answer does not rotate twice.",
      }),
    }),
  }),
  payload: workspacePayload(
    "RotateProofSecretPayload",
    "The workspace with its new `proofSecret`.",
  ),
  refusals: [],
  resolve: async (input, context) => {
    const { workspaceId } = await context.people.rotateProofSecret(memberOf(context), input);
    return { __typename: "RotateProofSecretPayload", workspaceId };
  },
});
