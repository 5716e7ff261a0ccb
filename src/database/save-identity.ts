import { jobsOf } from "../conversation/jobs.ts";
import type { Message } from "../conversation/model.ts";
import type { Instant } from "../identity/model.ts";
import { countsChange } from "./counts.ts";
import { eventToRow, type LogEvent } from "./event-row.ts";
import {
  changesBetween,
  type GroupingChanges,
  type Membership,
  type Snapshot,
} from "./identity-changes.ts";
import type { Statement } from "./load-statement.ts";
import { saveStatement } from "./save-statement.ts";
import {
  conflictRow,
  contactRow,
  conversationRow,
  groupingRow,
  identifierRow,
  mergeRow,
  messageRow,
  suspicionRow,
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
  // Pairs and memberships carry no time of their own: they came with this batch.
  const recordedAt = events.at(-1)?.recordedAt;
  const changedGroupings = ({ updated, deleted }: GroupingChanges) => [
    ...updated.map((one) => groupingRow(one, {})),
    ...deleted.map((one) => groupingRow(one, { deletedAt: recordedAt })),
  ];
  return saveStatement({
    workspaceId: outcome.workspaceId,
    events: events.map(eventToRow),
    head: {
      lastVisitorNumber: outcome.lastVisitorNumber,
      ...countsChange(outcome.before, outcome.after),
    },
    jobs: jobsOf(outcome.workspaceId, events),
    update: {
      visitor: changes.visitors.updated.map(visitorRow),
      contact: changes.contacts.updated.map(contactRow),
      identifier: changes.identifiers.updated.map(identifierRow),
      conflict: changes.conflicts.updated.map(conflictRow),
      suspected_duplicate: changes.suspicions.updated.map((one) => suspicionRow(one)),
      contact_merge: changes.merges.updated.map(mergeRow),
      contact_list: changedGroupings(changes.lists),
      tag: changedGroupings(changes.tags),
      conversation: changes.conversations.updated.map(conversationRow),
    },
    remove: {
      identifier: changes.identifiers.removed.map(({ kind, value }) => ({ kind, value })),
      suspected_duplicate: changes.suspicions.removed.map((id) => ({ id })),
      contact_list_member: changes.contactLists.removed.map(contactListKey),
      visitor_list_member: changes.visitorLists.removed.map(visitorListKey),
      contact_tag: changes.contactTags.removed.map(contactTagKey),
    },
    insert: {
      visitor: changes.visitors.added.map(visitorRow),
      contact: changes.contacts.added.map(contactRow),
      identifier: changes.identifiers.added.map(identifierRow),
      conflict: changes.conflicts.added.map(conflictRow),
      suspected_duplicate: changes.suspicions.added.map((one) => suspicionRow(one, recordedAt)),
      contact_merge: changes.merges.added.map(mergeRow),
      contact_list: changes.lists.added.map((one) => groupingRow(one, { createdAt: recordedAt })),
      tag: changes.tags.added.map((one) => groupingRow(one, { createdAt: recordedAt })),
      contact_list_member: changes.contactLists.added.map((one) => ({
        ...contactListKey(one),
        added_at: recordedAt,
      })),
      visitor_list_member: changes.visitorLists.added.map((one) => ({
        ...visitorListKey(one),
        added_at: recordedAt,
      })),
      contact_tag: changes.contactTags.added.map((one) => ({
        ...contactTagKey(one),
        tagged_at: recordedAt,
      })),
      conversation: changes.conversations.added.map(conversationRow),
      message: messages.map(messageRow),
      used_proof: usedProofs.map(({ id, expiresAt }) => ({ id, expires_at: expiresAt })),
    },
  });
}

const contactListKey = ({ groupingId, personId }: Membership) => ({
  list_id: groupingId,
  contact_id: personId,
});
const visitorListKey = ({ groupingId, personId }: Membership) => ({
  list_id: groupingId,
  visitor_id: personId,
});
const contactTagKey = ({ groupingId, personId }: Membership) => ({
  tag_id: groupingId,
  contact_id: personId,
});
