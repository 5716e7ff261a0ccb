import type { KeyObject } from "node:crypto";
import { decodeJwt, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { isUuid } from "./global-id.ts";

/** The two kinds of signed tokens. The kind stands in the header's `typ` and is checked, so that neither passes for the other. */
type TokenKind = "member" | "visitor";
const ISSUER = "onymous";
/** Ours are below 600 characters. */
const LONGEST_TOKEN = 2048;
const DAY = 86_400;

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}
interface SigningWorkspace {
  readonly id: string;
  readonly tokenKey: KeyObject;
}

/** The token that a browser keeps: it acts for one visitor (SPEC 2.1). */
export function signVisitorToken(options: {
  workspace: SigningWorkspace;
  visitorId: string;
  now: Date;
  days: number;
}): Promise<IssuedToken> {
  const { workspace, visitorId, now, days } = options;
  return sign("visitor", workspace, { sub: visitorId }, now, days * DAY);
}

/** A member's short-lived access token. It names the session, whose revocation ends it at once. */
export function signMemberToken(options: {
  workspace: SigningWorkspace;
  memberId: string;
  sessionId: string;
  now: Date;
  minutes: number;
}): Promise<IssuedToken> {
  const { workspace, memberId, sessionId, now, minutes } = options;
  return sign("member", workspace, { sub: memberId, sid: sessionId }, now, minutes * 60);
}

async function sign(
  kind: TokenKind,
  workspace: SigningWorkspace,
  payload: JWTPayload,
  now: Date,
  seconds: number,
): Promise<IssuedToken> {
  const issued = Math.floor(now.getTime() / 1000);
  const expires = issued + Math.floor(seconds);
  const token = await new SignJWT({ ...payload, wid: workspace.id })
    .setProtectedHeader({ alg: "HS256", typ: `${kind}+jwt` })
    .setIssuer(ISSUER)
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(workspace.tokenKey);
  return { token, expiresAt: new Date(expires * 1000) };
}

/** Which workspace a signed token says it is of; null when it is no such token. Nothing is proved by it yet. */
export function workspaceNamedBy(token: string): string | null {
  if (token.length > LONGEST_TOKEN) return null;
  try {
    const { wid } = decodeJwt(token);
    return typeof wid === "string" && isUuid(wid) ? wid : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

export type SignedToken =
  | { readonly kind: "member"; readonly memberId: string; readonly sessionId: string }
  | { readonly kind: "visitor"; readonly visitorId: string };
export type TokenAnswer =
  | { readonly ok: true; readonly token: SignedToken; readonly expiresAt: Date }
  | { readonly ok: false; readonly reason: "INVALID" | "EXPIRED" };

const INVALID: TokenAnswer = { ok: false, reason: "INVALID" };

/** Verifies a signed token of the given workspace. Only HS256 is accepted, whatever the header asks for. */
export async function verifyToken(options: {
  token: string;
  workspace: SigningWorkspace;
  now: Date;
}): Promise<TokenAnswer> {
  const { token, workspace, now } = options;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, workspace.tokenKey, {
      algorithms: ["HS256"],
      issuer: ISSUER,
      currentDate: now,
      requiredClaims: ["sub", "wid", "iat", "exp"],
    });
    const named = payload.wid === workspace.id ? namedBy(protectedHeader.typ, payload) : null;
    if (named === null) return INVALID;
    return { ok: true, token: named, expiresAt: new Date((payload.exp as number) * 1000) };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { ok: false, reason: "EXPIRED" };
    if (error instanceof errors.JOSEError) return INVALID;
    throw error;
  }
}

function namedBy(typ: string | undefined, { sub, sid }: JWTPayload): SignedToken | null {
  if (sub === undefined || !isUuid(sub)) return null;
  if (typ === "visitor+jwt") return { kind: "visitor", visitorId: sub };
  if (typ !== "member+jwt" || typeof sid !== "string" || !isUuid(sid)) return null;
  return { kind: "member", memberId: sub, sessionId: sid };
}
