import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { VisitorIsLinked, VisitorNotFound } from "../identity-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { DeletionNotConfirmed, deletionPayload } from "../types/deletion-preview.ts";
import { answerDeletion } from "./delete-person.ts";

const input = builder.inputType("DeleteVisitorInput", {
  description: "Who is deleted, for good.",
  fields: (t) => ({
    visitorId: t.id({ required: true, description: "The id of the visitor." }),
    confirmation: t.string({
      description:
        "The `confirmation` of a `deletionPreview`. Without it, or when something else would go by now, nothing is deleted, and the answer has a new preview.",
    }),
  }),
});

defineMutation("deleteVisitor", {
  description:
    "Erases for good: An anonymous visitor, with its conversations, messages, lists and what it had said. If its browser comes back, it gets a new record with a new number. For admins.",
  authScopes: { admin: true },
  input,
  payload: deletionPayload("DeleteVisitorPayload", "deletedVisitorId", "The visitor is gone."),
  refusals: [VisitorIsLinked, VisitorNotFound, DeletionNotConfirmed],
  resolve: async (given, context) => {
    const id = decodeId("AnonymousVisitor", given.visitorId);
    if (id === null) return { __typename: "VisitorNotFound" };
    const confirmation = given.confirmation ?? null;
    const confirmed = { id: given.visitorId, confirmation };
    return answerDeletion("DeleteVisitorPayload", { type: "visitor", id }, confirmed, context);
  },
});
