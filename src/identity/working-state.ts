import type { MergeRecord } from "./merge-record.ts";
import type { Conflict, Contact, Grouping, Owner, SuspectedDuplicate, Visitor } from "./model.ts";
import type { IdentityState, Lookup } from "./state.ts";

/** A lookup that can be written. `Map` is one. */
export interface Table<T> extends Lookup<T> {
  set(key: string, value: T): unknown;
  delete(key: string): unknown;
}

/** The state that events are applied to, in place; the entities in it are immutable. */
export interface MutableState extends IdentityState {
  lastVisitorNumber: number;
  readonly visitors: Table<Visitor>;
  readonly contacts: Table<Contact>;
  readonly owners: Table<Owner>;
  readonly conflicts: Table<Conflict>;
  readonly suspicions: Table<SuspectedDuplicate>;
  readonly pairKeys: Table<string>;
  readonly successors: Table<string>;
  readonly senders: Table<string>;
  readonly groupings: Table<Grouping>;
  readonly groupingNames: Table<string>;
  readonly deletedGroupings: Table<true>;
  readonly merges: Table<MergeRecord>;
  readonly visitorIdsOf: Table<readonly string[]>;
  readonly suspectIdsOf: Table<readonly string[]>;
  readonly mergesOf: Table<readonly string[]>;
  readonly importedConflictsOf: Table<readonly string[]>;
}

/** The state of what a batch of commands touches, all in memory. */
export interface WorkingState extends MutableState {
  readonly visitors: Map<string, Visitor>;
  readonly contacts: Map<string, Contact>;
  readonly owners: Map<string, Owner>;
  readonly conflicts: Map<string, Conflict>;
  readonly suspicions: Map<string, SuspectedDuplicate>;
  readonly pairKeys: Map<string, string>;
  readonly successors: Map<string, string>;
  readonly senders: Map<string, string>;
  readonly conversations: Map<string, { visitorId: string; hasInboundMessage: boolean }>;
  readonly usedProofs: Map<string, true>;
  readonly groupings: Map<string, Grouping>;
  readonly groupingNames: Map<string, string>;
  readonly deletedGroupings: Map<string, true>;
  readonly members: Map<string, { active: boolean }>;
  readonly merges: Map<string, MergeRecord>;
  readonly visitorIdsOf: Map<string, readonly string[]>;
  readonly suspectIdsOf: Map<string, readonly string[]>;
  readonly mergesOf: Map<string, readonly string[]>;
  readonly importedConflictsOf: Map<string, readonly string[]>;
}

export function createWorkingState(start: {
  defaultListId: string;
  lastVisitorNumber?: number;
}): WorkingState {
  return {
    defaultListId: start.defaultListId,
    lastVisitorNumber: start.lastVisitorNumber ?? 0,
    visitors: new Map(),
    contacts: new Map(),
    owners: new Map(),
    conflicts: new Map(),
    suspicions: new Map(),
    pairKeys: new Map(),
    successors: new Map(),
    senders: new Map(),
    conversations: new Map(),
    usedProofs: new Map(),
    groupings: new Map(),
    groupingNames: new Map(),
    deletedGroupings: new Map(),
    members: new Map(),
    merges: new Map(),
    visitorIdsOf: new Map(),
    suspectIdsOf: new Map(),
    mergesOf: new Map(),
    importedConflictsOf: new Map(),
  };
}
