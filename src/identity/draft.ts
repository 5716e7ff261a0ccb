import { applyEvent } from "./apply.ts";
import type { CommandHead } from "./commands.ts";
import type { Decision, Subject } from "./decision.ts";
import type { EventHead, IdentityEvent } from "./events.ts";
import type { Contact, Visitor } from "./model.ts";
import { type IdentityState, type Lookup, the } from "./state.ts";
import type { MutableState, Table } from "./working-state.ts";

/** What one command has decided so far: its events, and the state as they leave it. The state given to it is untouched. */
export interface Draft {
  readonly command: CommandHead;
  readonly state: MutableState;
  readonly events: readonly IdentityEvent[];
  record(event: IdentityEvent): void;
  visitor(id: string): Visitor;
  contact(id: string): Contact;
}

export function openDraft(command: CommandHead, base: IdentityState): Draft {
  const events: IdentityEvent[] = [];
  const state: MutableState = {
    ...base,
    visitors: overlay(base.visitors),
    contacts: overlay(base.contacts),
    owners: overlay(base.owners),
    conflicts: overlay(base.conflicts),
    suspicions: overlay(base.suspicions),
    pairKeys: overlay(base.pairKeys),
    successors: overlay(base.successors),
    senders: overlay(base.senders),
    groupings: overlay(base.groupings),
    groupingNames: overlay(base.groupingNames),
    deletedGroupings: overlay(base.deletedGroupings),
    merges: overlay(base.merges),
    visitorIdsOf: overlay(base.visitorIdsOf),
    suspectIdsOf: overlay(base.suspectIdsOf),
    mergesOf: overlay(base.mergesOf),
    importedConflictsOf: overlay(base.importedConflictsOf),
  };
  return {
    command,
    state,
    events,
    record(event) {
      applyEvent(state, event);
      events.push(event);
    },
    visitor: (id) => the(state.visitors, id),
    contact: (id) => the(state.contacts, id),
  };
}

/** What every event of a command says; the rest is null unless given. */
export function headOf(command: CommandHead, about: Partial<EventHead>): EventHead {
  return {
    recordedAt: command.at,
    happenedAt: command.at,
    actor: command.actor,
    channel: null,
    contactId: null,
    visitorId: null,
    conversationId: null,
    ...(command.importId === undefined ? {} : { importId: command.importId }),
    ...about,
  };
}

export function accepted(draft: Draft, about: Partial<Subject>): Decision {
  const subject = { visitorId: null, contactId: null, successorVisitorId: null, ...about };
  return { outcome: "accepted", events: draft.events, subject };
}

export const overlay = <T>(base: Lookup<T>): Table<T> => new Overlay(base);

/** One is made of each table for every command, and most of them stay as they are: a class is what costs least. */
class Overlay<T> implements Table<T> {
  readonly #base: Lookup<T>;
  #own: Map<string, T | undefined> | null = null;

  constructor(base: Lookup<T>) {
    this.#base = base;
  }
  get(key: string): T | undefined {
    return this.#own?.has(key) ? this.#own.get(key) : this.#base.get(key);
  }
  set(key: string, value: T | undefined): void {
    this.#own ??= new Map();
    this.#own.set(key, value);
  }
  delete(key: string): void {
    this.set(key, undefined);
  }
}
