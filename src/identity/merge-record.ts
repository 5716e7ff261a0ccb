import type { FieldChange } from "./field-change.ts";
import type {
  Actor,
  Conflict,
  FieldName,
  FieldState,
  FieldValue,
  Identifier,
  IdentifierKind,
  Instant,
  SuspectedDuplicate,
} from "./model.ts";

/** `BOTH_VERIFIED`: P5. */
export type MergeCause = "BY_HAND" | "BOTH_VERIFIED";

/** What a merge does: all that its preview shows, that applying it takes, and that undoing it needs (SPEC 6.2, 6.4). */
export interface Merge {
  readonly survivorId: string;
  readonly loserId: string;
  /** Per field that has a value on either side. */
  readonly fields: readonly MergedField[];
  /** Main values that the survivor lacked and gets. */
  readonly filled: readonly FieldChange[];
  /** The survivor's values that were filled up part by part, as they were. */
  readonly before: { readonly [F in FieldName]?: FieldState };
  /** The loser's emails and phones as they were. Those that do not fill a blank main value become alternates. */
  readonly identifiers: readonly Identifier[];
  /** The visitors that change over. */
  readonly visitorIds: readonly string[];
  /** The visitors that were the survivor's already. */
  readonly ownVisitorIds: readonly string[];
  /** Visitors of either that had proved an identifier of their contact. */
  readonly provenVisitorIds: readonly string[];
  /** Visitors that stood in for the loser on a device, and stand in for the survivor now (P10). */
  readonly standInIds: readonly string[];
  /** Lists and tags that the survivor was not on. */
  readonly listIds: readonly string[];
  readonly tagIds: readonly string[];
  /** Whom the survivor is assigned to now, when it was nobody's. */
  readonly assigneeId: string | null;
  /** An archived survivor becomes active, because the loser is; when it was archived. */
  readonly archivedAt: Instant | null;
  /** The loser's open conflicts, which stand on the survivor from now on. */
  readonly movedConflictIds: readonly string[];
  /** Made of main values that differ: each as it stands after the merge. */
  readonly newConflicts: readonly Conflict[];
  /** Open conflicts of either that a newer one takes the place of, and that one. */
  readonly superseded: readonly { readonly conflictId: string; readonly by: string }[];
  /** Open conflicts of either whose secondary value is the main value after the merge. */
  readonly closedConflictIds: readonly string[];
  /** Pairs of the loser with somebody else, which are pairs of the survivor now. */
  readonly movedPairs: readonly SuspectedDuplicate[];
  /** Pairs that are settled: the two themselves, and pairs that the survivor is in as well. */
  readonly settledPairs: readonly SuspectedDuplicate[];
}

export interface MergedField {
  readonly field: FieldName;
  /** `ALTERNATE`: the loser's email or phone stays beside the survivor's. `CONFLICT`: both values, until an agent decides. */
  readonly outcome: "KEPT" | "FILLED" | "ALTERNATE" | "CONFLICT";
  /** The main values before the merge. */
  readonly survivor: FieldValue | null;
  readonly loser: FieldValue | null;
}

/** What goes back when a merge is undone, and what can't (SPEC 6.4). */
export interface MergeUndo {
  readonly survivorId: string;
  readonly loserId: string;
  /** Main values that the merge had filled and that are as it left them. */
  readonly reverted: readonly FieldChange[];
  /** Main emails and phones of the loser that do not come back. */
  readonly lost: readonly FieldChange[];
  readonly identifiers: readonly Identifier[];
  readonly visitorIds: readonly string[];
  /** Visitors that have proved only an identifier of the other contact. */
  readonly unprovenVisitorIds: readonly string[];
  readonly standInIds: readonly string[];
  readonly listIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly unassigned: boolean;
  readonly archivedAt: Instant | null;
  /** Conflicts that are open again, each on its own contact. */
  readonly reopened: readonly { readonly conflictId: string; readonly contactId: string }[];
  /** Conflicts that the merge had opened and nobody decided. */
  readonly withdrawnConflictIds: readonly string[];
  /** Conflicts of since whose secondary value is the survivor's main value again. */
  readonly settledConflictIds: readonly string[];
  readonly movedPairs: readonly SuspectedDuplicate[];
  readonly settledPairs: readonly SuspectedDuplicate[];
  /** An automatic merge that a person undoes is not made again: the pair counts as dismissed. */
  readonly dismissed: SuspectedDuplicate | null;
  readonly stays: readonly StaysWithSurvivor[];
}

/** Something that was moved and does not go back. */
export type StaysWithSurvivor =
  | {
      readonly what: "IDENTIFIER";
      readonly kind: IdentifierKind;
      readonly value: string;
      readonly why: "GIVEN_TO_ANOTHER" | "REMOVED_SINCE" | "MAIN_VALUE_SINCE";
    }
  | {
      readonly what: "VISITOR";
      readonly visitorId: string;
      readonly why: "UNLINKED_SINCE" | "ERASED";
    }
  | { readonly what: "FIELD"; readonly field: FieldName; readonly why: "CHANGED_SINCE" }
  | { readonly what: "CONFLICT"; readonly conflictId: string; readonly why: "DECIDED_SINCE" };

/** A merge that was made. */
export interface MergeRecord extends Merge {
  readonly id: string;
  readonly cause: MergeCause;
  readonly at: Instant;
  readonly by: Actor;
  /** The survivor's versions of the fields that the merge filled, right after it. */
  readonly versions: { readonly [F in FieldName]?: number };
  readonly undone: { readonly at: Instant; readonly by: Actor } | null;
}
