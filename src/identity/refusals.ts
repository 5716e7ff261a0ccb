import type { ConflictStatus, FieldName, FieldValue, GroupingKind, Owner } from "./model.ts";

/** Why one given value can't be taken (V1, V2). `path` is where it stands in the input, such as `claims.contactAddress.country`. */
export interface InvalidValue {
  readonly field: FieldName;
  readonly path: string;
  readonly problem: ValueProblem;
  /** A sentence for people. It never repeats the value. */
  readonly message: string;
}
export type ValueProblem =
  | "MALFORMED"
  | "PLACEHOLDER"
  | "TOO_LONG"
  | "ILL_ENCODED"
  | "BLANK"
  | "UNKNOWN_COUNTRY"
  | "UNKNOWN_PART";

/** A business refusal: a value, not an exception. Nothing was written. */
export type Refusal =
  | { readonly code: "INVALID_VALUES"; readonly problems: readonly InvalidValue[] }
  | { readonly code: "VISITOR_NOT_FOUND"; readonly visitorId: string }
  | { readonly code: "CONTACT_NOT_FOUND"; readonly contactId: string }
  /** SPEC 3.6, 6.3: what can't be undone is not done by the id of a contact that was merged into another. */
  | {
      readonly code: "CONTACT_MERGED";
      readonly contactId: string;
      readonly survivorId: string;
    }
  | { readonly code: "VISITOR_IS_LINKED"; readonly visitorId: string; readonly contactId: string }
  /** SPEC 6.5. */
  | { readonly code: "MERGE_WITH_ITSELF"; readonly contactId: string }
  | { readonly code: "MERGE_NOT_FOUND"; readonly mergeId: string }
  | { readonly code: "MERGE_ALREADY_UNDONE"; readonly mergeId: string }
  /** SPEC 6.4: a chain of merges is undone latest first. */
  | { readonly code: "LATER_MERGE_FIRST"; readonly mergeId: string; readonly laterMergeId: string }
  /** SPEC 3.9: there is none, or it was removed. */
  | { readonly code: "MEMBER_NOT_FOUND"; readonly memberId: string }
  | { readonly code: "LIST_NOT_FOUND"; readonly listId: string }
  | { readonly code: "TAG_NOT_FOUND"; readonly tagIds: readonly string[] }
  /** One or more of many that were named. */
  | {
      readonly code: "PEOPLE_NOT_FOUND";
      readonly contactIds: readonly string[];
      readonly visitorIds: readonly string[];
    }
  /** Another list, or another tag, has that name. */
  | { readonly code: "NAME_TAKEN"; readonly kind: GroupingKind; readonly groupingId: string }
  /** SPEC 3.11. */
  | { readonly code: "DEFAULT_LIST_STAYS"; readonly listId: string }
  | { readonly code: "SUSPECTED_DUPLICATE_NOT_FOUND"; readonly suspicionId: string }
  | { readonly code: "CONFLICT_NOT_FOUND"; readonly conflictId: string }
  | { readonly code: "CONVERSATION_NOT_FOUND"; readonly conversationId: string }
  /** V3, SPEC 3.3, SPEC 5.4: the identifier belongs to someone else than the contact that it was asked for, if any. */
  | {
      readonly code: "IDENTIFIER_TAKEN";
      readonly field: FieldName;
      readonly holder: Owner;
      readonly contactId: string | null;
    }
  | { readonly code: "IDENTIFIER_NOT_FOUND"; readonly field: FieldName }
  | { readonly code: "IDENTIFIER_IS_MAIN"; readonly field: FieldName }
  /** SPEC 4: a proof is single-use. */
  | { readonly code: "PROOF_ALREADY_USED" }
  /** SPEC 3.2: by hand, a first and last name, and an email or phone, are needed. */
  | { readonly code: "DETAILS_MISSING"; readonly fields: readonly FieldName[] }
  | { readonly code: "VISITOR_NOT_LINKED"; readonly visitorId: string }
  | {
      readonly code: "CONFLICT_NOT_OPEN";
      readonly conflictId: string;
      readonly status: ConflictStatus;
    }
  /** SPEC 5.3: the main value is not the one that the agent was looking at, or (5.2) not the one that the decision made. */
  | {
      readonly code: "MAIN_VALUE_CHANGED";
      readonly conflictId: string;
      readonly contactId: string;
      readonly field: FieldName;
      readonly main: FieldValue | null;
      readonly version: number;
    }
  /** SPEC 5.2: choosing the secondary value takes the customer's confirmation. */
  | { readonly code: "CONFIRMATION_REQUIRED"; readonly conflictId: string };
