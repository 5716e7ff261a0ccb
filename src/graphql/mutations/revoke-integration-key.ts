import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { IntegrationKeyNotFound, peopleRefusal } from "../people-refusals.ts";
import type { Named } from "../refusals.ts";
import { writtenKey } from "../written-key.ts";

defineMutation("revokeIntegrationKey", {
  description:
    "Ends an integration key for ever, and its live subscriptions with it. Revoking it again changes nothing. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("RevokeIntegrationKeyInput", {
    description: "Which key ends.",
    fields: (t) => ({
      integrationKeyId: t.id({ required: true, description: "The key's id, not the key itself." }),
    }),
  }),
  payload: builder
    .objectRef<Named & { readonly keyId: string }>("RevokeIntegrationKeyPayload")
    .implement({
      description: "The revoked key.",
      fields: (t) => ({
        integrationKey: t.field({
          type: "IntegrationKey",
          description: "The key as it is now.",
          resolve: ({ keyId }, _args, context) => writtenKey(keyId, context),
        }),
      }),
    }),
  refusals: [IntegrationKeyNotFound],
  resolve: async (input, context) => {
    const keyId = decodeId("IntegrationKey", input.integrationKeyId);
    if (keyId === null) return { __typename: "IntegrationKeyNotFound" };
    const result = await context.people.revokeIntegrationKey(memberOf(context), { keyId });
    if (!result.ok) return peopleRefusal(result.refusal);
    return { __typename: "RevokeIntegrationKeyPayload", keyId };
  },
});
