import type { AnyDecision } from "../../../src/actions/decide-batch.ts";
import { applyLogEvent } from "../../../src/conversation/draft.ts";
import type { LogEvent } from "../../../src/database/event-row.ts";
import type { WriteCommand } from "../../../src/database/load-request.ts";
import type { WorkingState } from "../../../src/identity/working-state.ts";
import type { Draft } from "../../core/support/commands.ts";
import { MIA } from "../../core/support/conversation-commands.ts";
import { type ConversingState, carryOut } from "../../core/support/conversing.ts";
import { emptyState } from "../../core/support/story.ts";
import { type Cast, draftOf, EVERYBODY, MEMBER, type Operation } from "./operations.ts";

/** One command that was carried out, and how things stood before and after. */
export interface Turn {
  readonly command: WriteCommand;
  readonly decision: AnyDecision;
  readonly events: readonly LogEvent[];
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** The state after this turn, which later turns change. */
  readonly state: ConversingState;
}
export type Snapshot = ReturnType<typeof snapshot>;

export const startState = () => emptyState({ members: [MEMBER, { id: MIA }] });

/** Everything that events determine, as plain values that do not change any more. */
export function snapshot(
  state: WorkingState & Partial<Pick<ConversingState, "conversationRecords">>,
) {
  const { visitors, contacts, owners, conflicts, suspicions, successors, senders } = state;
  return {
    lastVisitorNumber: state.lastVisitorNumber,
    visitors: sorted(visitors),
    contacts: sorted(contacts),
    owners: sorted(owners),
    conflicts: sorted(conflicts),
    suspicions: sorted(suspicions),
    successors: sorted(successors),
    senders: sorted(senders),
    merges: sorted(state.merges),
    groupings: sorted(state.groupings),
    groupingNames: sorted(state.groupingNames),
    conversations: sorted(state.conversationRecords ?? new Map()),
  };
}

const sorted = <T>(map: ReadonlyMap<string, T>): { [key: string]: T } =>
  Object.fromEntries(
    [...map].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, value]) => [key, value]),
  );

/** Carries out the operations one after another, and shows each turn to `watch`. Entities must be immutable: they are frozen. */
export function play(
  operations: readonly Operation[],
  watch: (turn: Turn) => void = () => {},
  cast: Cast = EVERYBODY,
): { state: ConversingState; log: LogEvent[] } {
  const state = startState();
  const log: LogEvent[] = [];
  operations.forEach((operation, index) => {
    const draft = draftOf(operation, cast, state);
    if (draft === null) return;
    const turn = takeTurn(state, draft, index + 1);
    log.push(...turn.events);
    watch(turn);
  });
  return { state, log };
}

export function takeTurn(state: ConversingState, draft: Draft, tick: number): Turn {
  const command = draft.stamp(tick);
  const before = freeze(snapshot(state));
  const { decision, events } = carryOut(state, command);
  return { command, decision, events, before, after: freeze(snapshot(state)), state };
}

/** What the log says, read as it is stored: as JSON. */
export function replay(log: readonly LogEvent[]): ConversingState {
  const state = startState();
  for (const event of JSON.parse(JSON.stringify(log)) as LogEvent[]) applyLogEvent(state, event);
  return state;
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
  return value;
}
