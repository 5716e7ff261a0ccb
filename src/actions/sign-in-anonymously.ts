import { newVisitorId } from "../auth/new-id.ts";
import type { VisitorTokens } from "../auth/visitor-tokens.ts";
import { type Result, refuse } from "./people-refusals.ts";

/** A visitor's start (SPEC 2.1): a random id and a token for it. Stores nothing: a page view must not fill a table (SPEC 2.2). */
export const signInAnonymously =
  (deps: { visitorTokens: VisitorTokens }) =>
  async (input: {
    readonly workspaceId: string;
  }): Promise<
    Result<{ visitorId: string; token: string; expiresAt: Date }, "WORKSPACE_NOT_FOUND">
  > => {
    const visitorId = newVisitorId();
    const issued = await deps.visitorTokens.issue(input.workspaceId, visitorId);
    return issued === null
      ? refuse({ code: "WORKSPACE_NOT_FOUND" })
      : { ok: true, visitorId, ...issued };
  };
