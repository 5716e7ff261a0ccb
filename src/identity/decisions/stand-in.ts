import type { Identify } from "../commands.ts";
import type { Draft } from "../draft.ts";
import {
  type Claim,
  type Claims,
  type Contact,
  type FieldName,
  IDENTIFIER_KINDS,
  type Visitor,
} from "../model.ts";
import { successorKey } from "../state.ts";
import { type Choice, holderOf } from "./choose-person.ts";
import { claimOnLinked } from "./claim-on-linked.ts";
import { entriesOf, linkVisitor } from "./link-visitor.ts";
import { suspectDuplicate } from "./suspect-duplicate.ts";

/**
 * P10: on a device whose visitor is linked to somebody else, a proven person gets a successor visitor, the same one
 * each time. Pairs are counted from the device's first visitor, so that two people who take turns need two visitors
 * and no more. Answers the successor's id.
 */
export function standInFor(
  draft: Draft,
  command: Identify,
  visitor: Visitor,
  said: Claims,
  person: Contact,
): string {
  const { state } = draft;
  const first =
    (visitor.successorOf && state.visitors.get(visitor.successorOf.visitorId)) ?? visitor;
  const previousContact = draft.contact(visitor.contactId as string);
  const known =
    first.contactId === person.id
      ? first.id
      : state.successors.get(successorKey(first.id, person.id));
  const visitorId = known ?? command.successorVisitorId;
  // The conversation is the other person's.
  const asSuccessor: Identify = { ...command, visitorId, conversationId: null, sender: null };
  const claims = saidBy(visitorId, said);

  const successor = state.visitors.get(visitorId);
  if (successor?.contactId === person.id)
    claimOnLinked(draft, asSuccessor, successor, person.id, claims);
  else {
    const successorOf = { visitorId: first.id, contactId: person.id };
    const duplicate = otherHolder(draft, claims, person);
    linkVisitor(draft, asSuccessor, claims, { contact: person, duplicate }, successorOf);
  }
  if (nothingVerified(previousContact)) {
    const { channel, happenedAt } = command;
    const about = { visitorId, channel, happenedAt, contactId: person.id };
    suspectDuplicate(draft, about, previousContact.id, "VERIFIED_IDENTIFIER_OF_ANOTHER");
  }
  return visitorId;
}

/** As P4: the claim's other identifier may be somebody else's. */
function otherHolder(draft: Draft, claims: Claims, person: Contact): Choice["duplicate"] {
  for (const kind of IDENTIFIER_KINDS) {
    const holder = holderOf(draft.state, claims, kind);
    if (holder?.type === "contact" && holder.id !== person.id)
      return { contact: draft.contact(holder.id), reason: "EMAIL_AND_PHONE_OF_TWO_CONTACTS" };
  }
  return null;
}

function nothingVerified({ fields, identifiers }: Contact): boolean {
  return (
    identifiers.every(({ verified }) => !verified) &&
    Object.values(fields).every(({ value, verified }) => value === null || !verified)
  );
}

function saidBy(visitorId: string, said: Claims): Claims {
  const claims: { [F in FieldName]?: Claim } = {};
  for (const [field, claim] of entriesOf(said))
    claims[field] = { ...claim, origin: { ...claim.origin, visitorId, conversationId: null } };
  return claims;
}
