import { encodeId } from "../auth/global-id.ts";
import type { FieldName, Owner } from "../identity/model.ts";
import { mayReadContacts } from "./auth-scopes.ts";
import { builder } from "./builder.ts";
import { REFUSALS } from "./refusal-names.ts";
import { Refusal, type RefusalValue } from "./refusals.ts";
import { ContactField } from "./types/enums.ts";

const IdentifierHolder = builder.unionType("IdentifierHolder", {
  description:
    "Whose an email or phone is. A contact may have no email and a member always has one, so asking both for theirs in one selection takes two names: `memberEmail: email`.",
  types: ["Contact", "Member"],
  resolveType: (holder) => ("passwordHash" in holder ? "Member" : "Contact"),
});

interface MergeOfferValue {
  readonly survivorId: string;
  readonly mergedContactId: string;
}
const MergeOffer = builder.objectRef<MergeOfferValue>("MergeOffer").implement({
  description:
    "Two contacts that are perhaps one: the input of `mergeContacts`, and the arguments of `mergePreview`.",
  fields: (t) => ({
    survivorId: t.id({
      description: "The id of the contact that the email or phone was meant for.",
      resolve: ({ survivorId }) => encodeId("Contact", survivorId),
    }),
    mergedContactId: t.id({
      description: "The id of the contact that has it.",
      resolve: ({ mergedContactId }) => encodeId("Contact", mergedContactId),
    }),
  }),
});

export interface IdentifierTakenValue extends RefusalValue {
  readonly field: FieldName;
  readonly holder: Owner;
  readonly contactId: string | null;
}
export const IdentifierTaken = builder
  .objectRef<IdentifierTakenValue>("IdentifierTaken")
  .implement({
    description: REFUSALS.IdentifierTaken,
    interfaces: [Refusal],
    fields: (t) => ({
      field: t.field({
        type: ContactField,
        description: "The identifier that is taken: `EMAIL` or `PHONE`.",
        resolve: (refusal) => refusal.field,
      }),
      holder: t.field({
        type: IdentifierHolder,
        nullable: true,
        description:
          "Whose it is, as a main value or an alternate. Null to callers who may not read contacts.",
        resolve: ({ holder }, _args, { caller, loaders }) => {
          if (!mayReadContacts(caller)) return null;
          return holder.type === "contact"
            ? loaders.contact.load(holder.id)
            : loaders.member.load(holder.id);
        },
      }),
      mergeOffer: t.field({
        type: MergeOffer,
        nullable: true,
        description:
          "If both contacts are one person: what merges them. Null where a member has the email or phone, where no contact was named that it was meant for, and to callers who may not read contacts.",
        resolve: ({ holder, contactId }, _args, { caller }) =>
          holder.type === "contact" && contactId !== null && mayReadContacts(caller)
            ? { survivorId: contactId, mergedContactId: holder.id }
            : null,
      }),
    }),
  });

/** The answer to a claim or a change that names what is somebody else's (V3, SPEC 3.3, SPEC 5.4). */
export const identifierTaken = (refusal: {
  readonly field: FieldName;
  readonly holder: Owner;
  readonly contactId?: string | null;
}): IdentifierTakenValue => ({
  __typename: "IdentifierTaken",
  field: refusal.field,
  holder: refusal.holder,
  contactId: refusal.contactId ?? null,
});
