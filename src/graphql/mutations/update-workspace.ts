import { builder } from "../builder.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { peopleRefusal } from "../people-refusals.ts";
import { ContactField } from "../types/enums.ts";
import { workspacePayload } from "../types/workspace-payload.ts";

const ChatFormFieldInput = builder.inputType("ChatFormFieldInput", {
  description: "One question of the form before a chat.",
  fields: (t) => ({
    field: t.field({
      type: ContactField,
      required: true,
      description: "The field to ask for, once: any but `ATTRIBUTES`.",
    }),
    required: t.boolean({ required: true, description: "Whether the chat waits for an answer." }),
  }),
});

defineMutation("updateWorkspace", {
  description: "Changes the workspace, by field: what is not named, or null, stays. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("UpdateWorkspaceInput", {
    description: "What to change.",
    fields: (t) => ({
      name: t.string({ description: "The name of the business: 1 to 200 characters." }),
      country: t.string({
        description:
          "ISO 3166-1 alpha-2. It counts for phone numbers that come from now on; what is stored stays. Example: `DE`.",
      }),
      chatForm: t.field({
        type: [ChatFormFieldInput],
        description: "What the chat widget asks for, in order. It replaces the whole form.",
      }),
    }),
  }),
  payload: workspacePayload("UpdateWorkspacePayload", "The changed workspace."),
  refusals: [],
  resolve: async (input, context) => {
    const result = await context.people.updateWorkspace(memberOf(context), input);
    if (!result.ok) return peopleRefusal(result.refusal);
    return { __typename: "UpdateWorkspacePayload", workspaceId: result.workspaceId };
  },
});
