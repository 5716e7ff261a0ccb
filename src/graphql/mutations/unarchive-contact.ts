import { unarchiveContact } from "../../actions/unarchive-contact.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ContactNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { answerContact, contactPayload } from "./contact-payload.ts";

const input = builder.inputType("UnarchiveContactInput", {
  description: "Which contact to make active again.",
  fields: (t) => ({
    contactId: t.id({ required: true, description: "The contact's id." }),
  }),
});

defineMutation("unarchiveContact", {
  description: "Makes an archived contact active again. With an active contact it changes nothing.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload: contactPayload("UnarchiveContactPayload", "The contact is active."),
  refusals: [ContactNotFound],
  resolve: async (given, context) => {
    const contactId = decodeId("Contact", given.contactId);
    if (contactId === null) return { __typename: "ContactNotFound" };
    const result = await unarchiveContact(context)(trustedCaller(context), { contactId });
    return answerContact("UnarchiveContactPayload", result);
  },
});
