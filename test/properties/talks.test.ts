import fc from "fast-check";
import { expect, it } from "vitest";
import { decideConversation, isConversationCommand } from "../../src/conversation/decide.ts";
import { isConversationEvent } from "../../src/conversation/draft.ts";
import type { ConversationEvent } from "../../src/conversation/events.ts";
import { type ConversingState, carryOut, load } from "../core/support/conversing.ts";
import { expectConsistentTalks } from "./support/consistent-talks.ts";
import { draftOf, EVERYBODY, operationOf } from "./support/operations.ts";
import { play, replay, snapshot, startState } from "./support/play.ts";

const cast = { ...EVERYBODY, visitors: ["v0", "v1"] };
/** Some are about who is who, most are about conversations, and those are few. */
const operation = fc.oneof(
  operationOf(cast),
  operationOf(cast).filter(({ type }) => TALKS.test(type)),
);
const TALKS = /^(receive|reply|take|.*Talk|requestHandover|read|timer|removeMember)$/;
const operations = fc.array(operation, { minLength: 1, maxLength: 60, size: "max" });
const RUNS = { numRuns: 200 };

it("conversations are as they must be after every command, and the log says how they came to be so", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(operations, (chosen) => {
      const { state, log } = play(
        chosen,
        (turn) => {
          expectConsistentTalks(turn.state);
          for (const event of turn.events)
            if (isConversationEvent(event)) reached.add(`${event.kind} ${event.state}`);
          expectSaid(turn.state, turn.events.filter(isConversationEvent));
        },
        cast,
      );
      expect(snapshot(replay(log)).conversations).toEqual(snapshot(state).conversations);
    }),
    RUNS,
  );
  // The sequences do come to where it matters.
  for (const what of ["DetailsAsked DETAILS_ASKED", "DetailsGiven WAITING_FOR_AGENT"])
    expect(reached).toContain(what);
}, 120_000);

/** An event says how its conversation stands after it; a command speaks at most once. */
function expectSaid(state: ConversingState, events: readonly ConversationEvent[]): void {
  expect(events.filter(({ kind }) => kind === "MessageSent").length).toBeLessThanOrEqual(1);
  const last = new Map(events.map((event) => [event.conversationId, event]));
  for (const [id, event] of last)
    expect(state.conversationRecords.get(id)).toMatchObject({
      state: event.state,
      assigneeId: event.assigneeId,
    });
}

it("a handover asks once, and once more at the most", () => {
  fc.assert(
    fc.property(operations, (chosen) => {
      const { log } = play(chosen, undefined, cast);
      const asked = new Map<string, boolean[]>();
      for (const event of log) {
        if (event.kind === "HandoverRequested") asked.set(event.conversationId, []);
        if (event.kind === "DetailsAsked") asked.get(event.conversationId)?.push(event.again);
        if (event.kind === "DetailsAsked")
          expect([[false], [false, true]]).toContainEqual(asked.get(event.conversationId));
      }
    }),
    RUNS,
  );
}, 120_000);

it("deciding changes nothing of what it looks at", () => {
  fc.assert(
    fc.property(operations, (chosen) => {
      const state = startState();
      chosen.forEach((one, index) => {
        const command = draftOf(one, cast, state)?.stamp(index + 1);
        if (!command) return;
        if (isConversationCommand(command)) {
          load(state, command);
          const before = everything(state);
          decideConversation(command, state);
          expect(everything(state)).toEqual(before);
        }
        carryOut(state, command);
      });
    }),
    { numRuns: 50 },
  );
}, 120_000);

/** Entities are immutable: the same tables with the same entries are the same state. */
const everything = (state: ConversingState) =>
  Object.fromEntries(
    Object.entries(state).map(([name, value]) => [name, value instanceof Map ? [...value] : value]),
  );
