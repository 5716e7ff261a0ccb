import type { IdentifierKind } from "../model.ts";

/**
 * Something in a text that looks like an email address or a phone number. `value` in its one form, null where it can't
 * be brought into it.
 */
export interface Candidate {
  readonly kind: IdentifierKind;
  readonly value: string | null;
  readonly start: number;
  readonly end: number;
  readonly certainty: Certainty;
}
/** Who writes more than these in one message writes a list, of whomever, which is not looked through. */
export const LONGEST_LIST = 20;
export const inAList = (kind: IdentifierKind): Candidate[] => [
  { kind, value: null, start: 0, end: 0, certainty: "DOUBTFUL" },
];

/** SURE: it is meant. DOUBTFUL: one would ask. WEAK: one would ask, unless there is a sure one beside it. */
export type Certainty = "SURE" | "DOUBTFUL" | "WEAK";
