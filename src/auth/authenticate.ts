import type { Database } from "../database/open.ts";
import {
  type Caller,
  INTEGRATION_SCOPES,
  type IntegrationScope,
  type MemberCaller,
  type MemberRole,
} from "./caller.ts";
import { readOpaqueToken, secretMatches } from "./opaque-token.ts";
import { createRecall } from "./recall.ts";
import { verifyLinkToken, verifyToken, workspaceNamedBy } from "./tokens.ts";
import { createWorkspaceSecretStore, type WorkspaceSecretStore } from "./workspace-secrets.ts";

export interface Rejected {
  readonly type: "rejected";
  /** `INVALID`: no token of ours. `EXPIRED`: renew it. `REVOKED`: signed out, removed, or the key was revoked. */
  readonly reason: "INVALID" | "EXPIRED" | "REVOKED";
}
export interface Authenticator {
  /**
   * Who a bearer token speaks for; null: nobody. It is asked again as time passes: a revocation by any process counts
   * within a second, one by this process at once, when `forget` is called with it.
   */
  authenticate(token: string | null): Promise<Caller | Rejected>;
  /** In whose name a link to `address` (path and query) is followed, by the token that was made for it. */
  authenticateLink(token: string, address: string): Promise<MemberCaller | Rejected>;
  /** Whether a member may go on with what takes long: the session is there, and the role the same. */
  isInForce(caller: MemberCaller): Promise<boolean>;
  /** To be called when a session, a key or a member of this process's making changed. */
  forget(): void;
}

const rejected = (reason: Rejected["reason"]): Rejected => ({ type: "rejected", reason });

/** Reads tokens (SPEC 10): members' and visitors' are signed with the workspace's secret, integration keys are looked up. */
export function createAuthenticator(deps: {
  database: Pick<Database, "prisma">;
  secrets?: WorkspaceSecretStore;
  now?: () => Date;
}): Authenticator {
  const { database } = deps;
  const now = deps.now ?? (() => new Date());
  const secrets = deps.secrets ?? createWorkspaceSecretStore({ database, now });
  const sessions = createRecall({ now, load: (key) => loadSession(database, ...pair(key)) });
  const keys = createRecall({ now, load: (key) => loadKey(database, ...pair(key)) });

  async function signerOf(token: string) {
    const workspaceId = workspaceNamedBy(token);
    const secret = workspaceId === null ? null : await secrets.find(workspaceId);
    return workspaceId === null || secret === null
      ? null
      : { id: workspaceId, tokenKey: secret.tokenKey };
  }

  async function fromSigned(token: string): Promise<Caller | Rejected> {
    const workspace = await signerOf(token);
    if (workspace === null) return rejected("INVALID");
    const answer = await verifyToken({ token, workspace, now: now() });
    if (!answer.ok) return rejected(answer.reason);
    const { expiresAt } = answer;
    return answer.token.kind === "visitor"
      ? {
          type: "visitor",
          workspaceId: workspace.id,
          visitorId: answer.token.visitorId,
          expiresAt,
        }
      : fromSession(workspace.id, answer.token, expiresAt);
  }

  async function fromSession(
    workspaceId: string,
    { memberId, sessionId }: { memberId: string; sessionId: string },
    expiresAt: Date,
  ): Promise<MemberCaller | Rejected> {
    const session = await sessions.get(`${workspaceId}:${sessionId}`);
    if (session === null || session.memberId !== memberId || session.ended) {
      return rejected("REVOKED");
    }
    // The role is the member's as it is now, not as it was when the token was signed.
    return { type: "member", workspaceId, memberId, sessionId, role: session.role, expiresAt };
  }

  async function fromKey(token: string): Promise<Caller | Rejected> {
    const named = readOpaqueToken("onk", token);
    const key = named && (await keys.get(`${named.workspaceId}:${named.id}`));
    if (named === null || key === null) return rejected("INVALID");
    if (!secretMatches(named.secret, key.secretHash)) return rejected("INVALID");
    if (key.revoked) return rejected("REVOKED");
    const { workspaceId, id } = named;
    return { type: "integration", workspaceId, keyId: id, scopes: key.scopes };
  }

  return {
    async authenticate(token) {
      if (token === null) return { type: "nobody" };
      return token.startsWith("onk_") ? fromKey(token) : fromSigned(token);
    },
    async authenticateLink(token, address) {
      const workspace = await signerOf(token);
      if (workspace === null) return rejected("INVALID");
      const answer = await verifyLinkToken({ token, workspace, address, now: now() });
      return answer.ok
        ? fromSession(workspace.id, answer.token, answer.expiresAt)
        : rejected(answer.reason);
    },
    async isInForce(caller) {
      const now = await fromSession(caller.workspaceId, caller, caller.expiresAt);
      return now.type === "member" && now.role === caller.role;
    },
    forget() {
      secrets.forget();
      sessions.forget();
      keys.forget();
    },
  };
}

const pair = (key: string) => key.split(":") as [workspaceId: string, id: string];

async function loadSession({ prisma }: Pick<Database, "prisma">, workspaceId: string, id: string) {
  const row = await prisma.memberSession.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: {
      memberId: true,
      revokedAt: true,
      member: { select: { role: true, removedAt: true } },
    },
  });
  if (row === null) return null;
  const ended = row.revokedAt !== null || row.member.removedAt !== null;
  return { memberId: row.memberId, role: row.member.role as MemberRole, ended };
}

async function loadKey({ prisma }: Pick<Database, "prisma">, workspaceId: string, id: string) {
  const row = await prisma.integrationKey.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { secretHash: true, scopes: true, revokedAt: true },
  });
  if (row === null) return null;
  const scopes = INTEGRATION_SCOPES.filter((scope) => row.scopes.includes(scope));
  const known: readonly IntegrationScope[] = scopes;
  return { secretHash: row.secretHash, scopes: known, revoked: row.revokedAt !== null };
}
