/**
 * The words of the identity rules (SPEC 1) as data. Every value here is plain JSON, so that the same shape stands in
 * memory, in an event of the log and in a test. Entities are immutable: a change makes a new object.
 */

/** A moment as `Date.prototype.toISOString` writes it (always 24 characters, UTC), so that text order is time order. */
export type Instant = string;

export type IdentifierKind = "email" | "phone";
export type TextField =
  | "firstName"
  | "middleName"
  | "lastName"
  | "fullName"
  | "gender"
  | "businessName";
/** Fields that are compared and filled part by part (SPEC 4): the parts of an address, the keys of the attributes. */
export type PartedField = "contactAddress" | "billingAddress" | "attributes";
export type FieldName = IdentifierKind | TextField | PartedField;

export const IDENTIFIER_KINDS: readonly IdentifierKind[] = ["email", "phone"];
export const FIELD_NAMES: readonly FieldName[] = [
  "email",
  "phone",
  "firstName",
  "middleName",
  "lastName",
  "fullName",
  "gender",
  "businessName",
  "contactAddress",
  "billingAddress",
  "attributes",
];
export const ADDRESS_PARTS = ["line1", "line2", "city", "region", "postalCode", "country"] as const;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** A value with parts. A part that is absent was not said; no part is ever null or blank. */
export type Parts = { readonly [part: string]: Json };
export type FieldValue = string | Parts;

export const CONVERSATION_CHANNELS = [
  "FORM",
  "CHAT",
  "FACEBOOK",
  "INSTAGRAM",
  "WHATSAPP",
  "SMS",
  "EMAIL",
  "PUSH",
  "AI_AGENT",
  "AGENT",
] as const;
/** What messages come and go by (SPEC 7). `CHAT` is the web chat, `PUSH` the answers to push notifications. */
export const MESSAGE_CHANNELS = [
  "CHAT",
  "WHATSAPP",
  "SMS",
  "FACEBOOK",
  "INSTAGRAM",
  "EMAIL",
  "PUSH",
] as const satisfies readonly ConversationChannel[];
export const ACCOUNT_CHANNELS = ["LOGIN", "PLUGIN"] as const;
/** Channels whose visitor is a phone number: the channel proves the sender's number (SPEC 4). */
export const NUMBER_CHANNELS = ["WHATSAPP", "SMS"] as const;
export type ConversationChannel = (typeof CONVERSATION_CHANNELS)[number];
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];
export type AccountChannel = (typeof ACCOUNT_CHANNELS)[number];
/** `IMPORT`: rows of a file (SPEC 8). Nobody identifies through it. */
export type Channel = ConversationChannel | AccountChannel | "IMPORT";

/** Who did something. `system` is the service itself. */
export type Actor =
  | { readonly type: "visitor"; readonly id: string }
  | { readonly type: "member"; readonly id: string }
  | { readonly type: "integration"; readonly id: string }
  | { readonly type: "system" };

/** Where a value came from. `channel` is null for what an agent entered by hand on the contact. */
export interface Origin {
  readonly channel: Channel | null;
  readonly visitorId: string | null;
  readonly conversationId: string | null;
  /** When it happened: believed from signed or trusted callers only, never later than receipt. */
  readonly happenedAt: Instant;
}

/** What a visitor last said of one field. */
export interface Claim {
  readonly value: FieldValue;
  /** For a value with parts: every part is. */
  readonly verified: boolean;
  /** The proven parts, where only some are. */
  readonly verifiedParts?: readonly string[];
  readonly origin: Origin;
}
export type Claims = { readonly [F in FieldName]?: Claim };

export type VisitorKind = "CONVERSATIONS" | "PUSH";

export interface Visitor {
  readonly id: string;
  /** Counted up per workspace, shown as "Anonymous contact #42" (SPEC 2.3). */
  readonly number: number;
  readonly kind: VisitorKind;
  readonly pushOptedIn: boolean;
  readonly contactId: string | null;
  /** The visitor itself proved an identifier of its contact (signature, login, sender's number): it may read the contact. */
  readonly proven: boolean;
  readonly claims: Claims;
  /** Set when this visitor was made by P10: the device's first visitor, and the contact that it stands in for. */
  readonly successorOf: { readonly visitorId: string; readonly contactId: string } | null;
  /** Set when the visitor *is* a number of a channel (SPEC 3.4). `address` is E.164 where readable, else as delivered. */
  readonly sender: Sender | null;
  /** Lists that it is a member of while it is anonymous. */
  readonly listIds: readonly string[];
  readonly createdAt: Instant;
}
export interface Sender {
  readonly channel: ConversationChannel;
  readonly address: string;
}

