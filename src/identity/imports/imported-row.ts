import type { ImportPolicy, RowOutcome } from "../import-model.ts";
import type { Actor, FieldName, FieldValue, Instant } from "../model.ts";
import type { Refusal } from "../refusals.ts";

/** What a row of a file says. */
export interface ImportedRow {
  readonly line: number;
  /** Made as the ids of commands are: those of what the row makes are derived from it. */
  readonly id: string;
  /** At least an email or a phone. */
  readonly values: { readonly [F in FieldName]?: FieldValue };
  readonly tagIds: readonly string[];
  readonly listIds: readonly string[];
  readonly assigneeId: string | null;
}

/** Whose import it is, and how it treats what differs. */
export interface ImportRun {
  readonly workspaceId: string;
  readonly importId: string;
  readonly policy: ImportPolicy;
  readonly actor: Actor;
  readonly at: Instant;
}

/** What became of a row. */
export interface RowDecision {
  readonly line: number;
  readonly outcome: RowOutcome;
  /** Null where it is refused. */
  readonly contactId: string | null;
  /** Of the person's first row: what was filled, replaced, or stands beside the main value. */
  readonly fields: readonly TouchedField[];
  readonly openedConflicts: number;
  /** Of a repeated row: the line of the row by which its person is counted. */
  readonly leader: number | null;
  readonly refusal: Refusal | null;
}

export interface TouchedField {
  readonly field: FieldName;
  readonly main: FieldValue | null;
  readonly given: FieldValue;
}
