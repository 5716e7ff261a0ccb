import { createGrouping } from "../../actions/groupings.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { NameTaken } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { answerGrouping } from "./list-payload.ts";
import { tagPayload } from "./tag-payload.ts";

defineMutation("createTag", {
  description: "Makes a tag. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("CreateTagInput", {
    description: "The new tag.",
    fields: (t) => ({
      name: t.string({
        required: true,
        description:
          "1 to 200 characters, its white space collapsed. Among the tags of the workspace there is one of a name, whatever its case.",
      }),
    }),
  }),
  payload: tagPayload("CreateTagPayload", "The tag was made."),
  refusals: [NameTaken],
  resolve: async (input, context) =>
    answerGrouping(
      "CreateTagPayload",
      await createGrouping(context, "tag")(trustedCaller(context), input),
    ),
});
