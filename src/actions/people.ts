import { createFailureLimit } from "../auth/failure-limit.ts";
import { createMemberSessions } from "../auth/member-sessions.ts";
import { createPasswordCheck } from "../auth/password.ts";
import { createVisitorTokens } from "../auth/visitor-tokens.ts";
import type { WorkspaceSecretStore } from "../auth/workspace-secrets.ts";
import type { Database } from "../database/open.ts";
import { createIntegrationKey } from "./create-integration-key.ts";
import { createMember } from "./create-member.ts";
import { createWorkspace } from "./create-workspace.ts";
import { removeMember } from "./remove-member.ts";
import { renewMemberSession } from "./renew-member-session.ts";
import { revokeIntegrationKey } from "./revoke-integration-key.ts";
import { rotateProofSecret } from "./rotate-proof-secret.ts";
import { signInAnonymously } from "./sign-in-anonymously.ts";
import { SIGN_IN_WINDOW_MILLIS, signInMember } from "./sign-in-member.ts";
import { signOutMember } from "./sign-out-member.ts";
import { updateMember } from "./update-member.ts";
import { updateWorkspace } from "./update-workspace.ts";

export interface PeopleDeps {
  readonly database: Database;
  readonly secrets: WorkspaceSecretStore;
  /** Called after each change of what a token is worth (the authenticator's `forget`). */
  readonly forgetCallers: () => void;
  readonly settings: {
    readonly visitorTokenDays: number;
    readonly accessTokenMinutes: number;
    readonly renewalTokenDays: number;
  };
  readonly now?: () => Date;
}

export type PeopleActions = ReturnType<typeof createPeopleActions>;

/** The actions on workspaces, members, keys and sessions, put together. Who may call which is the caller's to check (SPEC 10). */
export function createPeopleActions(given: PeopleDeps) {
  const now = given.now ?? (() => new Date());
  const { database, secrets, forgetCallers, settings } = given;
  const deps = { database, forgetCallers, now };
  const sessions = createMemberSessions({ ...deps, secrets, ...settings });
  const visitorTokens = createVisitorTokens({ secrets, now, days: settings.visitorTokenDays });
  const failures = createFailureLimit({ now, windowMillis: SIGN_IN_WINDOW_MILLIS });
  const checkPassword = createPasswordCheck();
  return {
    visitorTokens,
    createWorkspace: createWorkspace(deps),
    updateWorkspace: updateWorkspace(deps),
    rotateProofSecret: rotateProofSecret(deps),
    createMember: createMember(deps),
    updateMember: updateMember(deps),
    removeMember: removeMember(deps),
    createIntegrationKey: createIntegrationKey(deps),
    revokeIntegrationKey: revokeIntegrationKey(deps),
    signInAnonymously: signInAnonymously({ visitorTokens }),
    signInMember: signInMember({ database, sessions, checkPassword, failures }),
    renewMemberSession: renewMemberSession({ sessions }),
    signOutMember: signOutMember({ sessions }),
  };
}
