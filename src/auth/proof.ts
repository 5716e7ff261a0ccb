import { compactVerify, errors } from "jose";
import { z } from "zod";
import type { Instant } from "../identity/model.ts";
import { decodeId, isUuid } from "./global-id.ts";

/** Why a signed identity proof was not believed. What each means to the one who signs: docs/identity-proofs.md. */
export const PROOF_PROBLEMS = [
  "MALFORMED",
  "BAD_SIGNATURE",
  "NOT_YET_VALID",
  "EXPIRED",
  "TOO_LONG_LIVED",
  "WRONG_WORKSPACE",
  "WRONG_VISITOR",
] as const;
export type ProofProblem = (typeof PROOF_PROBLEMS)[number];

export type ProofAnswer =
  | {
      readonly ok: true;
      /** Single use is enforced where the claim is written: this id, in this workspace, counts once until `expiresAt`. */
      readonly proofId: string;
      /** Until when its id must be remembered: the proof is not believed afterwards. */
      readonly expiresAt: Instant;
      /** When the business says that it happened, never later than now; null when it doesn't say. */
      readonly happenedAt: Instant | null;
      /** The signed claims as they were given, not yet normalised. */
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly ok: false; readonly reason: ProofProblem };

/** A proof may live this long, from `iat` and from now (SPEC 4: short-lived). In seconds. */
const LONGEST_LIFE = 3600;
/** How far the clocks of two servers may be apart. In seconds. */
const TOLERANCE = 10;
const LONGEST_PROOF = 32_768;

const seconds = z.number().min(0).max(8_640_000_000);
const Payload = z.object({
  aud: z.union([z.string(), z.array(z.string()).min(1)]),
  sub: z.string(),
  // Printable ASCII: it becomes a key of the table of used proofs.
  jti: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  iat: seconds,
  exp: seconds,
  nbf: seconds.optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  claims: z.record(z.string(), z.unknown()),
});

const failed = (reason: ProofProblem): ProofAnswer => ({ ok: false, reason });

/**
 * Verifies what the business's server signed about a visitor (SPEC 4): a JWT, HS256 with the workspace's proof secret.
 * `workspaceId` and `visitorId` are plain uuids; the proof may name them so, or by the opaque ids that the API hands out.
 */
export async function verifyProof(options: {
  token: string;
  workspaceId: string;
  proofSecret: string;
  visitorId: string;
  now: Date;
}): Promise<ProofAnswer> {
  const { token, workspaceId, proofSecret, visitorId, now } = options;
  if (token.length > LONGEST_PROOF) return failed("MALFORMED");
  const signed = await readSigned(token, proofSecret);
  if (typeof signed === "string") return failed(signed);
  const parsed = Payload.safeParse(signed.payload);
  if (!parsed.success) return failed("MALFORMED");

  const { aud, sub, jti, iat, exp, nbf, at, claims } = parsed.data;
  const audiences = typeof aud === "string" ? [aud] : aud;
  if (!audiences.some((id) => uuidOf("Workspace", id) === workspaceId)) {
    return failed("WRONG_WORKSPACE");
  }
  if (uuidOf("AnonymousVisitor", sub) !== visitorId) return failed("WRONG_VISITOR");

  const time = now.getTime() / 1000;
  if (exp <= iat) return failed("MALFORMED");
  if (time >= exp + TOLERANCE) return failed("EXPIRED");
  // From now as well: an `iat` in the future must not stretch the life of a proof.
  if (exp - iat > LONGEST_LIFE || exp > time + LONGEST_LIFE + TOLERANCE) {
    return failed("TOO_LONG_LIVED");
  }
  if (Math.max(iat, nbf ?? 0) > time + TOLERANCE) return failed("NOT_YET_VALID");

  const happenedAt = at === undefined ? null : earlier(new Date(at), now).toISOString();
  const expiresAt = new Date((exp + TOLERANCE) * 1000).toISOString();
  return { ok: true, proofId: jti, expiresAt, happenedAt, values: claims };
}

async function readSigned(
  token: string,
  secret: string,
): Promise<{ payload: unknown } | "MALFORMED" | "BAD_SIGNATURE"> {
  let bytes: Uint8Array;
  try {
    const key = new TextEncoder().encode(secret);
    bytes = (await compactVerify(token, key, { algorithms: ["HS256"] })).payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return "BAD_SIGNATURE";
    if (error instanceof errors.JOSEAlgNotAllowed) return "BAD_SIGNATURE";
    if (error instanceof errors.JOSEError) return "MALFORMED";
    throw error;
  }
  try {
    return { payload: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return "MALFORMED"; // signed, but no JSON in UTF-8
  }
}

const uuidOf = (type: "Workspace" | "AnonymousVisitor", id: string): string | null =>
  isUuid(id) ? id : decodeId(type, id);

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
