import { removeAlternateIdentifier } from "../../actions/remove-alternate-identifier.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ContactNotFound, IdentifierIsMain, IdentifierNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { IdentifierKind } from "../types/enums.ts";
import { answerContact, contactPayload } from "./contact-payload.ts";

const input = builder.inputType("RemoveAlternateIdentifierInput", {
  description: "Which alternate email or phone to take from which contact.",
  fields: (t) => ({
    contactId: t.id({ required: true, description: "The contact's id." }),
    kind: t.field({ type: IdentifierKind, required: true, description: "What it is." }),
    value: t.string({ required: true, description: "The email or phone, in any usual notation." }),
  }),
});

defineMutation("removeAlternateIdentifier", {
  description:
    "Takes an alternate email or phone from a contact and frees it. Visitors that are that number of WhatsApp or SMS are unlinked.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload: contactPayload(
    "RemoveAlternateIdentifierPayload",
    "The email or phone finds the contact no more.",
  ),
  refusals: [ContactNotFound, IdentifierNotFound, IdentifierIsMain],
  resolve: async ({ kind, value, ...given }, context) => {
    const contactId = decodeId("Contact", given.contactId);
    if (contactId === null) return { __typename: "ContactNotFound" };
    const result = await removeAlternateIdentifier(context)(trustedCaller(context), {
      contactId,
      kind,
      value,
    });
    return answerContact("RemoveAlternateIdentifierPayload", result);
  },
});
