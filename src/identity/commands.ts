import type { IdentityEvent } from "./events.ts";
import type { ImportPolicy } from "./import-model.ts";
import type {
  Actor,
  Channel,
  ConflictChoice,
  DuplicateReason,
  FieldName,
  FieldValue,
  GroupingKind,
  IdentifierKind,
  Instant,
  Sender,
  VisitorKind,
} from "./model.ts";

/** What every command brings, so that deciding needs no clock and no randomness. */
export interface CommandHead {
  readonly workspaceId: string;
  /** A UUIDv7 whose last byte is zero: the ids of what the command makes are derived from it (see `derived-id.ts`). */
  readonly id: string;
  readonly at: Instant;
  readonly actor: Actor;
  /** The import that it is a part of. */
  readonly importId?: string;
}

/** A claimed value, normalised and judged (SPEC 4: verified is per value). */
export interface GivenClaim {
  readonly value: FieldValue;
  readonly verified: boolean;
}
export type GivenClaims = { readonly [F in FieldName]?: GivenClaim };

export type IdentityCommand =
  | Identify
  | OptInToPush
  | OptOutOfPush
  | NoteInboundMessage
  | CreateContact
  | UpdateContact
  | RemoveAlternateIdentifier
  | ArchiveContact
  | UnarchiveContact
  | UnlinkVisitor
  | ResolveConflict
  | MergeContacts
  | UndoMerge
  | CreateGrouping
  | RenameGrouping
  | DeleteGrouping
  | ChangeListMembers
  | ChangeContactTags
  | AssignContact
  | SuspectDuplicates
  | DismissDuplicate
  | ImportPerson
  | UndoImportedContact;

export interface Identify extends CommandHead {
  readonly type: "Identify";
  readonly visitorId: string;
  readonly channel: Channel;
  readonly claims: GivenClaims;
  readonly conversationId: string | null;
  /** Already limited to what the caller may say: receipt for untrusted callers. */
  readonly happenedAt: Instant;
  /** The claim was made in an inbound message that is being stored with it (P6). */
  readonly withInboundMessage: boolean;
  /** The visitor itself proved the verified values (signature, login, sender's number), nobody merely vouched for them. */
  readonly provenByVisitor: boolean;
  /** The id of the single-use signed token that verified the values. */
  readonly proofId: string | null;
  /** The proof's expiry, until when its id is remembered. */
  readonly proofExpiresAt: Instant | null;
  /** WhatsApp, SMS: the number that the visitor is. */
  readonly sender: Sender | null;
  /** A random UUID, for the successor visitor that P10 may need. */
  readonly successorVisitorId: string;
}
export interface OptInToPush extends CommandHead {
  readonly type: "OptInToPush";
  readonly visitorId: string;
}
export interface OptOutOfPush extends CommandHead {
  readonly type: "OptOutOfPush";
  readonly visitorId: string;
}
/** What an inbound message means for identity: the anonymous record (SPEC 2.2) and reactivation (SPEC 3.5). */
export interface NoteInboundMessage extends CommandHead {
  readonly type: "NoteInboundMessage";
  readonly visitorId: string;
  readonly kind: VisitorKind;
  readonly channel: Channel;
  readonly conversationId: string;
  readonly happenedAt: Instant;
  readonly sender: Sender | null;
}
/** By an agent by hand (SPEC 3.2). */
export interface CreateContact extends CommandHead {
  readonly type: "CreateContact";
  readonly values: { readonly [F in FieldName]?: FieldValue };
}
/** By field: what is not named stays, null clears (SPEC 3.4). A given address or attributes object replaces the whole value. */
export interface UpdateContact extends CommandHead {
  readonly type: "UpdateContact";
  readonly contactId: string;
  readonly values: { readonly [F in FieldName]?: FieldValue | null };
}
export interface RemoveAlternateIdentifier extends CommandHead {
  readonly type: "RemoveAlternateIdentifier";
  readonly contactId: string;
  readonly kind: IdentifierKind;
  readonly value: string;
}
export interface ArchiveContact extends CommandHead {
  readonly type: "ArchiveContact";
  readonly contactId: string;
}
export interface UnarchiveContact extends CommandHead {
  readonly type: "UnarchiveContact";
  readonly contactId: string;
}
export interface UnlinkVisitor extends CommandHead {
  readonly type: "UnlinkVisitor";
  readonly visitorId: string;
}
export interface ResolveConflict extends CommandHead {
  readonly type: "ResolveConflict";
  readonly conflictId: string;
  readonly choice: ConflictChoice;
  readonly customerConfirmed: boolean;
  /** The version of the main value that the agent was looking at. */
  readonly mainVersion: number;
}

