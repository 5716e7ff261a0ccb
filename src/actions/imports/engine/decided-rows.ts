import type { LogEvent } from "../../../database/event-row.ts";
import { type Snapshot, snapshot } from "../../../database/identity-changes.ts";
import type { ImportOutcomeRecord } from "../../../database/imports/import-record.ts";
import type { BatchState } from "../../../database/load-identity.ts";
import type { Statement } from "../../../database/load-statement.ts";
import { saveOutcome } from "../../../database/save-identity.ts";
import { decideStaged, type RowsInHand } from "./decide-staged.ts";
import { runOf, type Work } from "./import-engine.ts";

/** What rows come to, and the statement that saves it. */
export interface DecidedRows {
  readonly outcomes: readonly ImportOutcomeRecord[];
  /** Null: there is nothing to save. */
  readonly save: Statement | null;
  readonly events: number;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

export function decideRowsInHand(work: Work, inHand: RowsInHand, state: BatchState): DecidedRows {
  const { key, record, deps } = work;
  const before = snapshot(state);
  const { events, outcomes } = decideStaged(inHand, state, runOf(work), {
    columns: record.columns,
    failed: (err) => deps.log.error({ err, ...key }, "rows of an import could not be decided"),
  });
  return { outcomes, ...savingOf(key.workspaceId, before, state, events) };
}

export function savingOf(
  workspaceId: string,
  before: Snapshot,
  state: BatchState,
  events: readonly LogEvent[],
): Omit<DecidedRows, "outcomes"> {
  const { lastVisitorNumber } = state;
  const after = snapshot(state);
  const nothingElse = { messages: [], usedProofs: [] };
  const outcome = { workspaceId, before, after, lastVisitorNumber, events, ...nothingElse };
  return { save: saveOutcome(outcome), events: events.length, before, after };
}
