import fc from "fast-check";
import { expect, it } from "vitest";
import type { LogEvent } from "../../src/database/event-row.ts";
import type { WorkingState } from "../../src/identity/working-state.ts";
import { mergeContacts, undoMerge } from "../core/support/commands.ts";
import { comparedStates } from "./support/compared.ts";
import { expectConsistent } from "./support/consistent.ts";
import { EVERYBODY, type Operation, operationOf } from "./support/operations.ts";
import { play, replay, snapshot, takeTurn } from "./support/play.ts";

const some = (maxLength: number) =>
  fc.array(operationOf(EVERYBODY), { minLength: 1, maxLength, size: "max" });

/** The two to merge, by their place among the contacts that are there. */
const pair = fc.record({ survivor: fc.nat(5), loser: fc.nat(5) });

/** Two contacts of the state that can be merged, or null. */
function chosen(state: WorkingState, { survivor, loser }: { survivor: number; loser: number }) {
  const all = [...state.contacts.values()].filter(({ mergedInto }) => mergedInto === null);
  const [one, other] = [all[survivor % (all.length || 1)], all[loser % (all.length || 1)]];
  return one && other && one !== other ? { survivorId: one.id, loserId: other.id } : null;
}

it("a merge that is undone at once is no merge", () => {
  fc.assert(
    fc.property(some(40), pair, (before, places) => {
      const { state } = play(before);
      const two = chosen(state, places);
      if (!two) return;
      const start = snapshot(state);
      const merged = takeTurn(state, mergeContacts(two.survivorId, two.loserId), 1_000);
      expectConsistent(state);
      const [event] = merged.events;
      if (event?.kind !== "ContactsMerged") throw new Error("not merged");
      const undone = takeTurn(state, undoMerge(event.mergeId), 1_001);
      expectConsistent(state);
      expect(undone.events).toMatchObject([{ kind: "MergeUndone", undo: { stays: [] } }]);
      expect(comparedStates(snapshot(state), event)).toEqual(comparedStates(start, event));
    }),
    { numRuns: 300 },
  );
}, 120_000);

it("merges and their undoing, among everything else, leave all agreeing, and the log says it all", () => {
  const often = fc.oneof(
    operationOf(EVERYBODY),
    pair.map((places): Operation => ({ type: "merge", ...places })),
    fc.nat(2).map((merge): Operation => ({ type: "undoMerge", merge })),
  );
  fc.assert(
    fc.property(fc.array(often, { minLength: 1, maxLength: 60, size: "max" }), (operations) => {
      const log: LogEvent[] = [];
      const { state } = play(operations, (turn) => {
        log.push(...turn.events);
        expectConsistent(turn.state);
      });
      expect(snapshot(replay(log))).toEqual(snapshot(state));
    }),
    { numRuns: 200 },
  );
}, 120_000);
