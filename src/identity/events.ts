import type { FieldChange } from "./field-change.ts";
import type { ImportCounts } from "./import-model.ts";
import type { Merge, MergeCause, MergeRecord, MergeUndo } from "./merge-record.ts";
import type {
  Actor,
  Channel,
  Claims,
  Conflict,
  ConflictChoice,
  DuplicateReason,
  FieldName,
  FieldValue,
  IdentifierKind,
  Instant,
  Origin,
  Resolution,
  Sender,
  VisitorKind,
} from "./model.ts";

/** What every identity event says. The rows of the log are these, and nothing else changes who is who (SPEC 9.1). */
export interface EventHead {
  /** When the service recorded it. */
  readonly recordedAt: Instant;
  /** When it happened, as far as that is believed (SPEC 4); never later than `recordedAt`. */
  readonly happenedAt: Instant;
  readonly actor: Actor;
  /** The channel it came through; null for what was done by hand or by the service itself. */
  readonly channel: Channel | null;
  readonly contactId: string | null;
  readonly visitorId: string | null;
  readonly conversationId: string | null;
  /** The import that it is a detail of: in the contact's history, not in feeds (SPEC 9.1). */
  readonly importId?: string;
}

/** Why a main value changed. */
export type UpdateCause =
  | "FILLED"
  | "LAST_UPDATE"
  | "EDITED"
  | "RESOLVED"
  | "IMPORTED"
  | "IMPORT_UNDONE";

interface VisitorEvent extends EventHead {
  readonly visitorId: string;
}
interface ContactEvent extends EventHead {
  readonly contactId: string;
}
interface LinkEvent extends EventHead {
  readonly visitorId: string;
  readonly contactId: string;
}
interface ConflictEvent extends ContactEvent {
  readonly conflictId: string;
  readonly field: FieldName;
}

export type IdentityEvent =
  | AnonymousVisitorRecorded
  | PushOptedIn
  | PushOptedOut
  | VisitorDetailsClaimed
  | VisitorIdentified
  | VisitorProven
  | VisitorUnlinked
  | ContactCreated
  | ContactUpdated
  | ContactFieldsVerified
  | AlternateIdentifierRemoved
  | ContactArchived
  | ContactReactivated
  | ContactListed
  | ContactUnlisted
  | VisitorListed
  | VisitorUnlisted
  | ContactTagged
  | ContactUntagged
  | ContactAssigned
  | ListCreated
  | ListRenamed
  | ListDeleted
  | TagCreated
  | TagRenamed
  | TagDeleted
  | ConflictOpened
  | ConflictSuperseded
  | ConflictResolved
  | ConflictClosed
  | ConflictWithdrawn
  | ConflictReopened
  | DuplicateSuspected
  | DuplicateDismissed
  | DuplicateWithdrawn
  | ContactsMerged
  | MergeUndone
  | ContactDeleted
  | VisitorDeleted
  | EventErased
  | ContactsImported
  | ImportUndone;
export type IdentityEventKind = IdentityEvent["kind"];

