import type { Conflict, Contact, Owner, SuspectedDuplicate, Visitor } from "./model.ts";
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
  readonly successors: Table<string>;
  readonly senders: Table<string>;
}

/** The state of what a batch of commands touches, all in memory. */
export interface WorkingState extends MutableState {
  readonly visitors: Map<string, Visitor>;
  readonly contacts: Map<string, Contact>;
  readonly owners: Map<string, Owner>;
  readonly conflicts: Map<string, Conflict>;
  readonly suspicions: Map<string, SuspectedDuplicate>;
  readonly successors: Map<string, string>;
  readonly senders: Map<string, string>;
  readonly conversations: Map<string, { visitorId: string; hasInboundMessage: boolean }>;
  readonly usedProofs: Map<string, true>;
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
    successors: new Map(),
    senders: new Map(),
    conversations: new Map(),
    usedProofs: new Map(),
  };
}
