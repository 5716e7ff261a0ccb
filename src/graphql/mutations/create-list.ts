import { createGrouping } from "../../actions/groupings.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { NameTaken } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { answerGrouping, listPayload } from "./list-payload.ts";

defineMutation("createList", {
  description:
    "Makes a list, with nobody on it. By members, and integration keys that may write contacts.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input: builder.inputType("CreateListInput", {
    description: "The new list.",
    fields: (t) => ({
      name: t.string({
        required: true,
        description:
          "1 to 200 characters, its white space collapsed. Among the lists of the workspace there is one of a name, whatever its case.",
      }),
    }),
  }),
  payload: listPayload("CreateListPayload", "The list was made."),
  refusals: [NameTaken],
  resolve: async (input, context) =>
    answerGrouping(
      "CreateListPayload",
      await createGrouping(context, "list")(trustedCaller(context), input),
    ),
});
