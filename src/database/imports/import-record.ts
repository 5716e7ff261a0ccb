import type { CsvUnreadableCode } from "../../csv/csv-unreadable.ts";
import type { Dialect } from "../../csv/dialect.ts";
import type { HeaderProblemCode } from "../../csv/header.ts";
import type {
  CellProblem,
  CellProblemCode,
  ColumnSuggestion,
  ColumnTarget,
  MappedColumn,
} from "../../csv/mapping/targets.ts";
import type { ImportCounts, ImportPolicy, RowOutcome } from "../../identity/import-model.ts";
import type { FieldName, FieldValue, GroupingKind } from "../../identity/model.ts";

/** Where an import stands. A file that still comes is in a state of its own, `UPLOADING`, which nobody is shown. */
export const IMPORT_STATES = [
  "UPLOADED",
  "PREVIEW_QUEUED",
  "PREVIEWING",
  "PREVIEWED",
  "QUEUED",
  "RUNNING",
  "FINISHED",
  "CANCELLED",
  "STOPPED",
  "UNDO_QUEUED",
  "UNDOING",
  "UNDONE",
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Waiting for its turn, or having it: the server moves it on. */
export const UNDER_WAY: readonly ImportState[] = [
  "PREVIEW_QUEUED",
  "PREVIEWING",
  "QUEUED",
  "RUNNING",
  "UNDO_QUEUED",
  "UNDOING",
];

/** One import of one workspace. */
export interface ImportKey {
  readonly workspaceId: string;
  readonly importId: string;
}

/** A row of `import`. What is JSON there is written and read in the forms below. */
export interface ImportRecord {
  readonly workspaceId: string;
  readonly id: string;
  readonly fileName: string;
  readonly byteSize: number;
  readonly state: ImportState;
  /** Null: the file has not been looked at yet. */
  readonly detected: Dialect | null;
  readonly dialect: Dialect | null;
  readonly columns: readonly ImportColumn[];
  readonly policy: ImportPolicy;
  readonly newGroupings: readonly NewGrouping[];
  readonly preview: ImportPreview | null;
  readonly problem: ImportProblem | null;
  readonly result: ImportCounts | null;
  readonly undoResult: UndoResult | null;
  readonly rowsDone: number;
  readonly rowsTotal: number | null;
  readonly cancelRequested: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly queuedAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
  readonly fileRemovedAt: Date | null;
}

/** A column of the file: `target` is what it is mapped to, and at first what is suggested. */
export interface ImportColumn extends MappedColumn {
  readonly samples: readonly string[];
  readonly suggestion: Pick<ColumnSuggestion, "target" | "confidence" | "because">;
  /** What is wrong with its header. */
  readonly problem: Extract<HeaderProblemCode, "GAP" | "REPEATED"> | null;
}

/** What became of the contacts of an import that was undone, so far. */
export interface UndoResult {
  /** The member who had it undone. */
  readonly by: string;
  readonly deletedContacts: number;
  readonly revertedContacts: number;
  /** Somebody else touched them, or a fault was met in taking them back: left as they are. */
  readonly keptContacts: number;
}

/** A list or tag that the file names and that is not there yet. */
export interface NewGrouping {
  readonly kind: GroupingKind;
  readonly name: string;
  /** The id that it gets. */
  readonly id: string;
}

/** Why the file can't be imported as it is. */
export interface ImportProblem {
  readonly code:
    | CsvUnreadableCode
    | HeaderProblemCode
    | "FILE_EXPIRED"
    | "TOO_MANY_NEW_NAMES"
    | "INTERNAL_ERROR";
  readonly line: number | null;
  readonly column: number | null;
  /** For people. It never repeats what the file says. */
  readonly message: string;
}

export interface ImportPreview {
  readonly counts: ImportCounts;
  readonly openedConflicts: number;
  /** The first of each outcome, at most `PREVIEW_EXAMPLES`, by line. */
  readonly examples: { readonly [O in RowOutcome]?: readonly ImportExample[] };
  /** Why rows are refused, the most frequent first, at most `PREVIEW_REASONS`. */
  readonly reasons: readonly ImportReason[];
  readonly newGroupings: readonly NewGrouping[];
  /** ISO 8601. */
  readonly madeAt: string;
  /** ISO 8601: when what became of each row was removed, long after the import ended. Absent: it is there. */
  readonly rowsRemovedAt?: string;
  /** The last event of the workspace's log that the dry run saw. */
  readonly logPosition: string;
}
export const PREVIEW_EXAMPLES = 5;
export const PREVIEW_REASONS = 50;

export interface ImportExample {
  /** Of the person's first row. */
  readonly line: number;
  /** Of the further rows that say the same person. */
  readonly lines: readonly number[];
  /** Null for who would be created, and who is refused. */
  readonly contactId: string | null;
  /** What the person is called, by the file. */
  readonly name: string | null;
  readonly fields: readonly ImportedField[];
  readonly reasons: readonly RowReason[];
}

/** Why a row is refused: for what its cells say, or for who it would be. */
export interface RowReason extends Omit<CellProblem, "code"> {
  readonly code: RowReasonCode;
}
export type RowReasonCode =
  | CellProblemCode
  /** The email or phone is a member's of the workspace. */
  | "IDENTIFIER_OF_MEMBER"
  /** It would be a new contact, without a first name, a last name, or both. */
  | "DETAILS_MISSING"
  | "ASSIGNEE_NOT_FOUND"
  /** More rows share emails or phones, directly or by others, than can be decided together. */
  | "TOO_MANY_ROWS_TOGETHER"
  /** A fault of this service. */
  | "NOT_APPLIED";

/** What the file says of a field, beside what the contact says. */
export interface ImportedField {
  readonly field: FieldName;
  readonly main: FieldValue | null;
  readonly given: FieldValue;
}

/** How many rows are refused for one reason. */
export interface ImportReason extends RowReason {
  readonly count: number;
  readonly firstLine: number;
}

/** `import_outcome.detail`. A refused row has `reasons`, a repeated one `leader`, others what is filled or differs. */
export interface OutcomeDetail {
  readonly fields?: readonly ImportedField[];
  readonly reasons?: readonly RowReason[];
  /** The line of the row by which the person is counted. */
  readonly leader?: number;
}

export interface ImportOutcomeRecord {
  readonly line: number;
  readonly outcome: RowOutcome;
  readonly contactId: string | null;
  readonly detail: OutcomeDetail | null;
  /** Of refused rows alone, as they are in the file. */
  readonly cells: readonly string[] | null;
}

/** A row of `import_mapping`: what the columns of one kind of file are. */
export interface ImportMappingRecord {
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly columns: readonly SavedColumn[];
  readonly policy: ImportPolicy;
  /** What was chosen by hand, and differs from what was detected. */
  readonly dialect: Partial<Dialect> | null;
  readonly createdAt: Date;
}
export interface SavedColumn {
  /** As the file had it when it was saved; columns are found again by `fold`. */
  readonly header: string;
  readonly target: ColumnTarget;
}
