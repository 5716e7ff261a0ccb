import { renameGrouping } from "../../actions/groupings.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import { NameTaken, TagNotFound } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { answerGrouping } from "./list-payload.ts";
import { tagPayload } from "./tag-payload.ts";

defineMutation("renameTag", {
  description: "Gives a tag another name, on everybody who has it. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("RenameTagInput", {
    description: "Which tag, and its new name.",
    fields: (t) => ({
      tagId: t.id({ required: true, description: "The tag." }),
      name: t.string({ required: true, description: "As `createTag` takes it." }),
    }),
  }),
  payload: tagPayload("RenameTagPayload", "The tag has the name."),
  refusals: [TagNotFound, NameTaken],
  resolve: async (input, context) => {
    const groupingId = decodeId("Tag", input.tagId);
    if (groupingId === null) return { __typename: "TagNotFound", tagIds: [input.tagId] };
    const { name } = input;
    const rename = renameGrouping(context, "tag");
    const result = await rename(trustedCaller(context), { groupingId, name });
    return answerGrouping("RenameTagPayload", result);
  },
});
