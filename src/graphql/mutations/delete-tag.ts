import { deleteGrouping } from "../../actions/groupings.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { TagNotFound } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { deletedTagPayload } from "./deleted-payload.ts";
import { answerGrouping } from "./list-payload.ts";

defineMutation("deleteTag", {
  description:
    "Deletes a tag for good. Who had it stays as it is otherwise, and no event tells it of each. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("DeleteTagInput", {
    description: "Which tag to delete.",
    fields: (t) => ({ tagId: t.id({ required: true, description: "The tag." }) }),
  }),
  payload: deletedTagPayload("DeleteTagPayload", "The tag is no more."),
  refusals: [TagNotFound],
  resolve: async (input, context) => {
    const groupingId = decodeId("Tag", input.tagId);
    if (groupingId === null) return { __typename: "TagNotFound", tagIds: [input.tagId] };
    const result = await deleteGrouping(context, "tag")(trustedCaller(context), { groupingId });
    return answerGrouping("DeleteTagPayload", result);
  },
});
