import type { ReceiveMessage, UnassignMember } from "../conversation/commands.ts";
import type {
  IdentityCommand,
  RemoveAlternateIdentifier,
  UpdateContact,
} from "../identity/commands.ts";
import { commandKeys } from "../identity/keys.ts";
import { groupingNameKey } from "../identity/state.ts";
import { fold } from "../identity/values.ts";
import type { LoadRequest } from "./load-statement.ts";

export type WriteCommand = IdentityCommand | ReceiveMessage | UnassignMember;

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
  let successors = false;

  for (const command of commands) {
    if (command.type === "ReceiveMessage") {
      const { channel, sender, externalId, conversationId } = command;
      visitorIds.add(command.visitorId);
      latestOnChannels.add(channel);
      if (sender) senders.set(`${sender.channel}:${sender.address}`, sender);
      if (conversationId) conversationIds.add(conversationId);
      if (externalId !== null)
        externalMessages.set(`${channel}:${externalId}`, { channel, externalId });
      continue;
    }
    if (command.type === "UnassignMember") {
      for (const id of command.contactIds) contactIds.add(id);
      for (const { id, visitorId } of command.conversations) {
        conversationIds.add(id);
        visitorIds.add(visitorId);
      }
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