/** SPEC 6.2: who survives is the caller's choice. */
export interface MergeContacts extends CommandHead {
  readonly type: "MergeContacts";
  readonly survivorId: string;
  readonly loserId: string;
}
export interface UndoMerge extends CommandHead {
  readonly type: "UndoMerge";
  readonly mergeId: string;
}

/** SPEC 3.10, 3.11: lists and tags. Names come trimmed, their white space collapsed. */
export interface CreateGrouping extends CommandHead {
  readonly type: "CreateGrouping";
  readonly kind: GroupingKind;
  readonly name: string;
}
export interface RenameGrouping extends CommandHead {
  readonly type: "RenameGrouping";
  readonly kind: GroupingKind;
  readonly groupingId: string;
  readonly name: string;
}
export interface DeleteGrouping extends CommandHead {
  readonly type: "DeleteGrouping";
  readonly kind: GroupingKind;
  readonly groupingId: string;
}
/** All of them or none. A visitor that is linked stands for its contact. */
export interface ChangeListMembers extends CommandHead {
  readonly type: "ChangeListMembers";
  readonly listId: string;
  readonly add: boolean;
  readonly contactIds: readonly string[];
  readonly visitorIds: readonly string[];
}
/** All of them or none. */
export interface ChangeContactTags extends CommandHead {
  readonly type: "ChangeContactTags";
  readonly add: boolean;
  readonly tagIds: readonly string[];
  readonly contactIds: readonly string[];
}
/** SPEC 3.9: whose the contact's new conversations and messages are. Null: nobody's. */
export interface AssignContact extends CommandHead {
  readonly type: "AssignContact";
  readonly contactId: string;
  readonly assigneeId: string | null;
}

/** SPEC 6.1: pairs that were found by looking, or that an agent's edit showed. What is known already stays as it is. */
export interface SuspectDuplicates extends CommandHead {
  readonly type: "SuspectDuplicates";
  readonly pairs: readonly FoundPair[];
}
export interface FoundPair {
  /** The new suspicion's id, made as the ids of commands are. */
  readonly id: string;
  readonly contactIds: readonly [string, string];
  /** At least one. */
  readonly reasons: readonly DuplicateReason[];
  readonly score: number;
}
/** For good: nothing suspects the pair again. */
export interface DismissDuplicate extends CommandHead {
  readonly type: "DismissDuplicate";
  readonly suspicionId: string;
}

/** What a row of a file says of one person, or the rows that are one person together (SPEC 8.5). */
export interface ImportPerson extends CommandHead {
  readonly type: "ImportPerson";
  readonly importId: string;
  readonly policy: ImportPolicy;
  /** At least an email or a phone. */
  readonly values: { readonly [F in FieldName]?: FieldValue };
  readonly tagIds: readonly string[];
  readonly listIds: readonly string[];
  readonly assigneeId: string | null;
}
/** Takes back what an import did to one contact that nobody else has touched since. */
export interface UndoImportedContact extends CommandHead {
  readonly type: "UndoImportedContact";
  readonly importId: string;
  readonly contactId: string;
  /** All events of the import that are about it, in their order. */
  readonly did: readonly IdentityEvent[];
}
