import type { Database } from "../database/open.ts";
import { newId } from "./new-id.ts";
import { hashSecret, makeOpaqueToken, readOpaqueToken } from "./opaque-token.ts";
import { signMemberToken } from "./tokens.ts";
import type { WorkspaceSecretStore } from "./workspace-secrets.ts";

/** What a member signs in for. The access token goes with each request, the renewal token only ever buys the next pair. */
export interface MemberSessionTokens {
  readonly workspaceId: string;
  readonly memberId: string;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly renewalToken: string;
  readonly renewalTokenExpiresAt: Date;
}
interface SessionOf {
  readonly workspaceId: string;
  readonly memberId: string;
}
export interface MemberSessions {
  start(member: SessionOf): Promise<MemberSessionTokens>;
  /**
   * Trades a renewal token for a new pair; it is used up by that. null: it is unknown, expired or of an ended session.
   * A used one that comes again was copied by somebody, and no one can tell by whom: the session ends (RFC 9700, 4.14.2).
   */
  renew(renewalToken: string): Promise<MemberSessionTokens | null>;
  end(session: { readonly workspaceId: string; readonly sessionId: string }): Promise<void>;
  endAll(member: SessionOf): Promise<void>;
}

const DAY = 86_400_000;

export function createMemberSessions(deps: {
  database: Pick<Database, "prisma">;
  secrets: WorkspaceSecretStore;
  accessTokenMinutes: number;
  renewalTokenDays: number;
  /** Called after a session has ended. */
  forgetCallers: () => void;
  now: () => Date;
}): MemberSessions {
  const { memberSession } = deps.database.prisma;
  const renewableUntil = (from: Date) => new Date(from.getTime() + deps.renewalTokenDays * DAY);

  async function tokens(
    session: SessionOf & { sessionId: string },
    renewalToken: string,
    now: Date,
  ) {
    const { workspaceId, memberId, sessionId } = session;
    const secret = await deps.secrets.find(workspaceId);
    if (secret === null) throw new Error("A member's workspace is missing.");
    const access = await signMemberToken({
      workspace: { id: workspaceId, tokenKey: secret.tokenKey },
      memberId,
      sessionId,
      now,
      minutes: deps.accessTokenMinutes,
    });
    return {
      workspaceId,
      memberId,
      sessionId,
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt,
      renewalToken,
      renewalTokenExpiresAt: renewableUntil(now),
    };
  }

  async function end(which: { workspaceId: string; id: string } | SessionOf) {
    await memberSession.updateMany({
      where: { ...which, revokedAt: null },
      data: { revokedAt: deps.now() },
    });
    deps.forgetCallers();
  }

  return {
    async start({ workspaceId, memberId }) {
      const now = deps.now();
      const id = newId();
      const { token, secretHash } = makeOpaqueToken("onr", workspaceId, id);
      // Sessions that nobody renewed go when their member comes back, so that none are kept for ever.
      await memberSession.deleteMany({ where: { workspaceId, memberId, expiresAt: { lte: now } } });
      await memberSession.create({
        data: {
          workspaceId,
          id,
          memberId,
          renewalHash: secretHash,
          createdAt: now,
          expiresAt: renewableUntil(now),
        },
      });
      return tokens({ workspaceId, memberId, sessionId: id }, token, now);
    },

    async renew(renewalToken) {
      const named = readOpaqueToken("onr", renewalToken);
      if (named === null) return null;
      const { workspaceId, id } = named;
      const now = deps.now();
      const alive = {
        workspaceId,
        id,
        revokedAt: null,
        expiresAt: { gt: now },
        member: { removedAt: null },
      };
      const next = makeOpaqueToken("onr", workspaceId, id);
      // Compare and replace in one statement: of two that come at once, one finds its token used up.
      const renewed = await memberSession.updateMany({
        where: { ...alive, renewalHash: hashSecret(named.secret) },
        data: { renewalHash: next.secretHash, expiresAt: renewableUntil(now) },
      });
      if (renewed.count === 0) {
        const revoked = await memberSession.updateMany({ where: alive, data: { revokedAt: now } });
        if (revoked.count > 0) deps.forgetCallers();
        return null;
      }
      const { memberId } = await memberSession.findUniqueOrThrow({
        where: { workspaceId_id: { workspaceId, id } },
        select: { memberId: true },
      });
      return tokens({ workspaceId, memberId, sessionId: id }, next.token, now);
    },

    end: ({ workspaceId, sessionId: id }) => end({ workspaceId, id }),
    endAll: ({ workspaceId, memberId }) => end({ workspaceId, memberId }),
  };
}
