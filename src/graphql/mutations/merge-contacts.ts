import { mergeContacts } from "../../actions/merge-contacts.ts";
import { decodeId } from "../../auth/global-id.ts";
import type { Merge } from "../../identity/merge-record.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ContactNotFound, identityRefusal } from "../identity-refusals.ts";
import { ContactMerged, MergeWithItself } from "../merge-refusals.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";
import { existingMerge } from "../types/contact-merge.ts";
import { MergeEffects } from "../types/merge-effects.ts";
import { existingContact } from "./contact-payload.ts";

const input = builder.inputType("MergeContactsInput", {
  description: "Which contact is merged into which.",
  fields: (t) => ({
    survivorId: t.id({ required: true, description: "The id of the contact that survives." }),
    mergedContactId: t.id({
      required: true,
      description: "The id of the contact that is merged into it. From then on it leads there.",
    }),
  }),
});

interface MergedValue extends Named {
  readonly __typename: "MergeContactsPayload";
  readonly mergeId: string;
  readonly merge: Merge;
}
const payload = builder.objectRef<MergedValue>("MergeContactsPayload").implement({
  description: "The two are one.",
  fields: (t) => ({
    survivor: t.field({
      type: "Contact",
      description: "The contact that survived, as it is now.",
      resolve: ({ merge }, _args, context) => existingContact(merge.survivorId, context),
    }),
    merge: t.field({
      type: "ContactMerge",
      description: "The merge. `undoMerge` takes its id.",
      resolve: ({ mergeId }, _args, context) => existingMerge(mergeId, context),
    }),
    effects: t.field({
      type: MergeEffects,
      description: "All that it did.",
      resolve: ({ merge }) => merge,
    }),
  }),
});

defineMutation("mergeContacts", {
  description:
    "Makes two contacts one. The survivor gets what it lacks; differing emails and phones stay with it as alternates, other differing values as conflicts; visitors, conversations, lists, tags and suspected duplicates change over. The other's id leads to the survivor. `mergePreview` shows it before, `undoMerge` takes it back.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload,
  refusals: [ContactNotFound, ContactMerged, MergeWithItself],
  resolve: async (given, context) => {
    const survivorId = decodeId("Contact", given.survivorId);
    const loserId = decodeId("Contact", given.mergedContactId);
    if (survivorId === null || loserId === null) return { __typename: "ContactNotFound" };
    const result = await mergeContacts(context)(trustedCaller(context), { survivorId, loserId });
    return result.ok
      ? { __typename: "MergeContactsPayload" as const, ...result }
      : identityRefusal(result.refusal);
  },
});
