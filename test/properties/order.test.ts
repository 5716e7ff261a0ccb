import fc from "fast-check";
import { expect, it } from "vitest";
import type { LogEvent } from "../../src/database/event-row.ts";
import type { ConversingState } from "../core/support/conversing.ts";
import { type Cast, draftOf, type Operation, operationOf } from "./support/operations.ts";
import { snapshot, startState, takeTurn } from "./support/play.ts";

/** Households that share nothing: no visitor, no identifier. */
const HOUSEHOLDS: readonly Cast[] = ["a", "b", "c"].map((name, index) => ({
  visitors: [`${name}0`, `${name}1`],
  emails: [`${name}0@x.example`, `${name}1@x.example`],
  phones: [`+6140000001${index}`, `+6140000002${index}`],
}));

/** A proof's id is single-use in the whole workspace, so that it would be something shared. */
const withoutProofId = (operation: Operation): Operation =>
  operation.type === "identify" ? { ...operation, proofId: null } : operation;

/** What a household does, and when: an order is which household takes each turn. */
const days = fc
  .tuple(
    ...HOUSEHOLDS.map((cast) =>
      fc.array(operationOf(cast).map(withoutProofId), { minLength: 1, maxLength: 15, size: "max" }),
    ),
  )
  .chain((all) => {
    const turns = all.flatMap((operations, household) => operations.map(() => household));
    const order = fc.shuffledSubarray(turns, { minLength: turns.length, maxLength: turns.length });
    return fc.record({ all: fc.constant(all), one: order, other: order });
  });

it("people that share no identifier can take turns in any order, and it comes to the same", () => {
  fc.assert(
    fc.property(days, ({ all, one, other }) => {
      expect(live(all, one)).toEqual(live(all, other));
    }),
  );
});

/** Each household's operations keep their order, time and ids whatever the others do meanwhile. */
function live(all: readonly (readonly Operation[])[], order: readonly number[]) {
  const state = startState();
  const done = all.map(() => 0);
  const logs = all.map((): LogEvent[] => []);
  for (const household of order) {
    const index = done[household] as number;
    done[household] = index + 1;
    const cast = HOUSEHOLDS[household] as Cast;
    const operation = all[household]?.[index] as Operation;
    const draft = draftOf(operation, cast, own(state, cast));
    if (draft === null) continue;
    const turn = takeTurn(state, draft, household * 1_000 + index + 1);
    logs[household]?.push(...turn.events);
  }
  const { lastVisitorNumber: _last, ...end } = snapshot(state);
  return withoutNumbers({ end, logs });
}

/** What of the state is the household's, so that "the second contact" means the same whatever the others have. */
function own(state: ConversingState, cast: Cast): ConversingState {
  const isOwn = (visitorId: string | null) =>
    visitorId !== null &&
    (cast.visitors.includes(visitorId) ||
      cast.visitors.includes(state.visitors.get(visitorId)?.successorOf?.visitorId ?? ""));
  const ticks = HOUSEHOLDS.indexOf(cast) * 1_000;
  const madeHere = (id: string) => {
    const tick = Number.parseInt(id.slice(-12, -2), 16);
    return tick > ticks && tick <= ticks + 1_000;
  };
  const only = <T>(map: Map<string, T>, keep: (id: string, value: T) => boolean) =>
    new Map([...map].filter(([id, value]) => keep(id, value)));
  return {
    ...state,
    visitors: only(state.visitors, (id) => isOwn(id) || madeHere(id)),
    contacts: only(state.contacts, madeHere),
    conflicts: only(state.conflicts, madeHere),
    merges: only(state.merges, madeHere),
    conversationRecords: only(state.conversationRecords, madeHere),
  };
}

const withoutNumbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === "number" ? undefined : inner)));
