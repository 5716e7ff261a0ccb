import { builder } from "../builder.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { peopleRefusal } from "../people-refusals.ts";
import type { Named } from "../refusals.ts";
import { IntegrationScope } from "../types/integration-key.ts";
import { writtenKey } from "../written-key.ts";

interface Payload extends Named {
  readonly keyId: string;
  readonly key: string;
}

defineMutation("createIntegrationKey", {
  description:
    "Makes a key with which a program calls this API. This answer is the only place where the key itself is shown. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("CreateIntegrationKeyInput", {
    description: "What the key is for, and what it opens.",
    fields: (t) => ({
      name: t.string({
        required: true,
        description: "What it is for: 1 to 200 characters. Example: `CRM sync`.",
      }),
      scopes: t.field({
        type: [IntegrationScope],
        required: true,
        description: "What it may do: at least one, and no more than it needs.",
      }),
    }),
  }),
  payload: builder.objectRef<Payload>("CreateIntegrationKeyPayload").implement({
    description: "The new key.",
    fields: (t) => ({
      integrationKey: t.field({
        type: "IntegrationKey",
        description: "What is known of the key from now on.",
        resolve: ({ keyId }, _args, context) => writtenKey(keyId, context),
      }),
      key: t.exposeString("key", {
        description:
          "The key itself, to be sent as `Authorization: Bearer …`. It is not stored and can't be shown again.",
      }),
    }),
  }),
  refusals: [],
  resolve: async (input, context) => {
    const result = await context.people.createIntegrationKey(memberOf(context), input);
    if (!result.ok) return peopleRefusal(result.refusal);
    const { keyId, key } = result;
    return { __typename: "CreateIntegrationKeyPayload", keyId, key };
  },
});
