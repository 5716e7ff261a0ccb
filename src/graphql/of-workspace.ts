import { workspaceOf } from "./auth-scopes.ts";
import type { Context } from "./context.ts";

/** How Prisma finds a row by its id: always in the caller's workspace, so that another one's id finds nothing. */
export const ofWorkspace = (id: string, context: Context) => ({
  workspaceId_id: { workspaceId: workspaceOf(context), id },
});
