import { archiveContact } from "../../actions/archive-contact.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ContactNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { answerContact, contactPayload } from "./contact-payload.ts";

const input = builder.inputType("ArchiveContactInput", {
  description: "Which contact to archive.",
  fields: (t) => ({
    contactId: t.id({ required: true, description: "The contact's id." }),
  }),
});

defineMutation("archiveContact", {
  description:
    "Hides a contact from lists and audiences. Its identifiers stay reserved, and a message from it makes it active again. Archiving an archived contact changes nothing.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload: contactPayload("ArchiveContactPayload", "The contact is archived."),
  refusals: [ContactNotFound],
  resolve: async (given, context) => {
    const contactId = decodeId("Contact", given.contactId);
    if (contactId === null) return { __typename: "ContactNotFound" };
    const result = await archiveContact(context)(trustedCaller(context), { contactId });
    return answerContact("ArchiveContactPayload", result);
  },
});
