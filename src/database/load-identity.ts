import type { Conversation, ConversationSettings, Message } from "../conversation/model.ts";
import {
  externalKey,
  latestKey,
  type MutableConversationState,
  readKey,
} from "../conversation/state.ts";
import { rememberImported } from "../identity/apply-changes.ts";
import type { Grouping, IdentifierKind, SuspectedDuplicate } from "../identity/model.ts";
import {
  groupingNameKey,
  identifierKey,
  pairKey,
  senderKey,
  successorKey,
} from "../identity/state.ts";
import { createWorkingState, type WorkingState } from "../identity/working-state.ts";
import {
  type ConflictRow,
  type ContactRow,
  type ConversationRow,
  type MergeRow,
  type MessageRow,
  toConflict,
  toContact,
  toConversation,
  toMerge,
  toVisitor,
  type VisitorRow,
} from "./identity-rows.ts";

/** The part of a workspace that a batch of commands touches, in memory, for the rules to read and for events to change. */
export type BatchState = WorkingState &
  MutableConversationState & {
    readonly conversations: WorkingState["conversations"];
    readonly conversationRecords: Map<string, Conversation>;
    readonly latestConversations: Map<string, string>;
    readonly externalMessages: Map<string, Message>;
    readonly readMarks: Map<string, number>;
    readonly cameSince: Map<string, number>;
  };

/** The one row that `loadStatement` answers; parts that were not asked for are absent. */
export interface LoadedRow {
  readonly defaultListId: string;
  readonly visitorNumber: number;
  readonly visitors: readonly VisitorRow[];
  readonly contacts: readonly ContactRow[];
  readonly owned: readonly {
    readonly kind: IdentifierKind;
    readonly value: string;
    readonly contactId: string | null;
    readonly memberId: string | null;
  }[];
  readonly suspicions: readonly {
    readonly id: string;
    readonly one: string;
    readonly other: string;
    readonly reasons: SuspectedDuplicate["reasons"];
    readonly score: number;
    readonly status: SuspectedDuplicate["status"];
    readonly dismissal: SuspectedDuplicate["dismissal"] | null;
  }[];
  readonly whole?: readonly {
    readonly id: string;
    readonly visitorIds: readonly string[];
    readonly mergeIds: readonly string[];
  }[];
  readonly merges?: readonly MergeRow[];
  readonly groupings?: readonly Grouping[];
  readonly members?: readonly { readonly id: string; readonly active: boolean }[];
  readonly conflicts?: readonly ConflictRow[];
  readonly importedConflicts?: readonly ConflictRow[];
  readonly conversations?: readonly ConversationRow[];
  readonly latest?: readonly ConversationRow[];
  readonly messages?: readonly MessageRow[];
  readonly proofs?: readonly string[];
  readonly settings?: ConversationSettings;
  readonly readMarks?: readonly {
    readonly conversationId: string;
    readonly messageId: string;
    readonly after: number;
  }[];
}

/** Where no conversation is written, nothing asks. */
const NO_SETTINGS: ConversationSettings = {
  answeredFirstBy: "AGENT",
  waitingSeconds: 0,
  texts: [],
};

/** Who is who, and no conversations yet. */
export const createBatchState = (
  working: WorkingState,
  settings: ConversationSettings = NO_SETTINGS,
): BatchState => ({
  ...working,
  settings,
  conversationRecords: new Map(),
  latestConversations: new Map(),
  externalMessages: new Map(),
  readMarks: new Map(),
  cameSince: new Map(),
});

export function toBatchState(row: LoadedRow): BatchState {
  const { defaultListId, visitorNumber: lastVisitorNumber, settings } = row;
  const state = createBatchState(
    createWorkingState({ defaultListId, lastVisitorNumber }),
    settings,
  );
  for (const visitor of row.visitors.map(toVisitor)) {
    state.visitors.set(visitor.id, visitor);
    if (visitor.sender) state.senders.set(senderKey(visitor.sender), visitor.id);
    if (visitor.successorOf) {
      const { visitorId, contactId } = visitor.successorOf;
      state.successors.set(successorKey(visitorId, contactId), visitor.id);
    }
  }
  for (const conflict of (row.conflicts ?? []).map(toConflict))
    state.conflicts.set(conflict.id, conflict);
  for (const contactRow of row.contacts) {
    if (row.importedConflicts) state.importedConflictsOf.set(contactRow.id, []);
    const contact = toContact(contactRow, state.conflicts);
    state.contacts.set(contact.id, contact);
    for (const { kind, value } of contact.identifiers)
      state.owners.set(identifierKey(kind, value), { type: "contact", id: contact.id });
  }
  for (const conflictRow of row.importedConflicts ?? []) {
    const conflict = state.conflicts.get(conflictRow.id) ?? toConflict(conflictRow);
    state.conflicts.set(conflict.id, conflict);
    rememberImported(state, conflict);
  }
  for (const { kind, value, memberId } of row.owned) {
    if (memberId !== null)
      state.owners.set(identifierKey(kind, value), { type: "member", id: memberId });
  }
  for (const { one, other, dismissal, ...rest } of row.suspicions) {
    const suspicion = { ...rest, ...(dismissal ? { dismissal } : {}) };
    state.suspicions.set(pairKey(one, other), { ...suspicion, contactIds: [one, other] });
    state.pairKeys.set(suspicion.id, pairKey(one, other));
  }
  for (const { id, visitorIds, mergeIds } of row.whole ?? []) {
    state.visitorIdsOf.set(id, visitorIds);
    state.mergesOf.set(id, mergeIds);
    const pairs = row.suspicions.filter(({ one, other }) => one === id || other === id);
    state.suspectIdsOf.set(
      id,
      pairs.map(({ one, other }) => (one === id ? other : one)),
    );
  }
  for (const merge of row.merges ?? []) state.merges.set(merge.id, toMerge(merge));
  for (const grouping of row.groupings ?? []) {
    state.groupings.set(grouping.id, grouping);
    state.groupingNames.set(groupingNameKey(grouping.kind, grouping.name), grouping.id);
  }
  for (const { id, active } of row.members ?? []) state.members.set(id, { active });
  for (const id of row.proofs ?? []) state.usedProofs.set(id, true);
  addConversations(state, row);
  return state;
}

function addConversations(state: BatchState, row: LoadedRow): void {
  for (const conversation of row.conversations ?? []) {
    state.conversationRecords.set(conversation.id, toConversation(conversation));
    const { visitorId, hasInboundMessage = false } = conversation;
    state.conversations.set(conversation.id, { visitorId, hasInboundMessage });
  }
  for (const conversation of row.latest ?? []) {
    const { id, visitorId, channel } = conversation;
    if (!state.conversationRecords.has(id))
      state.conversationRecords.set(id, toConversation(conversation));
    state.latestConversations.set(latestKey(visitorId, channel), id);
  }
  for (const message of row.messages ?? []) {
    if (message.externalId !== null)
      state.externalMessages.set(externalKey(message.channel, message.externalId), message);
  }
  for (const { conversationId, messageId, after } of row.readMarks ?? [])
    state.readMarks.set(readKey(conversationId, messageId), after);
}
