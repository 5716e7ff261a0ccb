import { builder } from "../builder.ts";
import type { Named } from "../refusals.ts";

/** The payload of a mutation that changed the caller's workspace. */
export const workspacePayload = (name: string, description: string) =>
  builder.objectRef<Named & { readonly workspaceId: string }>(name).implement({
    description,
    fields: (t) => ({
      workspace: t.field({
        type: "Workspace",
        description: "The workspace as it is now.",
        resolve: async ({ workspaceId }, _args, { loaders }) => {
          const workspace = await loaders.workspace.load(workspaceId);
          if (workspace === null) throw new Error("The caller's workspace is missing.");
          return workspace;
        },
      }),
    }),
  });
