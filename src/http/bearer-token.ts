import { GraphQLError } from "graphql";
import type { Rejected } from "../auth/authenticate.ts";

/** The token of `Authorization: Bearer <token>`; null when there is none. Any other scheme is taken for a bad token. */
export function bearerToken(headers: { get(name: string): string | null }): string | null {
  const given = headers.get("authorization")?.trim();
  // GraphiQL's header is there before the token is typed in.
  if (!given || /^bearer$/i.test(given)) return null;
  return given.replace(/^bearer +/i, "");
}

const SENTENCES: Record<Rejected["reason"], string> = {
  INVALID: "This is not a token of this service.",
  EXPIRED: "This token has expired: renew it or sign in again.",
  REVOKED: "This token was revoked.",
};

/** Answered with HTTP 401, whatever was asked. */
export const notAuthenticated = (reason: Rejected["reason"]) =>
  new GraphQLError(SENTENCES[reason], {
    extensions: {
      code: "UNAUTHENTICATED",
      reason,
      http: { status: 401, headers: { "www-authenticate": 'Bearer error="invalid_token"' } },
    },
  });
