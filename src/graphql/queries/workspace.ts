import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { ChatFormField, chatFormOf } from "../types/chat-form-field.ts";

async function callersWorkspace(context: Context) {
  const workspace = await context.loaders.workspace.load(workspaceOf(context));
  if (workspace === null) throw new Error("The caller's workspace is missing from the database.");
  return workspace;
}

builder.queryFields((t) => ({
  workspace: t.field({
    type: "Workspace",
    authScopes: { memberOr: "READ_CONTACTS" },
    description: "The workspace that the token opens.",
    resolve: (_root, _args, context) => callersWorkspace(context),
  }),
  chatForm: t.field({
    type: [ChatFormField],
    authScopes: { anyone: true },
    description:
      "What the widget asks for before a chat, in order. The widget's visitor token will do.",
    resolve: async (_root, _args, context) => chatFormOf(await callersWorkspace(context)),
  }),
  members: t.field({
    type: ["Member"],
    authScopes: { member: true },
    description: "The members of the workspace who were not removed, the oldest first.",
    resolve: (_root, _args, context) =>
      context.database.prisma.member.findMany({
        where: { workspaceId: workspaceOf(context), removedAt: null },
        orderBy: { id: "asc" },
      }),
  }),
  integrationKeys: t.field({
    type: ["IntegrationKey"],
    authScopes: { admin: true },
    description: "The integration keys of the workspace, revoked ones too, the oldest first.",
    resolve: (_root, _args, context) =>
      context.database.prisma.integrationKey.findMany({
        where: { workspaceId: workspaceOf(context) },
        orderBy: { id: "asc" },
      }),
  }),
}));
