import { messageWords } from "../conversation/message-words.ts";
import type { Conversation, Message } from "../conversation/model.ts";
import type { MergeRecord } from "../identity/merge-record.ts";
import {
  type Conflict,
  type Contact,
  FIELD_NAMES,
  type FieldName,
  type Grouping,
  type Instant,
  type SuspectedDuplicate,
  type Visitor,
} from "../identity/model.ts";
import { searchTerms } from "../identity/search/terms.ts";
import { fold } from "../identity/values.ts";
import type { OwnedIdentifier } from "./identity-changes.ts";
import type { StoredFieldState, StoredMerge } from "./identity-rows.ts";
import type { Row } from "./written-tables.ts";

/** Entities of the rules as rows of their tables: the way back from `identity-rows.ts`. */
export const visitorRow = (visitor: Visitor): Row<"visitor"> => ({
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

export function contactRow(contact: Contact): Row<"contact"> {
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
    search_terms: searchTerms(contact),
    assignee_id: contact.assigneeId,
    merged_into: contact.mergedInto,
    status_before_merge: contact.statusBeforeMerge,
  };
}

export const identifierRow = (one: OwnedIdentifier): Row<"identifier"> => ({
  kind: one.kind,
  value: one.value,
  contact_id: one.contactId,
  primary: one.primary,
  verified: one.verified,
  visitor_id: one.visitorId,
  proves_person: one.provesPerson,
});

export const conflictRow = (conflict: Conflict): Row<"conflict"> => ({
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

export const suspicionRow = (
  { id, contactIds, reasons, score, status, dismissal }: SuspectedDuplicate,
  suspectedAt?: Instant,
): Row<"suspected_duplicate"> => ({
  id,
  contact_id: contactIds[0],
  other_contact_id: contactIds[1],
  reasons,
  score,
  status,
  dismissed_at: dismissal?.at,
  dismissed_by: dismissal?.by,
  suspected_at: suspectedAt,
});

export function mergeRow({
  id,
  cause,
  at,
  by,
  undone,
  ...record
}: MergeRecord): Row<"contact_merge"> {
  return {
    id,
    survivor_id: record.survivorId,
    loser_id: record.loserId,
    cause,
    merged_at: at,
    merged_by: by,
    record: record satisfies StoredMerge,
    undone_at: undone?.at,
    undone_by: undone?.by,
  };
}

/** `deletedAt`: now that it is deleted. */
export const groupingRow = (
  { id, name }: Grouping,
  times: { readonly createdAt?: Instant | undefined; readonly deletedAt?: Instant | undefined },
): Row<"contact_list"> & Row<"tag"> => ({
  id,
  name,
  name_key: fold(name),
  created_at: times.createdAt,
  deleted_at: times.deletedAt,
});

export const conversationRow = (conversation: Conversation): Row<"conversation"> => ({
  id: conversation.id,
  visitor_id: conversation.visitorId,
  channel: conversation.channel,
  state: conversation.state,
  assignee_id: conversation.assigneeId,
  language: conversation.language,
  unread_count: conversation.unreadCount,
  opened_at: conversation.openedAt,
  last_message_at: conversation.lastMessageAt,
  handover: conversation.handover,
});

/** With the words that it is found under, which have a table of their own. */
export const messageRow = (
  message: Message,
): Row<"message"> & { readonly search_words: readonly string[] } => ({
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
  search_words: messageWords(message.text),
});
