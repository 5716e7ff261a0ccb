import { isConversationEvent } from "../../../src/conversation/draft.ts";
import type { LogEvent } from "../../../src/database/event-row.ts";
import type { IdentityEvent } from "../../../src/identity/events.ts";
import { identifierKey, pairKey } from "../../../src/identity/state.ts";

/**
 * What happened between a merge and its undoing, in the world with the merge or in the one without, touched: whatever an
 * event of either names. A field of one of the two contacts is touched in both, since it is one while they are merged; so
 * is a kind of identifier, and a pair with somebody else. What is not in here must be after the undoing as if there had
 * been no merge.
 */
export interface Touched {
  readonly people: ReadonlySet<string>;
  /** Visitors whose words are withdrawn: also those that stood on the loser, and were superseded by the merge. */
  readonly unlinked: ReadonlySet<string | null>;
  /** Fields of the two: values, conflicts. */
  readonly fields: ReadonlySet<string>;
  readonly identifiers: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
  /** Of the two: the archive, lists, tags, the assignee. */
  readonly standing: boolean;
  readonly merged: boolean;
}

export function touchedBy(
  events: readonly LogEvent[],
  two: { survivorId: string; loserId: string },
): Touched {
  const isOfTwo = (id: string | null) => id === two.survivorId || id === two.loserId;
  const [people, fields] = [new Set<string>(), new Set<string>()];
  const [identifiers, pairs] = [new Set<string>(), new Set<string>()];
  const unlinked = new Set<string | null>();
  let [standing, merged] = [false, false];
  const value = (kind: string, one: unknown) => {
    if ((kind === "email" || kind === "phone") && typeof one === "string")
      identifiers.add(identifierKey(kind, one));
  };
  for (const event of events) {
    // Whoever it was then, somebody talked.
    if (isConversationEvent(event)) continue;
    for (const id of [event.contactId, event.visitorId]) if (id !== null) people.add(id);
    if ("otherContactId" in event) people.add(event.otherContactId);
    const named = fieldsIn(event);
    for (const { field, values } of named) {
      if (isOfTwo(event.contactId)) fields.add(field);
      for (const one of values) value(field, one);
    }
    if (isOfTwo(event.contactId) && STANDING.test(event.kind)) standing = true;
    // A list or tag that goes touches whoever is on it.
    if (event.kind === "ListDeleted" || event.kind === "TagDeleted") standing = true;
    if (event.kind === "DuplicateSuspected")
      pairs.add(mergedPair(event.contactId, event.otherContactId, two));
    if (event.kind === "VisitorUnlinked") unlinked.add(event.visitorId);
    if (event.kind === "ContactsMerged" || event.kind === "MergeUndone") merged = true;
  }
  return { people, unlinked, fields, identifiers, pairs, standing, merged };
}

const STANDING = /Archived|Reactivated|Listed|Unlisted|Tagged|Untagged|Assigned/;

/** A pair as it is called while the two are one. */
export const mergedPair = (
  one: string,
  other: string,
  { survivorId, loserId }: { survivorId: string; loserId: string },
) => pairKey(...([one, other].map((id) => (id === loserId ? survivorId : id)) as [string, string]));

function fieldsIn(event: IdentityEvent): { field: string; values: readonly unknown[] }[] {
  const named: { field: string; values: readonly unknown[] }[] = [];
  if ("changes" in event)
    for (const { field, previous, next } of event.changes)
      named.push({ field, values: [previous, next] });
  if ("claims" in event)
    for (const [field, claim] of Object.entries(event.claims))
      named.push({ field, values: [claim.value] });
  if (event.kind === "ContactFieldsVerified")
    for (const { field, value } of event.fields) named.push({ field, values: [value] });
  if ("conflictId" in event) named.push({ field: event.field, values: [] });
  if (event.kind === "AlternateIdentifierRemoved")
    named.push({ field: event.identifier.kind, values: [event.identifier.value] });
  return named;
}
