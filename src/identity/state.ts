import type {
  Conflict,
  Contact,
  IdentifierKind,
  Owner,
  Sender,
  SuspectedDuplicate,
  Visitor,
} from "./model.ts";

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
}

export const identifierKey = (kind: IdentifierKind, value: string) => `${kind}:${value}`;
export const pairKey = (one: string, other: string) =>
  one < other ? `${one}|${other}` : `${other}|${one}`;
export const successorKey = (visitorId: string, contactId: string) => `${visitorId}|${contactId}`;
export const senderKey = (sender: Sender) => `${sender.channel}:${sender.address}`;
