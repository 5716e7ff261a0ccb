import { type IssuedToken, signVisitorToken } from "./tokens.ts";
import type { WorkspaceSecretStore } from "./workspace-secrets.ts";

/** Hands out visitor tokens: at anonymous sign-in, and with a successor visitor (P10). */
export interface VisitorTokens {
  /** null: there is no such workspace. */
  issue(workspaceId: string, visitorId: string): Promise<IssuedToken | null>;
}

export function createVisitorTokens(deps: {
  secrets: WorkspaceSecretStore;
  days: number;
  now: () => Date;
}): VisitorTokens {
  const { secrets, days, now } = deps;
  return {
    async issue(workspaceId, visitorId) {
      const secret = await secrets.find(workspaceId);
      if (secret === null) return null;
      const workspace = { id: workspaceId, tokenKey: secret.tokenKey };
      return signVisitorToken({ workspace, visitorId, days, now: now() });
    },
  };
}
