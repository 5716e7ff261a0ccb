import type { MemberCaller } from "../auth/caller.ts";
import type { MemberSessions } from "../auth/member-sessions.ts";

/**
 * Ends the session that the caller's token is of, or all of the member's: neither their access tokens nor their renewal
 * tokens open anything any more.
 */
export const signOutMember =
  (deps: { sessions: MemberSessions }) =>
  async (
    caller: Pick<MemberCaller, "workspaceId" | "memberId" | "sessionId">,
    { everywhere }: { readonly everywhere: boolean },
  ) => {
    await (everywhere ? deps.sessions.endAll(caller) : deps.sessions.end(caller));
    return { ok: true } as const;
  };
