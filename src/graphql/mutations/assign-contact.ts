import { assignContact } from "../../actions/assign-contact.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { ContactNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { MemberNotFound } from "../people-refusals.ts";
import { answerContact, contactPayload } from "./contact-payload.ts";

const input = builder.inputType("AssignContactInput", {
  description: "Which contact is whose.",
  fields: (t) => ({
    contactId: t.id({ required: true, description: "The contact's id." }),
    assigneeId: t.id({ description: "The member's id. Null or not given: nobody's." }),
  }),
});

defineMutation("assignContact", {
  description:
    "Makes a contact a member's: its new conversations are that member's, and so is every conversation that a new message comes in, unless an agent has taken it. Or makes it nobody's. Assigning it to whose it is already changes nothing.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input,
  payload: contactPayload("AssignContactPayload", "The contact is that member's, or nobody's."),
  refusals: [ContactNotFound, MemberNotFound],
  resolve: async (given, context) => {
    const contactId = decodeId("Contact", given.contactId);
    if (contactId === null) return { __typename: "ContactNotFound" };
    const wanted = given.assigneeId ?? null;
    const assigneeId = wanted === null ? null : decodeId("Member", wanted);
    if (wanted !== null && assigneeId === null) return { __typename: "MemberNotFound" };
    const result = await assignContact(context)(trustedCaller(context), { contactId, assigneeId });
    return answerContact("AssignContactPayload", result);
  },
});
