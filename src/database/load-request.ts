import type { ConversationCommand } from "../conversation/commands.ts";
import { isConversationCommand } from "../conversation/decide.ts";
import { conversationKeys } from "../conversation/keys.ts";
import { externalKey, readKey } from "../conversation/state.ts";
import type {
  IdentityCommand,
  RemoveAlternateIdentifier,
  UpdateContact,
} from "../identity/commands.ts";
import { commandKeys } from "../identity/keys.ts";
import { groupingNameKey } from "../identity/state.ts";
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
}

/** What a batch of commands of one workspace needs: each thing once, however many commands name it. */
export function loadRequest(workspaceId: string, commands: readonly WriteCommand[]): LoadRequest {
  const visitorIds = new Set<string>();
  const contactIds = new Set<string>();
  const conflictIds = new Set<string>();
  const conversationIds = new Set<string>();
  const proofIds = new Set<string>();
  const visitorsOfContacts = new Set<string>();
  const latestOnChannels = new Set<string>();
  const identifiers = new Map<string, { kind: string; value: string }>();
  const senders = new Map<string, { channel: string; address: string }>();
  const externalMessages = new Map<string, { channel: string; externalId: string }>();
  const groupingIds = new Set<string>();
  const memberIds = new Set<string>();
  const suspicionIds = new Set<string>();
  const wholeContactIds = new Set<string>();
  const mergeIds = new Set<string>();
  const groupingNames = new Map<string, { kind: string; name: string }>();
  const wholeOwnersOf: { email: string; phone: string }[] = [];
  const visitorsOfConversations = new Set<string>();
  const readThrough = new Map<string, { conversationId: string; messageId: string }>();
  let successors = false;

  for (const command of commands) {
    if (isConversationCommand(command)) {
      const keys = conversationKeys(command);
      for (const id of keys.visitorIds) visitorIds.add(id);
      for (const id of keys.contactIds) contactIds.add(id);
      for (const id of keys.memberIds) memberIds.add(id);
      for (const id of keys.conversationIds) conversationIds.add(id);
      for (const id of keys.visitorsOfConversations) visitorsOfConversations.add(id);
      for (const channel of keys.latestOnChannels) latestOnChannels.add(channel);
      for (const one of keys.identifiers) identifiers.set(`${one.kind}:${one.value}`, one);
      for (const one of keys.senders) senders.set(`${one.channel}:${one.address}`, one);
      for (const one of keys.externalMessages)
        externalMessages.set(externalKey(one.channel, one.externalId), one);
      for (const one of keys.readThrough)
        readThrough.set(readKey(one.conversationId, one.messageId), one);
      successors ||= keys.successors;
      continue;
    }
    const keys = commandKeys(command);
    for (const id of keys.visitorIds) visitorIds.add(id);
    for (const id of keys.contactIds) contactIds.add(id);
    for (const id of keys.conflictIds) conflictIds.add(id);
    for (const id of keys.conversationIds) conversationIds.add(id);
    for (const id of keys.proofIds) proofIds.add(id);
    for (const id of keys.groupingIds) groupingIds.add(id);
    for (const id of keys.memberIds) memberIds.add(id);
    for (const id of keys.suspicionIds) suspicionIds.add(id);
    for (const id of keys.wholeContactIds) wholeContactIds.add(id);
    for (const id of keys.mergeIds) mergeIds.add(id);
    for (const { kind, name } of keys.groupingNames)
      groupingNames.set(groupingNameKey(kind, name), { kind, name: fold(name) });
    wholeOwnersOf.push(...keys.wholeOwnersOf);
    for (const one of keys.identifiers) identifiers.set(`${one.kind}:${one.value}`, one);
    for (const one of keys.senders) senders.set(`${one.channel}:${one.address}`, one);
    if (freesNumbers(command)) visitorsOfContacts.add(command.contactId);
    if (command.type === "Identify")
      successors ||= Boolean(command.claims.email?.verified || command.claims.phone?.verified);
  }
  return {
    workspaceId,
    visitorIds: [...visitorIds],
    contactIds: [...contactIds],
    identifiers: [...identifiers.values()],
    senders: [...senders.values()],
    visitorsOfContacts: [...visitorsOfContacts],
    conflictIds: [...conflictIds],
    successors,
    conversationIds: [...conversationIds],
    visitorsOfConversations: [...visitorsOfConversations],
    readThrough: [...readThrough.values()],
    settings: commands.some(isConversationCommand),
    latestOnChannels: [...latestOnChannels],
    externalMessages: [...externalMessages.values()],
    proofIds: [...proofIds],
    groupingIds: [...groupingIds],
    groupingNames: [...groupingNames.values()],
    memberIds: [...memberIds],
    suspicionIds: [...suspicionIds],
    wholeContactIds: [...wholeContactIds],
    wholeOwnersOf,
    mergeIds: [...mergeIds],
  };
}

/** SPEC 3.4: a number that leaves a contact takes along the visitors that are that number. */
const freesNumbers = (
  command: IdentityCommand,
): command is UpdateContact | RemoveAlternateIdentifier =>
  (command.type === "UpdateContact" && command.values.phone !== undefined) ||
  (command.type === "RemoveAlternateIdentifier" && command.kind === "phone");
