import { addressBlock } from "../auth/address-block.ts";
import type { FailureLimit } from "../auth/failure-limit.ts";
import type { MemberSessions, MemberSessionTokens } from "../auth/member-sessions.ts";
import type { PasswordCheck } from "../auth/password.ts";
import type { Database } from "../database/open.ts";
import { normalizeEmail } from "../identity/normalize/email.ts";
import { type Result, refuse, type SignInProblem } from "./people-refusals.ts";

export interface SignInMemberInput {
  /** Needed only by those who are members of several workspaces with the same email and password. */
  readonly workspaceId: string | null;
  readonly email: string;
  readonly password: string;
}

/** Failures within a quarter of an hour. An address may be a whole office. */
export const SIGN_IN_WINDOW_MILLIS = 15 * 60_000;
const FAILURES_PER_EMAIL = 10;
const FAILURES_PER_ADDRESS = 100;
/** How many workspaces' members of one email are tried: each costs a hash. */
const MOST_CANDIDATES = 10;

/**
 * Signs a member in with email and password. A wrong email, a wrong password and a wrong workspace get one answer, after
 * the same work. `address`: where the caller comes from, null when that is not known.
 */
export const signInMember =
  (deps: {
    database: Pick<Database, "prisma">;
    sessions: MemberSessions;
    checkPassword: PasswordCheck;
    failures: FailureLimit;
  }) =>
  async (
    input: SignInMemberInput,
    address: string | null,
  ): Promise<Result<MemberSessionTokens, "SIGN_IN_REFUSED">> => {
    const read = normalizeEmail(input.email);
    const email = read.ok ? read.value : null;
    const keys = [
      ...(email === null ? [] : [{ key: `email ${email}`, atMost: FAILURES_PER_EMAIL }]),
      ...(address === null
        ? []
        : [{ key: `address ${addressBlock(address)}`, atMost: FAILURES_PER_ADDRESS }]),
    ];
    const wait = deps.failures.attempt(keys);
    if (wait !== null) return refused("TOO_MANY_FAILURES", wait);

    const candidates = email === null ? [] : await findCandidates(deps.database, email, input);
    const checks = await Promise.all(
      // One is always checked, were it nobody's.
      (candidates.length > 0 ? candidates : [null]).map(async (member) => ({
        member,
        right: await deps.checkPassword(input.password, member?.passwordHash ?? null),
      })),
    );
    const [first, ...others] = checks.flatMap(({ member, right }) => (right && member) || []);
    if (first === undefined) return refused("WRONG_CREDENTIALS");
    deps.failures.succeeded(keys);
    if (others.length > 0) return refused("WORKSPACE_NEEDED");
    const session = await deps.sessions.start({
      workspaceId: first.workspaceId,
      memberId: first.id,
    });
    // A new password, or a removal, between the check and the start found no session to end yet.
    if (await isStillRight(deps.database, first)) return { ok: true, ...session };
    await deps.sessions.end(session);
    return refused("WRONG_CREDENTIALS");
  };

const refused = (problem: SignInProblem, retryAfterSeconds: number | null = null) =>
  refuse({ code: "SIGN_IN_REFUSED", problem, retryAfterSeconds });

async function findCandidates(
  database: Pick<Database, "prisma">,
  email: string,
  { workspaceId }: SignInMemberInput,
) {
  return database.prisma.member.findMany({
    where: { email, removedAt: null, ...(workspaceId !== null && { workspaceId }) },
    select: { workspaceId: true, id: true, passwordHash: true },
    orderBy: { id: "asc" },
    take: MOST_CANDIDATES,
  });
}

async function isStillRight(
  { prisma }: Pick<Database, "prisma">,
  { workspaceId, id, passwordHash }: { workspaceId: string; id: string; passwordHash: string },
) {
  const where = { workspaceId, id, passwordHash, removedAt: null };
  return (await prisma.member.count({ where })) === 1;
}
