import type { ConversationCommand } from "../conversation/commands.ts";
import { isConversationCommand } from "../conversation/decide.ts";
import { type ConversationKeys, conversationKeys } from "../conversation/keys.ts";
import { externalKey, readKey } from "../conversation/state.ts";
import type { IdentityCommand } from "../identity/commands.ts";
import { commandKeys } from "../identity/keys.ts";
import { groupingNameKey, identifierKey, senderKey } from "../identity/state.ts";
import { fold } from "../identity/values.ts";

export type WriteCommand = IdentityCommand | ConversationCommand;

/**
 * What to load, as the values of one statement. A part that no command asks for is left out of the statement: a single
 * `identify` should not pay for conversations, conflicts and proofs that it has nothing to do with.
 */
export interface LoadRequest {
  readonly workspaceId: string;
  readonly visitorIds: readonly string[];
  readonly contactIds: readonly string[];
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  /** Also the visitors that are these numbers of a channel. */
  readonly senders: readonly { readonly channel: string; readonly address: string }[];
  /** Also the visitors of these contacts, which are among `contactIds`, that are a number of a channel (SPEC 3.4). */
  readonly visitorsOfContacts: readonly string[];
  readonly conflictIds: readonly string[];
  /** Also the successors that the visitors' devices have for the contacts at hand (P10). */
  readonly successors: boolean;
  readonly conversationIds: readonly string[];
  /** Also the visitors of these conversations, which are among `conversationIds`, with their contacts. */
  readonly visitorsOfConversations: readonly string[];
  /** Also how many inbound messages came after these. */
  readonly readThrough: readonly { readonly conversationId: string; readonly messageId: string }[];
  /** Also what the workspace has set for its conversations. */
  readonly settings: boolean;
  /** Also the latest open conversation of each of the visitors on these channels. */
  readonly latestOnChannels: readonly string[];
  readonly externalMessages: readonly { readonly channel: string; readonly externalId: string }[];
  readonly proofIds: readonly string[];
  readonly groupingIds: readonly string[];
  /** By the key that names are compared by (`groupingNameKey`), without its kind. */
  readonly groupingNames: readonly { readonly kind: string; readonly name: string }[];
  readonly memberIds: readonly string[];
  readonly suspicionIds: readonly string[];
  /** Contacts with everything that merging them takes. */
  readonly wholeContactIds: readonly string[];
  /** Also the owners of such pairs, where they are two contacts. */
  readonly wholeOwnersOf: readonly { readonly email: string; readonly phone: string }[];
  readonly mergeIds: readonly string[];
  /** Also what imports ever opened conflicts with, of every contact that is reached. */
  readonly importedConflicts: boolean;
}

/** What a batch of commands of one workspace needs: each thing once, however many commands name it. */
export function loadRequest(workspaceId: string, commands: readonly WriteCommand[]): LoadRequest {
  const all: readonly ConversationKeys[] = commands.map((command) =>
    isConversationCommand(command) ? conversationKeys(command) : commandKeys(command),
  );
  const ids = (of: (keys: ConversationKeys) => readonly string[] | undefined) => [
    ...new Set(all.flatMap((keys) => of(keys) ?? [])),
  ];
  const things = <T>(
    of: (keys: ConversationKeys) => readonly T[] | undefined,
    keyOf: (one: T) => string,
  ) => [...new Map(all.flatMap((keys) => of(keys) ?? []).map((one) => [keyOf(one), one])).values()];
  return {
    workspaceId,
    visitorIds: ids((keys) => keys.visitorIds),
    contactIds: ids((keys) => keys.contactIds),
    identifiers: things(
      (keys) => keys.identifiers,
      ({ kind, value }) => identifierKey(kind, value),
    ),
    senders: things((keys) => keys.senders, senderKey),
    visitorsOfContacts: ids((keys) => keys.visitorsOfContacts),
    conflictIds: ids((keys) => keys.conflictIds),
    successors: all.some((keys) => keys.successors),
    conversationIds: ids((keys) => keys.conversationIds),
    visitorsOfConversations: ids((keys) => keys.visitorsOfConversations),
    readThrough: things(
      (keys) => keys.readThrough,
      (one) => readKey(one.conversationId, one.messageId),
    ),
    settings: commands.some(isConversationCommand),
    latestOnChannels: ids((keys) => keys.latestOnChannels),
    externalMessages: things(
      (keys) => keys.externalMessages,
      (one) => externalKey(one.channel, one.externalId),
    ),
    proofIds: ids((keys) => keys.proofIds),
    groupingIds: ids((keys) => keys.groupingIds),
    groupingNames: things(
      (keys) => keys.groupingNames,
      ({ kind, name }) => groupingNameKey(kind, name),
    ).map(({ kind, name }) => ({ kind, name: fold(name) })),
    memberIds: ids((keys) => keys.memberIds),
    suspicionIds: ids((keys) => keys.suspicionIds),
    wholeContactIds: ids((keys) => keys.wholeContactIds),
    wholeOwnersOf: all.flatMap((keys) => keys.wholeOwnersOf ?? []),
    mergeIds: ids((keys) => keys.mergeIds),
    importedConflicts: all.some((keys) => keys.importedConflicts),
  };
}
