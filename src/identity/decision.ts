import type { IdentityEvent } from "./events.ts";
import type { Refusal } from "./refusals.ts";

/** Whom a decision was about, for the answer to the caller. */
export interface Subject {
  readonly visitorId: string | null;
  readonly contactId: string | null;
  /** P10: the visitor that stands in for the proven contact on this device. */
  readonly successorVisitorId: string | null;
}

/** The answer of every rule: events (none: nothing to do), or a refusal and nothing else. */
export type Decision =
  | {
      readonly outcome: "accepted";
      readonly events: readonly IdentityEvent[];
      readonly subject: Subject;
    }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

export const refused = (refusal: Refusal): Decision => ({ outcome: "refused", refusal });
