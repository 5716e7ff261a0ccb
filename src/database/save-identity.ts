import type { Message } from "../conversation/model.ts";
import type { Instant } from "../identity/model.ts";
import { countsChange } from "./counts.ts";
import { eventToRow, type LogEvent } from "./event-row.ts";
import { changesBetween, type Snapshot } from "./identity-changes.ts";
import type { Statement } from "./load-statement.ts";
import { saveStatement } from "./save-statement.ts";
import {
  conflictRow,
  contactRow,
  conversationRow,
  identifierRow,
  messageRow,
  visitorRow,
} from "./written-rows.ts";

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
