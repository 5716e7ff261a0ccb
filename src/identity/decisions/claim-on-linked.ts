import type { Identify } from "../commands.ts";
import type { Draft } from "../draft.ts";
import { type Claims, IDENTIFIER_KINDS, type Visitor } from "../model.ts";
import { repeats } from "../values.ts";
import { holderOf, personNamedBy } from "./choose-person.ts";
import { decideClaimedField, emptyBatch, recordBatch } from "./claimed-field.ts";
import { entriesOf, noteProof } from "./link-visitor.ts";
import { reactivateContact } from "./reactivate-contact.ts";
import { suspectDuplicate } from "./suspect-duplicate.ts";

/** A linked visitor says more about its contact (P8), or names somebody else without proof (P9). */
export function claimOnLinked(
  draft: Draft,
  command: Identify,
  visitor: Visitor,
  contactId: string,
  said: Claims,
): void {
  const { visitorId, channel, conversationId, happenedAt } = command;
  const about = { visitorId, channel, conversationId, happenedAt, contactId };
  const others = IDENTIFIER_KINDS.flatMap((kind) => {
    const claim = said[kind];
    const holder = holderOf(draft.state, said, kind);
    if (!claim || holder?.type !== "contact" || holder.id === contactId) return [];
    // F6: said before, and nothing was written then that is not there now.
    if (repeats(claim, visitor.claims[kind])) return [];
    return [{ id: holder.id, verified: claim.verified }];
  });

  // P6: the message may be stored with another visitor of the device (P10).
  if (command.withInboundMessage) reactivateContact(draft, about);

  const batch = emptyBatch();
  for (const [field, claim] of entriesOf(said)) {
    const lastSaid = visitor.claims[field] ?? null;
    decideClaimedField(draft, { field, claim, visitorId, contactId, lastSaid }, batch);
  }
  // First with the identifiers that the contact has: what a proven visitor adds proves the person too.
  noteProof(draft, command, said, about);
  recordBatch(draft, about, batch);
  noteProof(draft, command, said, about);
  for (const other of others) {
    // Verified and still not the person: the email, verified too, chose this contact (P4, P5).
    const reason = other.verified
      ? (personNamedBy(draft.state, said).duplicate?.reason ?? "VERIFIED_IDENTIFIER_OF_ANOTHER")
      : "UNVERIFIED_IDENTIFIER_OF_ANOTHER";
    suspectDuplicate(draft, about, other.id, reason);
  }
}
