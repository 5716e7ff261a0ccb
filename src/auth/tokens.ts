import { createHash, type KeyObject } from "node:crypto";
import { decodeJwt, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { isUuid } from "./global-id.ts";

/** The kinds of signed tokens. The kind stands in the header's `typ` and is checked, so that none passes for another. */
type TokenKind = "member" | "visitor" | "link";
const ISSUER = "onymous";
/** Ours are below 600 characters. */
const LONGEST_TOKEN = 2048;
const DAY = 86_400;
const LINK_SECONDS = 300;

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

/** Lets whoever has it read one address, and nothing else, in a member's name: links carry no header. */
export function signLinkToken(options: {
  workspace: SigningWorkspace;
  memberId: string;
  sessionId: string;
  /** Path and query. */
  address: string;
  now: Date;
}): Promise<IssuedToken> {
  const { workspace, memberId, sessionId, address, now } = options;
  const payload = { sub: memberId, sid: sessionId, for: digest(address) };
  return sign("link", workspace, payload, now, LINK_SECONDS);
}

const digest = (address: string) => createHash("sha256").update(address).digest("base64url");

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
interface LinkToken {
  readonly kind: "link";
  readonly memberId: string;
  readonly sessionId: string;
}
export type TokenAnswer<Token = SignedToken> =
  | { readonly ok: true; readonly token: Token; readonly expiresAt: Date }
  | { readonly ok: false; readonly reason: "INVALID" | "EXPIRED" };

const INVALID = { ok: false, reason: "INVALID" } as const;

interface Given {
  readonly token: string;
  readonly workspace: SigningWorkspace;
  readonly now: Date;
}

/** Verifies a token that speaks for a member or a visitor of the given workspace. */
export const verifyToken = (given: Given): Promise<TokenAnswer> => verify(given, namedBy);

/** Verifies the token of a link to `address`. */
export const verifyLinkToken = (
  given: Given & { readonly address: string },
): Promise<TokenAnswer<LinkToken>> =>
  verify(given, (typ, { sub, sid, for: linked }) =>
    typ === "link+jwt" && isId(sub) && isId(sid) && linked === digest(given.address)
      ? { kind: "link", memberId: sub, sessionId: sid }
      : null,
  );

/** Only HS256 is accepted, whatever the header asks for. */
async function verify<Token>(
  { token, workspace, now }: Given,
  read: (typ: string | undefined, payload: JWTPayload) => Token | null,
): Promise<TokenAnswer<Token>> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, workspace.tokenKey, {
      algorithms: ["HS256"],
      issuer: ISSUER,
      currentDate: now,
      requiredClaims: ["sub", "wid", "iat", "exp"],
    });
    const named = payload.wid === workspace.id ? read(protectedHeader.typ, payload) : null;
    if (named === null) return INVALID;
    return { ok: true, token: named, expiresAt: new Date((payload.exp as number) * 1000) };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { ok: false, reason: "EXPIRED" };
    if (error instanceof errors.JOSEError) return INVALID;
    throw error;
  }
}

function namedBy(typ: string | undefined, { sub, sid }: JWTPayload): SignedToken | null {
  if (!isId(sub)) return null;
  if (typ === "visitor+jwt") return { kind: "visitor", visitorId: sub };
  return typ === "member+jwt" && isId(sid)
    ? { kind: "member", memberId: sub, sessionId: sid }
    : null;
}

const isId = (claim: unknown): claim is string => typeof claim === "string" && isUuid(claim);
