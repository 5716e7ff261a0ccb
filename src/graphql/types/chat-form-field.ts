import type { ChatFormField as FormField } from "../../actions/update-workspace.ts";
import type { Workspace } from "../../database/generated/prisma/client.ts";
import { builder } from "../builder.ts";
import { ContactField } from "./enums.ts";

export const ChatFormField = builder.objectRef<FormField>("ChatFormField").implement({
  description: "One question of the form before a chat.",
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field that it asks for." }),
    required: t.exposeBoolean("required", {
      description: "Whether the chat waits for an answer.",
    }),
  }),
});

// A JSON column, which only `updateWorkspace` and `createWorkspace` write.
export const chatFormOf = (workspace: Workspace): FormField[] =>
  workspace.chatForm as unknown as FormField[];
