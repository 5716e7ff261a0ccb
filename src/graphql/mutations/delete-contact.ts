import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { ContactNotFound } from "../identity-refusals.ts";
import { ContactMerged } from "../merge-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { DeletionNotConfirmed, deletionPayload } from "../types/deletion-preview.ts";
import { answerDeletion } from "./delete-person.ts";

const input = builder.inputType("DeleteContactInput", {
  description: "Who is deleted, for good.",
  fields: (t) => ({
    contactId: t.id({ required: true, description: "The id of the contact." }),
    confirmation: t.string({
      description:
        "The `confirmation` of a `deletionPreview`. Without it, or when something else would go by now, nothing is deleted, and the answer has a new preview.",
    }),
  }),
});

defineMutation("deleteContact", {
  description:
    "Erases for good: A contact, with its visitors, conversations, messages, conflicts, lists, tags, suspected duplicates and the contacts that were merged into it. Its email and phone are free again, and the content of its events goes. For admins.",
  authScopes: { admin: true },
  input,
  payload: deletionPayload("DeleteContactPayload", "deletedContactId", "The contact is gone."),
  refusals: [ContactMerged, ContactNotFound, DeletionNotConfirmed],
  resolve: async (given, context) => {
    const id = decodeId("Contact", given.contactId);
    if (id === null) return { __typename: "ContactNotFound" };
    const confirmation = given.confirmation ?? null;
    const confirmed = { id: given.contactId, confirmation };
    return answerDeletion("DeleteContactPayload", { type: "contact", id }, confirmed, context);
  },
});
