import type { LogEvent } from "../../../database/event-row.ts";
import { snapshot } from "../../../database/identity-changes.ts";
import { loadLockedWith, saveAndCommit } from "../../../database/identity-transaction.ts";
import {
  endStatement,
  outcomesStatement,
  type RunPlace,
  runPlaceStatement,
} from "../../../database/imports/import-steps.ts";
import type { StagedRow } from "../../../database/imports/staged-rows.ts";
import type { BatchState } from "../../../database/load-identity.ts";
import { loadRequest } from "../../../database/load-request.ts";
import { type Outcome, saveOutcome } from "../../../database/save-identity.ts";
import { withClient } from "../../../database/workspace-lock.ts";
import { headOf } from "../../../identity/draft.ts";
import { type ImportCounts, NO_COUNTS } from "../../../identity/import-model.ts";
import { countOutcomes, decideStaged, takeRows } from "./decide-staged.ts";
import { ImportCancelled, runOf, type Work } from "./import-engine.ts";

/**
 * Applies rows, whole groups of them, in one short transaction under the workspace's lock: the people, what became of each
 * row, and how far the import is, all or nothing. So no row is applied twice, whoever tries.
 *
 * @throws ImportCancelled where somebody cancelled it: these rows are not applied then.
 */
export async function applyRows(
  work: Work,
  rows: readonly StagedRow[],
  expected: number,
): Promise<ImportCounts> {
  const { key, record, deps } = work;
  const run = runOf(work);
  const inHand = takeRows(rows, run);
  return inTransaction(work, async (client) => {
    const { state, also } = await loadLockedWith(
      client,
      loadRequest(key.workspaceId, inHand.commands),
      [runPlaceStatement(key)],
    );
    const place = placeOf(also[0]?.rows[0] as RunPlace | undefined, expected);
    const before = snapshot(state);
    const decided = decideStaged(inHand, state, run, {
      columns: record.columns,
      failed: (err) => deps.log.error({ err, ...key }, "rows of an import could not be decided"),
    });
    const result = countOutcomes(place.result ?? NO_COUNTS, decided.outcomes);
    const lastLeader = rows.at(-1)?.leader ?? expected;
    await saveAndCommit(
      client,
      saveOutcome(outcomeOf(key.workspaceId, before, state, decided.events)),
      outcomesStatement(key, decided.outcomes, { lastLeader, result }),
    );
    return result;
  });
}

/** The end of a run, and the one event of it that the feed gets. */
export async function endRun(work: Work, how: "FINISHED" | "CANCELLED"): Promise<void> {
  const { key, deps } = work;
  const run = runOf(work);
  await inTransaction(work, async (client) => {
    const { state, also } = await loadLockedWith(client, loadRequest(key.workspaceId, []), [
      runPlaceStatement(key),
    ]);
    const place = also[0]?.rows[0] as RunPlace | undefined;
    const counts = place?.result ?? NO_COUNTS;
    const event: LogEvent = {
      ...headOf({ ...run, id: "" }, { channel: "IMPORT" }),
      kind: "ContactsImported",
      ofImportId: key.importId,
      cancelled: how === "CANCELLED",
      counts,
    };
    const { importId: _ofItsDetails, ...summary } = event;
    const before = snapshot(state);
    await saveAndCommit(
      client,
      saveOutcome(outcomeOf(key.workspaceId, before, state, [summary])),
      endStatement(key, { state: how, result: counts, at: run.at }),
    );
  });
  deps.onCommitted(key.workspaceId);
}

function placeOf(place: RunPlace | undefined, expected: number): RunPlace {
  if (place?.state !== "RUNNING" || place.lastLeader !== expected)
    throw new Error("another server goes on with the import");
  if (place.cancelRequested) throw new ImportCancelled();
  return place;
}

function outcomeOf(
  workspaceId: string,
  before: Outcome["before"],
  state: BatchState,
  events: readonly LogEvent[],
): Outcome {
  const { lastVisitorNumber } = state;
  const after = snapshot(state);
  return { workspaceId, before, after, lastVisitorNumber, events, messages: [], usedProofs: [] };
}

type Client = Parameters<Parameters<typeof withClient>[1]>[0];

async function inTransaction<T>({ pool }: Work, run: (client: Client) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    try {
      return await run(client);
    } catch (error) {
      // Where the client is lost even this fails; `withClient` then throws it away.
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  });
}
