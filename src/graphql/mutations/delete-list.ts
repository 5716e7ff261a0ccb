import { deleteGrouping } from "../../actions/groupings.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { DefaultListStays, ListNotFound } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { deletedListPayload } from "./deleted-payload.ts";
import { answerGrouping } from "./list-payload.ts";

defineMutation("deleteList", {
  description:
    "Deletes a list for good. Who was on it stays as it is otherwise, and no event tells it of each. The default list can not be deleted. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("DeleteListInput", {
    description: "Which list to delete.",
    fields: (t) => ({ listId: t.id({ required: true, description: "The list." }) }),
  }),
  payload: deletedListPayload("DeleteListPayload", "The list is no more."),
  refusals: [ListNotFound, DefaultListStays],
  resolve: async (input, context) => {
    const groupingId = decodeId("ContactList", input.listId);
    if (groupingId === null) return { __typename: "ListNotFound" };
    const result = await deleteGrouping(context, "list")(trustedCaller(context), { groupingId });
    return answerGrouping("DeleteListPayload", result);
  },
});
