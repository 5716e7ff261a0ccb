import { RenewMemberSessionDocument, SignInMemberDocument } from "./generated/operations.ts";
import { type Ask, payload } from "./graphql-client.ts";

/** A signed-in member. `token` renews the session before it runs out, so that a day can be as long as it likes. */
export interface SignedIn {
  token(): Promise<string>;
}

const renewBeforeMillis = 60_000;

export async function signIn(
  ask: Ask,
  workspaceId: string,
  { email, password }: { email: string; password: string },
): Promise<SignedIn> {
  const input = { workspaceId, email, password };
  const { signInMember } = await ask(SignInMemberDocument, { input }, null);
  let session = payload(signInMember, "MemberSessionPayload");
  let renewing: Promise<void> | null = null;

  async function renew() {
    const { renewalToken } = session;
    const answer = await ask(RenewMemberSessionDocument, { input: { renewalToken } }, null);
    session = payload(answer.renewMemberSession, "MemberSessionPayload");
  }

  return {
    async token() {
      if (Date.parse(session.accessTokenExpiresAt) - Date.now() < renewBeforeMillis) {
        // A renewal token is good for one renewal: who comes meanwhile waits for the same.
        renewing ??= renew().finally(() => {
          renewing = null;
        });
        await renewing;
      }
      return session.accessToken;
    },
  };
}
