import type { MemberSessions, MemberSessionTokens } from "../auth/member-sessions.ts";
import { type Result, refuse } from "./people-refusals.ts";

/** Goes on with a member's session. A renewal token is good for once; a used one that comes again ends the session. */
export const renewMemberSession =
  (deps: { sessions: MemberSessions }) =>
  async (input: {
    readonly renewalToken: string;
  }): Promise<Result<MemberSessionTokens, "SESSION_ENDED">> => {
    const tokens = await deps.sessions.renew(input.renewalToken);
    return tokens === null ? refuse({ code: "SESSION_ENDED" }) : { ok: true, ...tokens };
  };
