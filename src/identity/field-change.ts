import type { FieldName, FieldState, FieldValue, Origin } from "./model.ts";

/** One main value that changed. `next` null: cleared. */
export interface FieldChange {
  readonly field: FieldName;
  readonly previous: FieldValue | null;
  readonly next: FieldValue | null;
  readonly verified: boolean;
  /** The parts that changed were proven, though the value as a whole is not. */
  readonly partsVerified?: true;
  readonly origin: Origin;
  /** Identifiers only: whether the previous value stays with the contact as an alternate, or is freed. */
  readonly previousBecomes?: "alternate" | "freed";
  /** By an import: all of what was there before, which undoing it brings back. */
  readonly replaces?: FieldState;
}
