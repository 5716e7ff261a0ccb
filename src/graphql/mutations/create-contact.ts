import { createContact } from "../../actions/create-contact.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { IdentifierTaken } from "../identifier-taken.ts";
import { DetailsMissing } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { ContactValuesInput, toRawClaims } from "../types/values-input.ts";
import { answerContact, contactPayload } from "./contact-payload.ts";

const input = builder.inputType("CreateContactInput", {
  description: "A contact made by hand.",
  fields: (t) => ({
    values: t.field({
      type: ContactValuesInput,
      required: true,
      description: "First name, last name, and an email or a phone are needed.",
    }),
  }),
});

defineMutation("createContact", {
  description:
    "Makes a contact by hand. Its values count as vouched for. An email or phone must be nobody's yet, members included.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload: contactPayload("CreateContactPayload", "The contact was made."),
  refusals: [DetailsMissing, IdentifierTaken],
  resolve: async (given, context) => {
    const values = toRawClaims(given.values);
    const result = await createContact(context)(trustedCaller(context), { values });
    return answerContact("CreateContactPayload", result);
  },
});