/** The first interaction made a record (SPEC 2.2). */
export interface AnonymousVisitorRecorded extends VisitorEvent {
  readonly kind: "AnonymousVisitorRecorded";
  readonly number: number;
  readonly visitorKind: VisitorKind;
  readonly sender: Sender | null;
  /** P10: the device's first visitor, and the contact that this one stands in for. */
  readonly successorOf: { readonly visitorId: string; readonly contactId: string } | null;
}
export interface PushOptedIn extends VisitorEvent {
  readonly kind: "PushOptedIn";
}
export interface PushOptedOut extends VisitorEvent {
  readonly kind: "PushOptedOut";
}
/** The visitor said something that changes no contact: kept with the visitor (P1; F5 when it happened too early). */
export interface VisitorDetailsClaimed extends VisitorEvent {
  readonly kind: "VisitorDetailsClaimed";
  readonly claims: Claims;
}
/** The visitor was linked to a contact (P2, P3, P4, P6, P7). `proven`: it proved one of the contact's identifiers itself. */
export interface VisitorIdentified extends LinkEvent {
  readonly kind: "VisitorIdentified";
  readonly proven: boolean;
  /** Everything that it had said when it was linked, also what agrees with the contact. */
  readonly claims: Claims;
}
/** A linked visitor proved an identifier of its contact later. */
export interface VisitorProven extends LinkEvent {
  readonly kind: "VisitorProven";
}
/** The visitor is anonymous again: an agent said so, or its number was taken from the contact (SPEC 3.2, 3.4). */
export interface VisitorUnlinked extends LinkEvent {
  readonly kind: "VisitorUnlinked";
  readonly cause: "BY_HAND" | "NUMBER_REMOVED";
}
export interface ContactCreated extends ContactEvent {
  readonly kind: "ContactCreated";
  readonly changes: readonly FieldChange[];
}
export interface ContactUpdated extends ContactEvent {
  readonly kind: "ContactUpdated";
  readonly cause: UpdateCause;
  readonly changes: readonly FieldChange[];
}
/** F1: a stronger proof of values that the contact already had. */
export interface ContactFieldsVerified extends ContactEvent {
  readonly kind: "ContactFieldsVerified";
  readonly fields: readonly {
    readonly field: FieldName;
    readonly value: FieldValue;
    readonly origin: Origin;
  }[];
}
export interface AlternateIdentifierRemoved extends ContactEvent {
  readonly kind: "AlternateIdentifierRemoved";
  readonly identifier: { readonly kind: IdentifierKind; readonly value: string };
}
export interface ContactArchived extends ContactEvent {
  readonly kind: "ContactArchived";
}
export interface ContactReactivated extends ContactEvent {
  readonly kind: "ContactReactivated";
  readonly cause: "MESSAGE" | "BY_HAND";
}
export interface ContactListed extends ContactEvent {
  readonly kind: "ContactListed";
  readonly listId: string;
}
export interface ContactUnlisted extends ContactEvent {
  readonly kind: "ContactUnlisted";
  readonly listId: string;
}
/** An anonymous visitor. When it is identified, its lists pass to the contact, and it is on none any more. */
export interface VisitorListed extends VisitorEvent {
  readonly kind: "VisitorListed";
  readonly listId: string;
}
export interface VisitorUnlisted extends VisitorEvent {
  readonly kind: "VisitorUnlisted";
  readonly listId: string;
}
export interface ContactTagged extends ContactEvent {
  readonly kind: "ContactTagged";
  readonly tagId: string;
}
export interface ContactUntagged extends ContactEvent {
  readonly kind: "ContactUntagged";
  readonly tagId: string;
}
/** SPEC 3.9. Null: nobody. */
export interface ContactAssigned extends ContactEvent {
  readonly kind: "ContactAssigned";
  readonly assigneeId: string | null;
  readonly previousAssigneeId: string | null;
  readonly cause: "BY_HAND" | "MEMBER_REMOVED" | "IMPORTED" | "IMPORT_UNDONE";
}
export interface ListCreated extends EventHead {
  readonly kind: "ListCreated";
  readonly listId: string;
  readonly name: string;
}
export interface ListRenamed extends EventHead {
  readonly kind: "ListRenamed";
  readonly listId: string;
  readonly previousName: string;
  readonly name: string;
}
/** Nobody is on it any more: that goes without an event for each. */
export interface ListDeleted extends EventHead {
  readonly kind: "ListDeleted";
  readonly listId: string;
  readonly name: string;
}
export interface TagCreated extends EventHead {
  readonly kind: "TagCreated";
  readonly tagId: string;
  readonly name: string;
}
export interface TagRenamed extends EventHead {
  readonly kind: "TagRenamed";
  readonly tagId: string;
  readonly previousName: string;
  readonly name: string;
}
export interface TagDeleted extends EventHead {
  readonly kind: "TagDeleted";
  readonly tagId: string;
  readonly name: string;
}
export interface ConflictOpened extends ConflictEvent {
  readonly kind: "ConflictOpened";
  readonly conflict: Conflict;
  /** The main value when it opened. */
  readonly main: FieldValue | null;
}
/** A newer secondary value took its place (F4). */
export interface ConflictSuperseded extends ConflictEvent {
  readonly kind: "ConflictSuperseded";
  readonly supersededBy: string;
}
/** An agent decided, or switched the decision (SPEC 5.2). `main` and `secondary` are both values as the agent saw them. */
export interface ConflictResolved extends ConflictEvent {
  readonly kind: "ConflictResolved";
  readonly choice: ConflictChoice;
  readonly main: FieldValue | null;
  readonly secondary: FieldValue;
  readonly customerConfirmed: boolean;
  readonly switched: boolean;
  readonly resolution: Resolution;
}
/** The main value became equal to the secondary (SPEC 5.5). */
export interface ConflictClosed extends ConflictEvent {
  readonly kind: "ConflictClosed";
}
/** The visitor that said it was unlinked (SPEC 3.2), or the import that did was undone. */
export interface ConflictWithdrawn extends ConflictEvent {
  readonly kind: "ConflictWithdrawn";
}
/** What had ended it was undone. */
export interface ConflictReopened extends ConflictEvent {
  readonly kind: "ConflictReopened";
}
export interface DuplicateSuspected extends ContactEvent {
  readonly kind: "DuplicateSuspected";
  readonly suspicionId: string;
  readonly otherContactId: string;
  readonly reasons: readonly DuplicateReason[];
  readonly score: number;
}
/** An agent decided that they are two people (SPEC 6.1). */
export interface DuplicateDismissed extends ContactEvent {
  readonly kind: "DuplicateDismissed";
  readonly suspicionId: string;
  readonly otherContactId: string;
}
/** The import that had raised the suspicion was undone. */
export interface DuplicateWithdrawn extends ContactEvent {
  readonly kind: "DuplicateWithdrawn";
  readonly suspicionId: string;
  readonly otherContactId: string;
}

