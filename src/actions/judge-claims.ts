import type { GivenClaims } from "../identity/commands.ts";
import { FIELD_NAMES, type FieldName, IDENTIFIER_KINDS } from "../identity/model.ts";
import type { Values } from "../identity/normalize/claims.ts";

/** Where the values of one claim come from, and what stands behind each. */
export interface Evidence {
  readonly given: Values;
  /** Signed by the business's server. */
  readonly signed: Values;
  /** A trusted caller vouches for what is given. */
  readonly vouched: boolean;
  /** What is vouched for was proved by the visitor itself to the caller: it logged in there. */
  readonly loggedIn: boolean;
  /** The number that the channel delivered the claim from. */
  readonly number: string | null;
}

/**
 * Verified is per value (SPEC 4). Proven by the visitor: every verified identifier was proved by the visitor itself
 * (signature, login, sender's number), and none is somebody's word, because a proof opens the contact's data to it.
 */
export function judgeClaims(evidence: Evidence): {
  readonly claims: GivenClaims;
  readonly provenByVisitor: boolean;
} {
  const { given, signed, vouched, loggedIn, number } = evidence;
  const proven = (field: FieldName) =>
    signed[field] !== undefined || isNumber(field) || (vouched && loggedIn);
  const isNumber = (field: FieldName) =>
    field === "phone" && number !== null && given.phone === number;

  const claims: { [F in FieldName]?: { value: NonNullable<Values[F]>; verified: boolean } } = {};
  for (const field of FIELD_NAMES) {
    const value = signed[field] ?? given[field];
    if (value !== undefined) claims[field] = { value, verified: vouched || proven(field) };
  }
  const verified = IDENTIFIER_KINDS.filter((kind) => claims[kind]?.verified);
  return { claims, provenByVisitor: verified.length > 0 && verified.every(proven) };
}
