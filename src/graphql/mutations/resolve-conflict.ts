import { resolveConflict } from "../../actions/resolve-conflict.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import {
  ConflictIsNotOpen,
  ConflictNotFound,
  CustomerConfirmationRequired,
  MainValueChanged,
} from "../conflict-refusals.ts";
import { IdentifierTaken } from "../identifier-taken.ts";
import { identityRefusal } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { ConflictChoice } from "../types/enums.ts";
import { existingContact } from "./contact-payload.ts";

const input = builder.inputType("ResolveConflictInput", {
  description: "A decision on a conflict.",
  fields: (t) => ({
    conflictId: t.id({ required: true, description: "The conflict's id." }),
    choice: t.field({
      type: ConflictChoice,
      required: true,
      description: "Which of the two values counts.",
    }),
    mainVersion: t.int({
      required: true,
      description:
        "The `mainVersion` of the main value that was looked at. If it is another one by now, nothing is written.",
    }),
    customerConfirmed: t.boolean({
      defaultValue: false,
      description: "For `SECONDARY`: that the customer confirmed the value. Needed.",
    }),
  }),
});

interface Payload {
  readonly __typename: "ResolveConflictPayload";
  readonly conflictId: string;
  readonly contactId: string;
}
const payload = builder.objectRef<Payload>("ResolveConflictPayload").implement({
  description: "The conflict is decided, and the contact has the chosen value.",
  fields: (t) => ({
    conflict: t.field({
      type: "ConflictField",
      description: "The conflict as it is now.",
      resolve: async ({ conflictId }, _args, { loaders }) => {
        const conflict = await loaders.conflict.load(conflictId);
        if (conflict === null) throw new Error("What was just decided is not there.");
        return conflict;
      },
    }),
    contact: t.field({
      type: "Contact",
      description: "The contact as it is now.",
      resolve: ({ contactId }, _args, context) => existingContact(contactId, context),
    }),
  }),
});

defineMutation("resolveConflict", {
  description:
    "Decides which of a conflict's two values counts, or switches the decision, which can be done as long as the field has not changed since. A replaced email or phone stays with the contact as an alternate.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload,
  refusals: [
    ConflictNotFound,
    ConflictIsNotOpen,
    MainValueChanged,
    CustomerConfirmationRequired,
    IdentifierTaken,
  ],
  resolve: async ({ choice, mainVersion, customerConfirmed, ...given }, context) => {
    const conflictId = decodeId("ConflictField", given.conflictId);
    if (conflictId === null) return { __typename: "ConflictNotFound" };
    const result = await resolveConflict(context)(trustedCaller(context), {
      conflictId,
      choice,
      mainVersion,
      customerConfirmed: customerConfirmed ?? false,
    });
    return result.ok
      ? {
          __typename: "ResolveConflictPayload" as const,
          conflictId,
          contactId: result.contactId,
        }
      : identityRefusal(result.refusal);
  },
});