/** Two contacts are one from now on: `contactId` survives, `otherContactId` leads to it (SPEC 6). */
export interface ContactsMerged extends ContactEvent {
  readonly kind: "ContactsMerged";
  readonly otherContactId: string;
  readonly mergeId: string;
  readonly cause: MergeCause;
  readonly merge: Merge;
  readonly versions: MergeRecord["versions"];
}
/** They are two again: `otherContactId` has back what it had, but for what `undo.stays` names (SPEC 6.4). */
export interface MergeUndone extends ContactEvent {
  readonly kind: "MergeUndone";
  readonly otherContactId: string;
  readonly mergeId: string;
  readonly undo: MergeUndo;
}

/** Erased for good (SPEC 3.6), with the visitors and the contacts that had been merged into it. */
export interface ContactDeleted extends ContactEvent {
  readonly kind: "ContactDeleted";
  readonly visitorIds: readonly string[];
  readonly mergedContactIds: readonly string[];
}
/** An anonymous visitor was erased. It is not the event's visitor: who comes back under its id has an empty history. */
export interface VisitorDeleted extends EventHead {
  readonly kind: "VisitorDeleted";
  readonly deletedVisitorId: string;
}
/** What stays of an event of somebody who was erased: its place in the log, and what kind of event it was. */
export interface EventErased extends EventHead {
  readonly kind: "EventErased";
  readonly erasedKind: string;
}

/** A file was imported, or as much of it as there was until it was cancelled: the one event of an import in feeds. */
export interface ContactsImported extends EventHead {
  readonly kind: "ContactsImported";
  readonly ofImportId: string;
  readonly cancelled: boolean;
  readonly counts: ImportCounts;
}
/** What an import had done was taken back (SPEC 8). */
export interface ImportUndone extends EventHead {
  readonly kind: "ImportUndone";
  readonly ofImportId: string;
  readonly deletedContacts: number;
  readonly revertedContacts: number;
  /** Touched by others while it was undone, or not to be taken back for a fault: left as they are. */
  readonly keptContacts: number;
}
