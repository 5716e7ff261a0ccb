import { builder } from "../builder.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { peopleRefusal } from "../people-refusals.ts";
import { AnsweredFirstBy, ContactField } from "../types/enums.ts";
import { HandoverTextsInput } from "../types/handover-texts.ts";
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
      answeredFirstBy: t.field({
        type: AnsweredFirstBy,
        description: "Who has conversations that are opened, or opened again, from now on.",
      }),
      handoverWaitingSeconds: t.int({
        description:
          "How long handovers that are requested from now on wait for an agent: 0 to 604,800 seconds.",
      }),
      handoverTexts: t.field({
        type: [HandoverTextsInput],
        description:
          "What AI agents say from now on when nobody came, for at most 50 languages. It replaces all of the workspace's own texts; an empty list leaves what is built in.",
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
