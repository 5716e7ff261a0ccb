import type { Identify } from "../commands.ts";
import { derivedId } from "../derived-id.ts";
import { type Draft, headOf } from "../draft.ts";
import type { EventHead } from "../events.ts";
import type { FieldChange } from "../field-change.ts";
import {
  type Claim,
  type Claims,
  type Contact,
  FIELD_NAMES,
  type FieldName,
  type Visitor,
} from "../model.ts";
import { existingGroupings } from "../state.ts";
import { mergeClaim } from "../values.ts";
import type { Choice } from "./choose-person.ts";
import { decideClaimedField, emptyBatch, isAccountChannel, recordBatch } from "./claimed-field.ts";
import { mergeComplementary } from "./merge-complementary.ts";
import { reactivateContact } from "./reactivate-contact.ts";
import { recordVisitor } from "./record-visitor.ts";
import { suspectDuplicate } from "./suspect-duplicate.ts";

/**
 * Links an anonymous visitor to the person that its identifiers name, or to a new contact (P2 to P7). What it had said
 * while it was anonymous counts as claimed now (P1). Answers the contact's id.
 */
export function linkVisitor(
  draft: Draft,
  command: Identify,
  said: Claims,
  named: Choice,
  successorOf: Visitor["successorOf"],
): string {
  const head = recordClaimant(draft, command, successorOf);
  const choice = mergeComplementary(draft, head, named);
  const all = together(draft.visitor(command.visitorId).claims, said);
  const contactId = choice.contact?.id ?? derivedId(command.id, "contact");
  const about = { ...head, contactId };

  if (!choice.contact)
    draft.record({ ...about, kind: "ContactCreated", changes: changesFrom(all) });
  const proven = provesThePerson(command, said, draft.contact(contactId));
  const lists = existingGroupings(draft.state, draft.visitor(command.visitorId).listIds);
  draft.record({ ...about, kind: "VisitorIdentified", proven, claims: all });
  if (hasMessage(draft, command)) reactivateContact(draft, about);
  // SPEC 4 lists who is linked in a conversation, SPEC 3.11 who had come through one.
  const { kind } = draft.visitor(command.visitorId);
  if (!isAccountChannel(command.channel) || kind === "CONVERSATIONS")
    list(draft, about, draft.state.defaultListId);
  for (const listId of lists) list(draft, about, listId);
  if (choice.contact) {
    const batch = emptyBatch();
    for (const [field, claim] of entriesOf(all)) {
      const { visitorId } = command;
      decideClaimedField(draft, { field, claim, visitorId, contactId, lastSaid: null }, batch);
    }
    recordBatch(draft, about, batch);
    noteProof(draft, command, said, about);
  }
  if (choice.duplicate)
    suspectDuplicate(draft, about, choice.duplicate.contact.id, choice.duplicate.reason);
  return contactId;
}

/** The visitor's record, made if this is its first interaction, and what the command's events say about it. */
export function recordClaimant(
  draft: Draft,
  command: Identify,
  successorOf: Visitor["successorOf"],
): EventHead & { visitorId: string } {
  const { visitorId, channel, conversationId, happenedAt, sender } = command;
  const about = { visitorId, channel, conversationId, happenedAt };
  const kind = isAccountChannel(channel) ? "PUSH" : "CONVERSATIONS";
  recordVisitor(draft, visitorId, { about, kind, sender, successorOf });
  return { ...headOf(command, about), visitorId };
}

/** The visitor itself proved, in this command, an identifier that proves the person. */
function provesThePerson(command: Identify, said: Claims, contact: Contact): boolean {
  return (
    command.provenByVisitor &&
    contact.identifiers.some(
      ({ kind, value, provesPerson }) =>
        provesPerson && said[kind]?.verified && said[kind].value === value,
    )
  );
}

/** A linked visitor proved its person only now. */
export function noteProof(
  draft: Draft,
  command: Identify,
  said: Claims,
  about: Partial<EventHead> & { contactId: string; visitorId: string },
): void {
  const { visitorId, contactId } = about;
  if (draft.visitor(visitorId).proven) return;
  if (!provesThePerson(command, said, draft.contact(contactId))) return;
  draft.record({ ...headOf(command, about), kind: "VisitorProven", visitorId, contactId });
}

/** P6: identifying alone does not bring an archived contact back, a message does. */
function hasMessage(draft: Draft, { conversationId, withInboundMessage }: Identify): boolean {
  const conversation = conversationId ? draft.state.conversations.get(conversationId) : undefined;
  return withInboundMessage || conversation?.hasInboundMessage === true;
}

/** SPEC 3.11. */
function list(draft: Draft, about: EventHead & { contactId: string }, listId: string): void {
  if (draft.contact(about.contactId).listIds.includes(listId)) return;
  draft.record({ ...about, kind: "ContactListed", listId });
}

function together(kept: Claims, said: Claims): Claims {
  const all: { [F in FieldName]?: Claim } = { ...kept };
  for (const [field, claim] of entriesOf(said)) all[field] = mergeClaim(kept[field], claim);
  return all;
}

export function entriesOf(claims: Claims): [FieldName, Claim][] {
  return FIELD_NAMES.flatMap((field) => {
    const claim = claims[field];
    return claim ? [[field, claim] as [FieldName, Claim]] : [];
  });
}

function changesFrom(claims: Claims): FieldChange[] {
  return entriesOf(claims).map(([field, { value, verified, origin }]) => ({
    field,
    previous: null,
    next: value,
    verified,
    origin,
  }));
}
