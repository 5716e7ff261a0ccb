import type { IdentityCommand, UndoImportedContact } from "./commands.ts";
import { derivedId } from "./derived-id.ts";
import {
  type FieldName,
  type FieldValue,
  type GroupingKind,
  IDENTIFIER_KINDS,
  type IdentifierKind,
  type Sender,
} from "./model.ts";

/**
 * What must be in the state before a command is decided; absent: none. Named things bring along what belongs to them:
 * - a visitor: its contact; the visitor that it is a successor of, with that one's contact; every successor visitor of
 *   that first visitor (or of itself, if it is no successor), with their contacts (P10)
 * - an identifier: its owner, and where that is a contact, the contact
 * - a contact: all its identifiers, open conflicts and lists
 * - a conflict: its contact; for an email or phone, the owners of its secondary value and of `resolution.main`
 * - all contacts: the known suspicions between any two of them
 */
export interface CommandKeys {
  readonly visitorIds?: readonly string[];
  readonly contactIds?: readonly string[];
  readonly conflictIds?: readonly string[];
  readonly conversationIds?: readonly string[];
  readonly identifiers?: readonly { readonly kind: IdentifierKind; readonly value: string }[];
  readonly senders?: readonly Sender[];
  /** Of `contactIds`, those whose number may leave them: the visitors that are that number go along (SPEC 3.4). */
  readonly visitorsOfContacts?: readonly string[];
  /** Whether a proven identifier may name another person than the visitor's (P10). */
  readonly successors?: boolean;
  readonly proofIds?: readonly string[];
  readonly groupingIds?: readonly string[];
  readonly groupingNames?: readonly { readonly kind: GroupingKind; readonly name: string }[];
  readonly memberIds?: readonly string[];
  readonly suspicionIds?: readonly string[];
  /** Also what merging these contacts takes: all their visitors, and all that they are suspected to be. */
  readonly wholeContactIds?: readonly string[];
  /** Also what merging the owners of these takes, where they are two (P5). */
  readonly wholeOwnersOf?: readonly { readonly email: string; readonly phone: string }[];
  /** A merge: its contacts as `wholeContactIds`, the owners of its identifiers, its conflicts, and the latest merge of its survivor. */
  readonly mergeIds?: readonly string[];
  /** Of every contact that is reached: also what imports ever opened conflicts with. */
  readonly importedConflicts?: boolean;
}

export function commandKeys(command: IdentityCommand): CommandKeys {
  switch (command.type) {
    case "Identify":
      return {
        visitorIds: [command.visitorId],
        identifiers: IDENTIFIER_KINDS.flatMap((kind) => {
          const claim = command.claims[kind];
          return claim ? [{ kind, value: claim.value as string }] : [];
        }),
        successors: Boolean(command.claims.email?.verified || command.claims.phone?.verified),
        // P5 may merge the two.
        wholeOwnersOf:
          command.claims.email?.verified && command.claims.phone?.verified
            ? [
                {
                  email: command.claims.email.value as string,
                  phone: command.claims.phone.value as string,
                },
              ]
            : [],
        conversationIds: command.conversationId ? [command.conversationId] : [],
        senders: command.sender ? [command.sender] : [],
        proofIds: command.proofId ? [command.proofId] : [],
      };
    case "NoteInboundMessage":
      return {
        visitorIds: [command.visitorId],
        senders: command.sender ? [command.sender] : [],
      };
    case "OptInToPush":
    case "OptOutOfPush":
    case "UnlinkVisitor":
      return { visitorIds: [command.visitorId] };
    case "CreateContact":
      return { identifiers: identifiersIn(command.values) };
    case "UpdateContact":
      return {
        contactIds: [command.contactId],
        visitorsOfContacts: command.values.phone === undefined ? [] : [command.contactId],
        identifiers: identifiersIn(command.values),
      };
    case "RemoveAlternateIdentifier":
      return {
        contactIds: [command.contactId],
        visitorsOfContacts: command.kind === "phone" ? [command.contactId] : [],
      };
    case "ArchiveContact":
    case "UnarchiveContact":
      return { contactIds: [command.contactId] };
    case "MergeContacts":
      return {
        contactIds: [command.survivorId, command.loserId],
        wholeContactIds: [command.survivorId, command.loserId],
      };
    case "UndoMerge":
      return { mergeIds: [command.mergeId] };
    case "CreateGrouping":
      return {
        groupingIds: [derivedId(command.id, "grouping")],
        groupingNames: [command],
      };
    case "RenameGrouping":
      return { groupingIds: [command.groupingId], groupingNames: [command] };
    case "DeleteGrouping":
      return { groupingIds: [command.groupingId] };
    case "ChangeListMembers": {
      const { listId, contactIds, visitorIds } = command;
      return { groupingIds: [listId], contactIds, visitorIds };
    }
    case "ChangeContactTags":
      return { groupingIds: command.tagIds, contactIds: command.contactIds };
    case "AssignContact":
      return {
        contactIds: [command.contactId],
        memberIds: command.assigneeId ? [command.assigneeId] : [],
      };
    case "SuspectDuplicates":
      return { contactIds: command.pairs.flatMap(({ contactIds }) => contactIds) };
    case "DismissDuplicate":
      return { suspicionIds: [command.suspicionId] };
    case "ImportPerson":
      return {
        identifiers: identifiersIn(command.values),
        groupingIds: [...command.tagIds, ...command.listIds],
        memberIds: command.assigneeId ? [command.assigneeId] : [],
        importedConflicts: true,
      };
    case "UndoImportedContact":
      return deedKeys(command);
    case "ResolveConflict":
      return { conflictIds: [command.conflictId] };
    default:
      throw new Error(`unknown command ${(command satisfies never as { type: string }).type}`);
  }
}

function identifiersIn(values: { readonly [F in FieldName]?: FieldValue | null }) {
  return IDENTIFIER_KINDS.flatMap((kind) => {
    const value = values[kind];
    return value ? [{ kind, value: value as string }] : [];
  });
}

/** What an import made goes as a whole; of others, what it did to them. */
function deedKeys({ contactId, did }: UndoImportedContact): CommandKeys {
  if (did.some(({ kind }) => kind === "ContactCreated")) return { contactIds: [contactId] };
  const named = { others: [], conflicts: [], groupings: [], members: [] } as {
    readonly [Kind in "others" | "conflicts" | "groupings" | "members"]: string[];
  };
  for (const event of did) {
    if ("conflictId" in event) named.conflicts.push(event.conflictId);
    if (event.kind === "DuplicateSuspected") named.others.push(event.otherContactId);
    if (event.kind === "ContactTagged") named.groupings.push(event.tagId);
    if (event.kind === "ContactListed") named.groupings.push(event.listId);
    if (event.kind === "ContactAssigned" && event.previousAssigneeId !== null)
      named.members.push(event.previousAssigneeId);
  }
  return {
    contactIds: [contactId, ...named.others],
    conflictIds: named.conflicts,
    groupingIds: named.groupings,
    memberIds: named.members,
  };
}
