import { updateContact } from "../../actions/update-contact.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { IdentifierTaken } from "../identifier-taken.ts";
import { ContactNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { ContactValuesInput, toRawClaims } from "../types/values-input.ts";
import { answerContact, contactPayload } from "./contact-payload.ts";

const input = builder.inputType("UpdateContactInput", {
  description: "Changes to a contact by hand.",
  fields: (t) => ({
    contactId: t.id({ required: true, description: "The contact's id." }),
    values: t.field({
      type: ContactValuesInput,
      required: true,
      description: "The fields to change. What is absent stays, null clears.",
    }),
  }),
});

defineMutation("updateContact", {
  description:
    "Changes main values by hand. A replaced or cleared email or phone is freed. Changing or clearing a phone also unlinks the WhatsApp and SMS visitors that are that number, so that its next message starts somebody new.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload: contactPayload("UpdateContactPayload", "The contact has the given values."),
  refusals: [ContactNotFound, IdentifierTaken],
  resolve: async (given, context) => {
    const contactId = decodeId("Contact", given.contactId);
    if (contactId === null) return { __typename: "ContactNotFound" };
    const values = toRawClaims(given.values);
    const result = await updateContact(context)(trustedCaller(context), { contactId, values });
    return answerContact("UpdateContactPayload", result);
  },
});
