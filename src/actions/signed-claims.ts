import { z } from "zod";
import { type ProofAnswer, verifyProof } from "../auth/proof.ts";
import type { WorkspaceSecrets } from "../auth/workspace-secrets.ts";
import type { FieldName, Instant } from "../identity/model.ts";
import { normalizeClaims, type RawClaims, type Values } from "../identity/normalize/claims.ts";
import type { InvalidValue } from "../identity/refusals.ts";
import { saysNothingNew } from "../identity/values.ts";
import { type Refused, refuse, refuseValues } from "./identity-command.ts";

/** What the business's server signed about a visitor, normalised (SPEC 4). */
export interface SignedClaims {
  readonly proofId: string;
  readonly expiresAt: Instant;
  readonly happenedAt: Instant | null;
  readonly claims: Values;
}

const text = z.string().nullish();
const address = z.record(z.string(), text).nullish();
const SignedValues: z.ZodType<RawClaims> = z.strictObject({
  email: text,
  phone: text,
  firstName: text,
  middleName: text,
  lastName: text,
  fullName: text,
  gender: text,
  businessName: text,
  contactAddress: address,
  billingAddress: address,
  attributes: z.record(z.string(), z.json()).nullish(),
});

/** Checks a proof. What it says takes the same forms as what is claimed beside it; problems name their place in the proof. */
export async function readProof(options: {
  readonly token: string;
  readonly workspaceId: string;
  readonly visitorId: string;
  readonly workspace: WorkspaceSecrets;
  readonly now: Date;
}): Promise<{ readonly ok: true; readonly signed: SignedClaims } | Refused> {
  const { token, workspaceId, visitorId, workspace, now } = options;
  const { proofSecret, country } = workspace;
  const proof: ProofAnswer = await verifyProof({ token, workspaceId, proofSecret, visitorId, now });
  if (!proof.ok) return refuse({ code: "PROOF_REFUSED", reason: proof.reason });
  const values = SignedValues.safeParse(proof.values);
  if (!values.success) return refuse({ code: "PROOF_REFUSED", reason: "MALFORMED" });
  const { claims, problems } = normalizeClaims(values.data, country, "proof.claims");
  if (problems.length > 0) return refuseValues(problems);
  const { proofId, expiresAt, happenedAt } = proof;
  return { ok: true, signed: { proofId, expiresAt, happenedAt, claims } };
}

/** A value that is claimed beside the proof must be what the proof says of the field, or one of the two is a mistake. */
export function contradictions(given: Values, signed: Values): InvalidValue[] {
  return (Object.keys(given) as FieldName[]).flatMap((field) => {
    const [claimed, proved] = [given[field], signed[field]];
    if (claimed === undefined || proved === undefined || saysNothingNew(claimed, proved)) return [];
    const message = "The signed proof says something else of this field.";
    return [{ field, path: `claims.${field}`, problem: "MALFORMED" as const, message }];
  });
}
