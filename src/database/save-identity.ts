import type { Conversation, Message } from "../conversation/model.ts";
import {
  type Conflict,
  type Contact,
  FIELD_NAMES,
  type FieldName,
  type Instant,
  type Visitor,
} from "../identity/model.ts";
import { countsChange } from "./counts.ts";
import { eventToRow, type LogEvent } from "./event-row.ts";
import { changesBetween, type OwnedIdentifier, type Snapshot } from "./identity-changes.ts";
import type { StoredFieldState } from "./identity-rows.ts";
import type { Statement } from "./load-statement.ts";
import { type Row, saveStatement } from "./save-statement.ts";

export interface Outcome {
  readonly workspaceId: string;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly lastVisitorNumber: number;
  /** In the order in which they were decided: that of their positions. */
  readonly events: readonly LogEvent[];
  readonly messages: readonly Message[];
  readonly usedProofs: readonly { readonly id: string; readonly expiresAt: Instant }[];
}

/** What a batch came to, as one statement; null when there is nothing to write. */
export function saveOutcome(outcome: Outcome): Statement | null {
  const { events, messages, usedProofs } = outcome;
  if (events.length === 0 && messages.length === 0 && usedProofs.length === 0) return null;
  const changes = changesBetween(outcome.before, outcome.after);
  const times = addedAt(events);
  return saveStatement({
    workspaceId: outcome.workspaceId,
    events: events.map(eventToRow),
    head: {
      lastVisitorNumber: outcome.lastVisitorNumber,
      ...countsChange(outcome.before, outcome.after),
    },
    update: {
      visitor: changes.visitors.updated.map(visitorRow),
      contact: changes.contacts.updated.map(contactRow),
      identifier: changes.identifiers.updated.map(identifierRow),
      conflict: changes.conflicts.updated.map(conflictRow),
      conversation: changes.conversations.updated.map(conversationRow),
    },
    removedIdentifiers: changes.identifiers.removed.map(({ kind, value }) => ({ kind, value })),
    insert: {
      visitor: changes.visitors.added.map(visitorRow),
      contact: changes.contacts.added.map(contactRow),
      identifier: changes.identifiers.added.map(identifierRow),
      conflict: changes.conflicts.added.map(conflictRow),
      suspected_duplicate: changes.suspicions.map(({ id, contactIds, reason }) => ({
        id,
        contact_id: contactIds[0],
        other_contact_id: contactIds[1],
        reason,
        suspected_at: times.get(id),
      })),
      contact_list_member: changes.listed.map(({ listId, contactId }) => ({
        list_id: listId,
        contact_id: contactId,
        added_at: times.get(`${listId}|${contactId}`),
      })),
      conversation: changes.conversations.added.map(conversationRow),
      message: messages.map(messageRow),
      used_proof: usedProofs.map(({ id, expiresAt }) => ({ id, expires_at: expiresAt })),
    },
  });
}

/** When suspicions and memberships, which carry no time of their own, came to be. */
function addedAt(events: readonly LogEvent[]): Map<string, Instant> {
  const times = new Map<string, Instant>();
  for (const event of events) {
    if (event.kind === "DuplicateSuspected") times.set(event.suspicionId, event.recordedAt);
    if (event.kind === "ContactListed")
      times.set(`${event.listId}|${event.contactId}`, event.recordedAt);
  }
  return times;
}

const visitorRow = (visitor: Visitor): Row<"visitor"> => ({
  id: visitor.id,
  number: visitor.number,
  kind: visitor.kind,
  push_opted_in: visitor.pushOptedIn,
  contact_id: visitor.contactId,
  proven: visitor.proven,
  claims: visitor.claims,
  successor_of_visitor_id: visitor.successorOf?.visitorId,
  successor_of_contact_id: visitor.successorOf?.contactId,
  sender_channel: visitor.sender?.channel,
  sender_address: visitor.sender?.address,
  created_at: visitor.createdAt,
});

function contactRow(contact: Contact): Row<"contact"> {
  const states: { [F in FieldName]?: StoredFieldState } = {};
  for (const field of FIELD_NAMES) {
    const state = contact.fields[field];
    if (state) {
      const { value: _inItsColumn, ...rest } = state;
      states[field] = rest;
    }
  }
  const value = (field: FieldName) => contact.fields[field]?.value ?? null;
  return {
    id: contact.id,
    status: contact.status,
    email: value("email"),
    phone: value("phone"),
    first_name: value("firstName"),
    middle_name: value("middleName"),
    last_name: value("lastName"),
    full_name: value("fullName"),
    gender: value("gender"),
    business_name: value("businessName"),
    contact_address: value("contactAddress"),
    billing_address: value("billingAddress"),
    attributes: value("attributes"),
    field_states: states,
    created_via: contact.createdVia,
    created_by: contact.createdBy,
    created_at: contact.createdAt,
    archived_at: contact.archivedAt,
  };
}

const identifierRow = (one: OwnedIdentifier): Row<"identifier"> => ({
  kind: one.kind,
  value: one.value,
  contact_id: one.contactId,
  primary: one.primary,
  verified: one.verified,
  visitor_id: one.visitorId,
  proves_person: one.provesPerson,
});

const conflictRow = (conflict: Conflict): Row<"conflict"> => ({
  id: conflict.id,
  contact_id: conflict.contactId,
  field: conflict.field,
  secondary: conflict.secondary,
  verified: conflict.verified,
  channel: conflict.origin.channel,
  visitor_id: conflict.origin.visitorId,
  conversation_id: conflict.origin.conversationId,
  happened_at: conflict.origin.happenedAt,
  opened_at: conflict.openedAt,
  status: conflict.status,
  resolution: conflict.resolution,
});

const conversationRow = (conversation: Conversation): Row<"conversation"> => ({
  id: conversation.id,
  visitor_id: conversation.visitorId,
  channel: conversation.channel,
  status: conversation.status,
  opened_at: conversation.openedAt,
  last_message_at: conversation.lastMessageAt,
});

const messageRow = (message: Message): Row<"message"> => ({
  id: message.id,
  conversation_id: message.conversationId,
  visitor_id: message.visitorId,
  channel: message.channel,
  author: message.author,
  direction: message.direction,
  text: message.text,
  external_id: message.externalId,
  sent_at: message.sentAt,
  received_at: message.receivedAt,
});
