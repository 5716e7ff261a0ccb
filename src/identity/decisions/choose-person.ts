import type { Claims, Contact, IdentifierKind, Owner } from "../model.ts";
import { type IdentityState, identifierKey, the } from "../state.ts";
import type { ClaimReason } from "./suspect-duplicate.ts";

/** An identifier that was claimed, and the contact that has it, if any. */
interface ClaimedIdentifier {
  readonly verified: boolean;
  readonly holder: Contact | null;
}

export interface Choice {
  /** Null: nobody has the identifiers (P2). */
  readonly contact: Contact | null;
  /** The other contact that has one of them, and why the two may be one person. */
  readonly duplicate: { readonly contact: Contact; readonly reason: ClaimReason } | null;
}

/** Whom the claimed identifiers name (P2 to P5, P7). Members' identifiers were refused before (V3). */
export function personNamedBy(state: IdentityState, said: Claims): Choice {
  return choose(claimed(state, said, "email"), claimed(state, said, "phone"));
}

/** Who has the claimed identifier. */
export function holderOf(
  state: IdentityState,
  said: Claims,
  kind: IdentifierKind,
): Owner | undefined {
  const claim = said[kind];
  return claim && state.owners.get(identifierKey(kind, claim.value as string));
}

function claimed(
  state: IdentityState,
  said: Claims,
  kind: IdentifierKind,
): ClaimedIdentifier | null {
  const claim = said[kind];
  if (!claim) return null;
  const owner = holderOf(state, said, kind);
  const holder = owner?.type === "contact" ? the(state.contacts, owner.id) : null;
  return { verified: claim.verified, holder };
}

function choose(email: ClaimedIdentifier | null, phone: ClaimedIdentifier | null): Choice {
  const emails = email?.holder ?? null;
  const phones = phone?.holder ?? null;
  if (!email || !phone || !emails || !phones || emails.id === phones.id)
    return { contact: emails ?? phones, duplicate: null };

  if (emails.status !== phones.status) {
    const [active, archived] = emails.status === "active" ? [emails, phones] : [phones, emails];
    return {
      contact: active,
      duplicate: { contact: archived, reason: "ACTIVE_AND_ARCHIVED_MATCH" },
    };
  }
  const [chosen, other] = phone.verified && !email.verified ? [phones, emails] : [emails, phones];
  const complementary =
    email.verified &&
    phone.verified &&
    emails.status === "active" &&
    !emails.fields.phone?.value &&
    !phones.fields.email?.value;
  return {
    contact: chosen,
    duplicate: {
      contact: other,
      reason: complementary ? "BOTH_VERIFIED_AND_COMPLEMENTARY" : "EMAIL_AND_PHONE_OF_TWO_CONTACTS",
    },
  };
}
