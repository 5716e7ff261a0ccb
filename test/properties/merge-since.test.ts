import fc from "fast-check";
import { expect, it } from "vitest";
import type { LogEvent } from "../../src/database/event-row.ts";
import type { ContactsMerged, MergeUndone } from "../../src/identity/events.ts";
import { identifierKey } from "../../src/identity/state.ts";
import { mergeContacts, undoMerge } from "../core/support/commands.ts";
import { comparedContact } from "./support/compared.ts";
import { expectConsistent } from "./support/consistent.ts";
import { draftOf, EVERYBODY, type Operation, operationOf } from "./support/operations.ts";
import { play, type Snapshot, snapshot, takeTurn } from "./support/play.ts";
import { mergedPair, type Touched, touchedBy } from "./support/touched.ts";

const operation = operationOf(EVERYBODY);
const early = fc.array(operation, { minLength: 5, maxLength: 40, size: "max" });
/** Other merges would have to be undone first. */
const since = fc.array(
  operation.filter(({ type }) => type !== "merge" && type !== "undoMerge"),
  { minLength: 1, maxLength: 8, size: "max" },
);

it("what nobody touched since is, after undoing, as if there had been no merge; the rest is reported", () => {
  let compared = 0;
  fc.assert(
    fc.property(early, since, fc.nat(5), fc.nat(5), (before, between, one, other) => {
      const [merged, without] = [play(before).state, play(before).state];
      const all = [...merged.contacts.values()].filter(({ mergedInto }) => mergedInto === null);
      const [survivor, loser] = [all[one % (all.length || 1)], all[other % (all.length || 1)]];
      if (!survivor || !loser || survivor === loser) return;
      const two = { survivorId: survivor.id, loserId: loser.id };
      const [merge] = takeTurn(merged, mergeContacts(survivor.id, loser.id), 500).events;
      if (merge?.kind !== "ContactsMerged") throw new Error("not merged");

      const events: LogEvent[] = [];
      between.forEach((operation: Operation, index) => {
        const draft = draftOf(operation, EVERYBODY, without);
        if (draft === null) return;
        for (const state of [merged, without])
          events.push(...takeTurn(state, draft, 501 + index).events);
        expectConsistent(merged);
      });
      const touched = touchedBy(events, two);
      // P5 merged somebody.
      if (touched.merged) return;

      const [undone] = takeTurn(merged, undoMerge(merge.mergeId), 900).events;
      if (undone?.kind !== "MergeUndone") throw new Error("not undone");
      expectConsistent(merged);
      expectSame(snapshot(merged), snapshot(without), touched, two);
      expectReported(snapshot(merged), merge, undone);
      compared += 1;
    }),
    { numRuns: 350 },
  );
  expect(compared).toBeGreaterThan(40);
}, 120_000);

type Two = { survivorId: string; loserId: string };

function expectSame(now: Snapshot, without: Snapshot, touched: Touched, two: Two): void {
  const isOfTwo = (id: string) => id === two.survivorId || id === two.loserId;
  const contacts = (all: Snapshot) =>
    rest(all.contacts, (id) => !touched.people.has(id) && !isOfTwo(id));
  expect(contacts(now)).toEqual(contacts(without));
  const visitors = (all: Snapshot) => rest(all.visitors, (id) => !touched.people.has(id));
  expect(visitors(now)).toEqual(visitors(without));
  const owners = (all: Snapshot) => rest(all.owners, (key) => !touched.identifiers.has(key));
  expect(owners(now)).toEqual(owners(without));
  const pairs = (all: Snapshot) =>
    rest(
      all.suspicions,
      (_key, { contactIds }) => !touched.pairs.has(mergedPair(...contactIds, two)),
    );
  expect(pairs(now)).toEqual(pairs(without));
  const conflicts = (all: Snapshot) =>
    rest(
      without.conflicts,
      (_id, one) =>
        !touched.fields.has(one.field) &&
        !touched.unlinked.has(one.origin.visitorId) &&
        (isOfTwo(one.contactId) || !touched.people.has(one.contactId)),
      all.conflicts,
    );
  expect(conflicts(now)).toEqual(conflicts(without));
  for (const id of [two.survivorId, two.loserId])
    expect(untouchedOf(now, id, touched)).toEqual(untouchedOf(without, id, touched));
}

/** One of the two contacts, without what was touched. */
function untouchedOf(all: Snapshot, id: string, { fields, standing, unlinked }: Touched) {
  const contact = all.contacts[id];
  if (!contact) throw new Error(`no contact ${id}`);
  const { identifiers, openConflicts, fields: values, ...more } = comparedContact(contact);
  const { status, archivedAt, listIds, tagIds, assigneeId, ...never } = more;
  return {
    ...never,
    ...(standing ? {} : { status, archivedAt, listIds, tagIds, assigneeId }),
    fields: rest(values, (field) => !fields.has(field)),
    openConflicts: rest(
      openConflicts,
      (field, one) => !fields.has(field) && !unlinked.has(one?.origin.visitorId ?? null),
    ),
    identifiers: identifiers.filter(({ kind }) => !fields.has(kind)),
  };
}

/** Whatever the merge moved is back where it was, or it is said that it is not. */
function expectReported(now: Snapshot, { merge }: ContactsMerged, { undo }: MergeUndone): void {
  const { loserId, survivorId } = merge;
  const said = (what: object) => expect(undo.stays).toContainEqual(expect.objectContaining(what));
  for (const { kind, value } of merge.identifiers)
    if (now.owners[identifierKey(kind, value)]?.id !== loserId)
      said({ what: "IDENTIFIER", kind, value });
  for (const visitorId of merge.visitorIds)
    if (now.visitors[visitorId]?.contactId !== loserId) said({ what: "VISITOR", visitorId });
  for (const conflictId of merge.movedConflictIds)
    if (now.conflicts[conflictId]?.contactId !== loserId) said({ what: "CONFLICT", conflictId });
  const own = new Set(undo.identifiers.map(({ value }) => value));
  for (const { field, next } of merge.filled) {
    const value = now.contacts[survivorId]?.fields[field]?.value ?? null;
    const isBack = undo.reverted.some((change) => change.field === field);
    if (isBack) expect(value).not.toEqual(next);
    else if (!own.has(next as string) || value === next)
      expect(undo.stays.length).toBeGreaterThan(0);
  }
}

/** The entries of `all`, or of `from` those that it has the like of, that are to be looked at. */
function rest<T>(
  all: { readonly [key: string]: T },
  keep: (key: string, value: T) => boolean,
  from: { readonly [key: string]: T } = all,
): { [key: string]: T | undefined } {
  const keys = Object.entries(all).flatMap(([key, value]) => (keep(key, value) ? [key] : []));
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}
