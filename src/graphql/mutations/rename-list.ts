import { renameGrouping } from "../../actions/groupings.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { DefaultListStays, ListNotFound, NameTaken } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { answerGrouping, listPayload } from "./list-payload.ts";

defineMutation("renameList", {
  description: "Gives a list another name. The default list keeps its own.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input: builder.inputType("RenameListInput", {
    description: "Which list, and its new name.",
    fields: (t) => ({
      listId: t.id({ required: true, description: "The list." }),
      name: t.string({ required: true, description: "As `createList` takes it." }),
    }),
  }),
  payload: listPayload("RenameListPayload", "The list has the name."),
  refusals: [ListNotFound, NameTaken, DefaultListStays],
  resolve: async (input, context) => {
    const groupingId = decodeId("ContactList", input.listId);
    if (groupingId === null) return { __typename: "ListNotFound" };
    const { name } = input;
    const rename = renameGrouping(context, "list");
    const result = await rename(trustedCaller(context), { groupingId, name });
    return answerGrouping("RenameListPayload", result);
  },
});