/** The main value of one field of a contact; `value` null means cleared (it has a past, so its version stays). */
export interface FieldState {
  readonly value: FieldValue | null;
  readonly verified: boolean;
  /** Counts the changes of this field, from 1. It names the value that an agent was looking at (SPEC 5.3). */
  readonly version: number;
  readonly origin: Origin;
}

export interface Identifier {
  readonly kind: IdentifierKind;
  /** Normalised: what is unique in the workspace. */
  readonly value: string;
  readonly primary: boolean;
  readonly verified: boolean;
  /** The visitor that brought it, null when it was entered by hand (F3). */
  readonly visitorId: string | null;
  /**
   * Whether proving it proves the person. Not when an unproven visitor added it to a record that others' identifiers
   * made: else somebody could type a customer's email, add a number of their own, and read the customer's data.
   */
  readonly provesPerson: boolean;
}

/** `merged`: it was merged into another contact, and its id leads there (SPEC 6.3). */
export type ContactStatus = "active" | "archived" | "merged";

export interface Contact {
  readonly id: string;
  readonly status: ContactStatus;
  readonly fields: { readonly [F in FieldName]?: FieldState };
  /** Main and alternate identifiers. */
  readonly identifiers: readonly Identifier[];
  readonly openConflicts: { readonly [F in FieldName]?: Conflict };
  /** Lists that it is a member of. */
  readonly listIds: readonly string[];
  readonly tagIds: readonly string[];
  /** The member whom its conversations are assigned to (SPEC 3.9). */
  readonly assigneeId: string | null;
  /** While it is merged: the contact that survived, and what it was before. Its values stay as they were. */
  readonly mergedInto: string | null;
  readonly statusBeforeMerge: "active" | "archived" | null;
  /** How it came to be; channel null: by an agent by hand. */
  readonly createdVia: Channel | null;
  readonly createdBy: Actor;
  readonly createdAt: Instant;
  readonly archivedAt: Instant | null;
}

export type ConflictStatus = "open" | "superseded" | "resolved" | "closed" | "withdrawn";
export type ConflictChoice = "MAIN" | "SECONDARY";

export interface Conflict {
  readonly id: string;
  readonly contactId: string;
  readonly field: FieldName;
  /** For a field with parts: only the parts that differed. */
  readonly secondary: FieldValue;
  readonly verified: boolean;
  readonly origin: Origin;
  readonly openedAt: Instant;
  readonly status: ConflictStatus;
  readonly resolution: Resolution | null;
}

/** The latest decision on a conflict (SPEC 5.2, 5.6). Earlier ones are in the log. */
export interface Resolution {
  readonly choice: ConflictChoice;
  readonly by: Actor;
  readonly at: Instant;
  /** The main value before the conflict was first decided: what `MAIN` brings back. */
  readonly main: FieldState | null;
  /** The field's version right after the decision: while it stays, the decision can be switched. */
  readonly versionAfter: number;
}

export type Owner =
  | { readonly type: "contact"; readonly id: string }
  | { readonly type: "member"; readonly id: string };

export type DuplicateReason =
  | "EMAIL_AND_PHONE_OF_TWO_CONTACTS"
  | "ACTIVE_AND_ARCHIVED_MATCH"
  | "UNVERIFIED_IDENTIFIER_OF_ANOTHER"
  | "VERIFIED_IDENTIFIER_OF_ANOTHER"
  | "BOTH_VERIFIED_AND_COMPLEMENTARY"
  | "SAME_NAME_AND_ADDRESS"
  | "SAME_NAME_AND_BUSINESS"
  | "SAME_NAME_AND_PHONE_DIGITS"
  | "IDENTIFIER_ENTERED_BY_HAND";

/** A pair of contacts, ids in ascending order, that may be one person (SPEC 6.1). */
export interface SuspectedDuplicate {
  readonly id: string;
  readonly contactIds: readonly [string, string];
  /** At least one. */
  readonly reasons: readonly DuplicateReason[];
  /** How likely they are one person, from 0 to 1. */
  readonly score: number;
  /** A dismissed pair stays known, so that nothing suspects it again. */
  readonly status: "open" | "dismissed";
  readonly dismissal?: { readonly by: Actor; readonly at: Instant };
}

/** A list or a tag. */
export type GroupingKind = "list" | "tag";
export interface Grouping {
  readonly kind: GroupingKind;
  readonly id: string;
  readonly name: string;
}
