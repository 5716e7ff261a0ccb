import type { MemberCaller } from "../auth/caller.ts";
import type { MemberSessions } from "../auth/member-sessions.ts";

/** Ends the session that the caller's token is of: neither that token nor its renewal token opens anything any more. */
export const signOutMember =
  (deps: { sessions: MemberSessions }) =>
  async (caller: Pick<MemberCaller, "workspaceId" | "sessionId">) => {
    await deps.sessions.end(caller);
    return { ok: true } as const;
  };
