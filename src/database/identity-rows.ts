import type { Conversation, Message } from "../conversation/model.ts";
import type { Merge, MergeCause, MergeRecord } from "../identity/merge-record.ts";
import {
  type Actor,
  type Channel,
  type Conflict,
  type ConflictStatus,
  type Contact,
  type ContactStatus,
  type ConversationChannel,
  FIELD_NAMES,
  type FieldName,
  type FieldState,
  type FieldValue,
  type Identifier,
  type Instant,
  type Origin,
  type Resolution,
  type Visitor,
  type VisitorKind,
} from "../identity/model.ts";

/** The rows of the load statement, and how they become the entities of the rules. The database is taken at its word. */
export interface VisitorRow {
  readonly id: string;
  readonly number: number;
  readonly kind: VisitorKind;
  readonly pushOptedIn: boolean;
  readonly contactId: string | null;
  readonly proven: boolean;
  readonly claims: Visitor["claims"];
  readonly rootId: string | null;
  readonly rootContactId: string | null;
  readonly senderChannel: ConversationChannel | null;
  readonly senderAddress: string | null;
  readonly createdAt: Instant;
  readonly listIds: readonly string[] | null;
}
export interface MergeRow {
  readonly id: string;
  readonly cause: MergeCause;
  readonly at: Instant;
  readonly by: Actor;
  readonly record: StoredMerge;
  readonly undoneAt: Instant | null;
  readonly undoneBy: Actor | null;
}
/** What `contact_merge.record` holds of a merge. */
export type StoredMerge = Merge & Pick<MergeRecord, "versions">;
export interface ConflictRow {
  readonly id: string;
  readonly contactId: string;
  readonly field: FieldName;
  readonly secondary: FieldValue;
  readonly verified: boolean;
  readonly channel: Channel | null;
  readonly visitorId: string | null;
  readonly conversationId: string | null;
  readonly happenedAt: Instant;
  readonly openedAt: Instant;
  readonly status: ConflictStatus;
  readonly resolution: Resolution | null;
}
/** What `field_states` holds of a field: all but its value, which has a column. */
export interface StoredFieldState {
  readonly verified: boolean;
  readonly version: number;
  readonly origin: Origin;
}
export type ContactRow = { readonly [F in FieldName]: FieldValue | null } & {
  readonly id: string;
  readonly status: ContactStatus;
  readonly fieldStates: { readonly [F in FieldName]?: StoredFieldState };
  readonly createdVia: Channel | null;
  readonly createdBy: Actor;
  readonly createdAt: Instant;
  readonly archivedAt: Instant | null;
  readonly identifiers: readonly Identifier[] | null;
  readonly openConflicts: readonly ConflictRow[] | null;
  readonly listIds: readonly string[] | null;
  readonly tagIds: readonly string[] | null;
  readonly assigneeId: string | null;
  readonly mergedInto: string | null;
  readonly statusBeforeMerge: "active" | "archived" | null;
};
export type ConversationRow = Conversation & { readonly hasInboundMessage?: boolean };
export type MessageRow = Message;

export function toVisitor(row: VisitorRow): Visitor {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    pushOptedIn: row.pushOptedIn,
    contactId: row.contactId,
    proven: row.proven,
    claims: row.claims,
    successorOf:
      row.rootId === null || row.rootContactId === null
        ? null
        : { visitorId: row.rootId, contactId: row.rootContactId },
    sender:
      row.senderChannel === null || row.senderAddress === null
        ? null
        : { channel: row.senderChannel, address: row.senderAddress },
    listIds: row.listIds ?? [],
    createdAt: row.createdAt,
  };
}

export function toMerge({ id, cause, at, by, record, undoneAt, undoneBy }: MergeRow): MergeRecord {
  const undone = undoneAt === null || undoneBy === null ? null : { at: undoneAt, by: undoneBy };
  return { ...record, id, cause, at, by, undone };
}

export function toConflict(row: ConflictRow): Conflict {
  const { id, contactId, field, secondary, verified, openedAt, status, resolution } = row;
  const { channel, visitorId, conversationId, happenedAt } = row;
  const origin = { channel, visitorId, conversationId, happenedAt };
  return { id, contactId, field, secondary, verified, origin, openedAt, status, resolution };
}

/** The contact, its open conflicts among `conflicts`: one object each, however it is reached. */
export function toContact(row: ContactRow, conflicts: Map<string, Conflict>): Contact {
  const fields: { [F in FieldName]?: FieldState } = {};
  for (const field of FIELD_NAMES) {
    const state = row.fieldStates[field];
    if (state) fields[field] = { value: row[field], ...state };
  }
  const openConflicts: { [F in FieldName]?: Conflict } = {};
  for (const open of row.openConflicts ?? []) {
    const conflict = conflicts.get(open.id) ?? toConflict(open);
    conflicts.set(conflict.id, conflict);
    openConflicts[conflict.field] = conflict;
  }
  return {
    id: row.id,
    status: row.status,
    fields,
    identifiers: row.identifiers ?? [],
    openConflicts,
    listIds: row.listIds ?? [],
    tagIds: row.tagIds ?? [],
    assigneeId: row.assigneeId,
    mergedInto: row.mergedInto,
    statusBeforeMerge: row.statusBeforeMerge,
    createdVia: row.createdVia,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    archivedAt: row.archivedAt,
  };
}

export function toConversation(row: ConversationRow): Conversation {
  const { hasInboundMessage: _notOfTheRow, ...conversation } = row;
  return conversation;
}
