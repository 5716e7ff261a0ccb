import type { ResolveConflict } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import type { FieldChange } from "../field-change.ts";
import type { Conflict, FieldState, FieldValue } from "../model.ts";
import type { IdentityState } from "../state.ts";
import { isIdentifier, isSame } from "../values.ts";
import { takenIdentifier } from "./by-hand.ts";
import { changeMainValues } from "./main-value.ts";

/** SPEC 5.2 to 5.6: an agent decides an open conflict, or switches a decision while the field has not changed since. */
export function resolveConflict(command: ResolveConflict, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { conflictId, choice } = command;
  const conflict = state.conflicts.get(conflictId);
  if (!conflict) return refused({ code: "CONFLICT_NOT_FOUND", conflictId });
  const { contactId, field, resolution: earlier } = conflict;
  // What is decided stays with a contact that was merged: nothing changes its values (SPEC 6.4).
  const isMerged = draft.contact(contactId).mergedInto !== null;
  if (isMerged || (conflict.status !== "open" && !earlier))
    return refused({ code: "CONFLICT_NOT_OPEN", conflictId, status: conflict.status });
  if (earlier?.choice === choice) return accepted(draft, { contactId });

  const main = draft.contact(contactId).fields[field];
  const version = main?.version ?? 0;
  const current = main?.value ?? null;
  if (version !== command.mainVersion || (earlier && version !== earlier.versionAfter))
    return refused({
      code: "MAIN_VALUE_CHANGED",
      conflictId,
      contactId,
      field,
      main: current,
      version,
    });
  if (choice === "SECONDARY" && !command.customerConfirmed)
    return refused({ code: "CONFIRMATION_REQUIRED", conflictId });

  const change = changeFor(command, conflict, main);
  const taken = isIdentifier(field) && takenIdentifier(state, { [field]: change.next }, contactId);
  if (taken) return refused(taken);

  const { visitorId, conversationId } = conflict.origin;
  const about = { contactId, visitorId, conversationId };
  const changes = isSame(current, change.next) ? [] : [change];
  draft.record({
    ...headOf(command, about),
    contactId,
    kind: "ConflictResolved",
    conflictId,
    field,
    choice,
    main: current,
    secondary: conflict.secondary,
    customerConfirmed: command.customerConfirmed,
    switched: Boolean(earlier),
    resolution: {
      choice,
      by: command.actor,
      at: command.at,
      main: earlier ? earlier.main : (main ?? null),
      versionAfter: version + changes.length,
    },
  });
  changeMainValues(draft, about, "RESOLVED", changes);
  return accepted(draft, { contactId });
}

/** What the choice makes of the main value. A replaced identifier stays as an alternate, to be switched back to. */
function changeFor(
  { choice, at }: ResolveConflict,
  { field, origin, secondary, resolution }: Conflict,
  main: FieldState | undefined,
): FieldChange {
  const previous = main?.value ?? null;
  const before = resolution ? resolution.main : (main ?? null);
  const chosen =
    choice === "MAIN"
      ? { next: before?.value ?? null, verified: before?.verified ?? false, from: before?.origin }
      : { next: accepting(previous, secondary), verified: true, from: origin };
  return {
    field,
    previous,
    next: chosen.next,
    verified: chosen.verified,
    // Decided now: what happened before the decision is older than it (F5).
    origin: { ...(chosen.from ?? origin), happenedAt: at },
    ...(isIdentifier(field) ? { previousBecomes: "alternate" as const } : {}),
  };
}

/** Accepting changes only the parts that the secondary value names (SPEC 4). */
function accepting(main: FieldValue | null, secondary: FieldValue): FieldValue {
  if (typeof secondary === "string" || typeof main === "string" || main === null) return secondary;
  return { ...main, ...secondary };
}
