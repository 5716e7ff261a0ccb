import { previewIdentify } from "../../actions/preview-identify.ts";
import type { IdentityEvent } from "../../identity/events.ts";
import type { Merge } from "../../identity/merge-record.ts";
import type { FieldName, FieldValue } from "../../identity/model.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { IdentifierTaken } from "../identifier-taken.ts";
import {
  ChannelNotAllowed,
  ConversationNotFound,
  identityRefusal,
  ProofAlreadyUsed,
  ProofRefused,
  VisitorNotFound,
  VouchingNotAllowed,
} from "../identity-refusals.ts";
import { existingRows } from "../loaders.ts";
import { resultUnion } from "../mutation.ts";
import type { Named } from "../refusals.ts";
import { ContactField } from "../types/enums.ts";
import { FieldChange } from "../types/field-change.ts";
import { FieldValueType, toFieldValue } from "../types/field-value.ts";
import { IdentifyInput, readIdentifyInput } from "../types/identify-input.ts";
import { MergeEffects } from "../types/merge-effects.ts";

interface WouldConflict {
  readonly field: FieldName;
  readonly main: FieldValue | null;
  readonly secondary: FieldValue;
}
const PreviewedConflict = builder.objectRef<WouldConflict>("PreviewedConflict").implement({
  description: "A conflict that would be opened.",
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field." }),
    main: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The contact's value, which would stay.",
      resolve: ({ field, main }) => toFieldValue(field, main),
    }),
    secondary: t.field({
      type: FieldValueType,
      description: "The claimed value.",
      resolve: ({ field, secondary }) => toFieldValue(field, secondary),
    }),
  }),
});

/** P5. */
const mergeIn = (events: readonly IdentityEvent[]): Merge | null =>
  events.find((event) => event.kind === "ContactsMerged")?.merge ?? null;

interface PreviewValue extends Named {
  readonly __typename: "IdentifyPreview";
  readonly contactId: string | null;
  readonly isNewContact: boolean;
  readonly events: readonly IdentityEvent[];
}
const IdentifyPreview = builder.objectRef<PreviewValue>("IdentifyPreview").implement({
  description: "What `identify` would do now.",
  fields: (t) => ({
    contact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The contact that would be found, as it is now. Null if a new one would be made, or if the visitor would stay anonymous.",
      resolve: ({ contactId, isNewContact }, _args, { loaders }) =>
        contactId === null || isNewContact ? null : loaders.contact.load(contactId),
    }),
    createsContact: t.exposeBoolean("isNewContact", {
      description: "Whether a new contact would be made.",
    }),
    mergeEffects: t.field({
      type: MergeEffects,
      nullable: true,
      description:
        "What a merge would do: one contact has the email and lacks a phone, the other has the phone and lacks an email, and both are vouched for. `contact` survives. Null: no merge.",
      resolve: ({ events }) => mergeIn(events),
    }),
    mergedContact: t.field({
      type: "Contact",
      nullable: true,
      description: "The contact that would be merged into `contact`, as it is now. Null: no merge.",
      resolve: ({ events }, _args, { loaders }) => {
        const merge = mergeIn(events);
        return merge && loaders.contact.load(merge.loserId);
      },
    }),
    changes: t.field({
      type: [FieldChange],
      description: "The main values that would change.",
      resolve: ({ events }) =>
        events.flatMap((event) =>
          event.kind === "ContactCreated" || event.kind === "ContactUpdated" ? event.changes : [],
        ),
    }),
    conflicts: t.field({
      type: [PreviewedConflict],
      description: "The conflicts that would be opened.",
      resolve: ({ events }) =>
        events.flatMap((event) =>
          event.kind === "ConflictOpened"
            ? [{ field: event.field, main: event.main, secondary: event.conflict.secondary }]
            : [],
        ),
    }),
    suspectedDuplicates: t.field({
      type: ["Contact"],
      description: "The contacts that would be suspected to be the same person.",
      resolve: ({ events, contactId }, _args, { loaders }) =>
        existingRows(
          loaders.contact,
          events.flatMap((event) =>
            event.kind === "DuplicateSuspected"
              ? [event.contactId, event.otherContactId].filter((id) => id !== contactId)
              : [],
          ),
        ),
    }),
  }),
});

const IdentifyPreviewResult = resultUnion(
  "IdentifyPreviewResult",
  "What `identifyPreview` answers: what would happen, or why nothing would.",
  IdentifyPreview,
  [
    VisitorNotFound,
    ConversationNotFound,
    ChannelNotAllowed,
    VouchingNotAllowed,
    ProofRefused,
    ProofAlreadyUsed,
    IdentifierTaken,
  ],
);

builder.queryField("identifyPreview", (t) =>
  t.field({
    type: IdentifyPreviewResult,
    authScopes: { member: true },
    description:
      "What `identify` would do with the same input, decided by the same rules. Nothing is written. For the side panel: an agent sees a match before confirming.",
    args: {
      input: t.arg({
        type: IdentifyInput,
        required: true,
        description: "What would be given to `identify`.",
      }),
    },
    resolve: async (_root, { input }, context) => {
      const read = readIdentifyInput(input);
      if ("refusal" in read) return read.refusal;
      const result = await previewIdentify(context)(trustedCaller(context), read.input);
      return result.ok
        ? { __typename: "IdentifyPreview" as const, ...result }
        : identityRefusal(result.refusal);
    },
  }),
);
