import type { IdentityEvent } from "../events.ts";
import type { RowOutcome } from "../import-model.ts";
import type { Refusal } from "../refusals.ts";
import type { RowDecision, TouchedField } from "./imported-row.ts";

const NOTHING = { contactId: null, fields: [], openedConflicts: 0, leader: null, refusal: null };

export const refusedRow = (line: number, refusal: Refusal | null): RowDecision => ({
  ...NOTHING,
  line,
  outcome: "REFUSED",
  refusal,
});
export const repeatedRow = (line: number, contactId: string, leader: number): RowDecision => ({
  ...NOTHING,
  line,
  outcome: "REPEATED",
  contactId,
  leader,
});

/** What the events say of one contact. */
export function firstRow(
  line: number,
  contactId: string | null,
  events: readonly IdentityEvent[],
): RowDecision {
  const fields: TouchedField[] = [];
  let openedConflicts = 0;
  let changed = false;
  let created = false;
  for (const event of events) {
    if (event.contactId !== contactId) continue;
    switch (event.kind) {
      case "ContactCreated":
        created = true;
        break;
      case "ContactUpdated":
        changed = true;
        for (const { field, previous, next } of event.changes)
          if (next !== null) fields.push({ field, main: previous, given: next });
        break;
      case "ConflictOpened":
        openedConflicts += 1;
        fields.push({ field: event.field, main: event.main, given: event.conflict.secondary });
        break;
      case "ContactTagged":
      case "ContactListed":
      case "ContactAssigned":
        changed = true;
        break;
    }
  }
  const outcome = outcomeOf(created, openedConflicts > 0, changed);
  return { ...NOTHING, line, outcome, contactId, fields, openedConflicts };
}

const outcomeOf = (created: boolean, conflicting: boolean, changed: boolean): RowOutcome =>
  created ? "CREATED" : conflicting ? "CONFLICTING" : changed ? "FILLED" : "UNCHANGED";
