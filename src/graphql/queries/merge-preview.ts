import { previewMerge } from "../../actions/merge-contacts.ts";
import { decodeId } from "../../auth/global-id.ts";
import { countConversationsOf } from "../../database/moved-visitors.ts";
import type { Merge } from "../../identity/merge-record.ts";
import { trustedCaller } from "../acting-caller.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ContactNotFound, identityRefusal } from "../identity-refusals.ts";
import { ContactMerged, MergeWithItself } from "../merge-refusals.ts";
import { resultUnion } from "../mutation.ts";
import { existingContact } from "../mutations/contact-payload.ts";
import type { Named } from "../refusals.ts";
import { MergeEffects } from "../types/merge-effects.ts";

interface PreviewValue extends Named {
  readonly __typename: "MergePreview";
  readonly merge: Merge;
}
const MergePreview = builder.objectRef<PreviewValue>("MergePreview").implement({
  description: "What `mergeContacts` would do now.",
  fields: (t) => ({
    survivor: t.field({
      type: "Contact",
      description: "The contact that would survive, as it is now.",
      resolve: ({ merge }, _args, context) => existingContact(merge.survivorId, context),
    }),
    mergedContact: t.field({
      type: "Contact",
      description: "The contact that would be merged into it, as it is now.",
      resolve: ({ merge }, _args, context) => existingContact(merge.loserId, context),
    }),
    effects: t.field({
      type: MergeEffects,
      description: "All that it would do.",
      resolve: ({ merge }) => merge,
    }),
    conversationCount: t.int({
      description: "How many conversations would change over.",
      resolve: ({ merge }, _args, context) =>
        countConversationsOf(context.database.pool, workspaceOf(context), merge.visitorIds),
    }),
  }),
});

const MergePreviewResult = resultUnion(
  "MergePreviewResult",
  "What `mergePreview` answers: what would happen, or why nothing would.",
  MergePreview,
  [ContactNotFound, ContactMerged, MergeWithItself],
);

builder.queryField("mergePreview", (t) =>
  t.field({
    type: MergePreviewResult,
    authScopes: { memberOr: "READ_CONTACTS" },
    description:
      "What `mergeContacts` would do with the same two, decided by the same rules. Nothing is written.",
    args: {
      survivorId: t.arg.id({
        required: true,
        description: "The id of the contact that would survive.",
      }),
      mergedContactId: t.arg.id({
        required: true,
        description: "The id of the contact that would be merged into it.",
      }),
    },
    resolve: async (_root, args, context) => {
      const survivorId = decodeId("Contact", args.survivorId);
      const loserId = decodeId("Contact", args.mergedContactId);
      if (survivorId === null || loserId === null)
        return { __typename: "ContactNotFound" as const };
      const result = await previewMerge(context)(trustedCaller(context), { survivorId, loserId });
      return result.ok
        ? { __typename: "MergePreview" as const, merge: result.merge }
        : identityRefusal(result.refusal);
    },
  }),
);
