import type { MergeRecord } from "./merge-record.ts";
import type {
  Conflict,
  Contact,
  Grouping,
  GroupingKind,
  IdentifierKind,
  Owner,
  Sender,
  SuspectedDuplicate,
  Visitor,
} from "./model.ts";
import { fold } from "./values.ts";

/** A lookup that decisions read. `Map` is one; so is an overlay over another lookup. */
export interface Lookup<T> {
  get(key: string): T | undefined;
}

/** What decisions may look at: the part of one workspace that the commands at hand touch. */
export interface IdentityState {
  readonly defaultListId: string;
  /** The last number given to an anonymous record (SPEC 2.3). */
  readonly lastVisitorNumber: number;
  readonly visitors: Lookup<Visitor>;
  readonly contacts: Lookup<Contact>;
  /** By `identifierKey`. Contacts and members. */
  readonly owners: Lookup<Owner>;
  /** Conflicts by id, open or not. Open ones are also on their contact. */
  readonly conflicts: Lookup<Conflict>;
  /** Known pairs by `pairKey`. */
  readonly suspicions: Lookup<SuspectedDuplicate>;
  /** The `pairKey` of known pairs by the suspicion's id. */
  readonly pairKeys: Lookup<string>;
  /** Successor visitor ids by `successorKey` (P10). */
  readonly successors: Lookup<string>;
  /** Visitor ids by `senderKey`. */
  readonly senders: Lookup<string>;
  /** Conversations named by the commands: whose they are, and whether an inbound message of that visitor is in them (P6). */
  readonly conversations: Lookup<{
    readonly visitorId: string;
    readonly hasInboundMessage: boolean;
  }>;
  /** Ids of single-use proofs that were used. */
  readonly usedProofs: Lookup<true>;
  /** Lists and tags by id. */
  readonly groupings: Lookup<Grouping>;
  /** Ids of lists and tags by `groupingNameKey`. */
  readonly groupingNames: Lookup<string>;
  /** Ids of lists and tags that were deleted: people may still name them. */
  readonly deletedGroupings: Lookup<true>;
  /** Members named by the commands. */
  readonly members: Lookup<{ readonly active: boolean }>;
  /** Merges by id, undone ones too. */
  readonly merges: Lookup<MergeRecord>;
  /** The ids of all visitors of a contact. Absent for contacts of which not all were loaded. */
  readonly visitorIdsOf: Lookup<readonly string[]>;
  /** The ids of all contacts that a contact is or was suspected to be. Absent where not all were loaded. */
  readonly suspectIdsOf: Lookup<readonly string[]>;
  /** By contact: the merges in which it survived or was lost and that were not undone, the latest last. */
  readonly mergesOf: Lookup<readonly string[]>;
  /** By contact: the conflicts that imports opened, whatever became of them. Absent where they were not loaded. */
  readonly importedConflictsOf: Lookup<readonly string[]>;
}

/** What a decision needs was not loaded: the command is decided again by itself, with all that it names. */
export class StateLacks extends Error {
  override readonly name = "StateLacks";
}

/** The entry, which a correct load has. @throws StateLacks */
export function the<T>(lookup: Lookup<T>, id: string): T {
  const found = lookup.get(id);
  if (found === undefined) throw new StateLacks(`state lacks ${id}`);
  return found;
}

/** The contact that an id leads to: itself, or who survived the merges that it was lost in (SPEC 6.3). */
export function survivorOf(state: Pick<IdentityState, "contacts">, id: string) {
  let contact = state.contacts.get(id);
  while (contact?.mergedInto) contact = the(state.contacts, contact.mergedInto);
  return contact;
}

/** Of the lists or tags that somebody has, those that were not deleted. */
export const existingGroupings = (
  state: Pick<IdentityState, "deletedGroupings">,
  ids: readonly string[],
) => ids.filter((id) => !state.deletedGroupings.get(id));

export const identifierKey = (kind: IdentifierKind, value: string) => `${kind}:${value}`;
export const pairKey = (one: string, other: string) =>
  one < other ? `${one}|${other}` : `${other}|${one}`;
export const successorKey = (visitorId: string, contactId: string) => `${visitorId}|${contactId}`;
/** Names of lists, and of tags, are told apart as values are: case and white space folded. */
export const groupingNameKey = (kind: GroupingKind, name: string) => `${kind}:${fold(name)}`;
export const senderKey = (sender: Sender) => `${sender.channel}:${sender.address}`;
