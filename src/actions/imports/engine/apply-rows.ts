import type pg from "pg";
import { snapshot } from "../../../database/identity-changes.ts";
import {
  loadLockedWith,
  loadUnlocked,
  lockWith,
  saveAndCommit,
} from "../../../database/identity-transaction.ts";
import {
  endStatement,
  outcomesStatement,
  type RunPlace,
  runPlaceStatement,
} from "../../../database/imports/import-steps.ts";
import { type StagedRow, stillStaged } from "../../../database/imports/staged-rows.ts";
import { loadRequest } from "../../../database/load-request.ts";
import { inTransaction, waitingStatement } from "../../../database/workspace-lock.ts";
import type { ContactsImported } from "../../../identity/events.ts";
import { NO_COUNTS } from "../../../identity/import-model.ts";
import { countOutcomes, takeRows } from "./decide-staged.ts";
import { type DecidedRows, decideRowsInHand, savingOf } from "./decided-rows.ts";
import { ImportCancelled, runOf, type Work } from "./import-engine.ts";
import { changedBy, type PreparedRows } from "./prepare-rows.ts";

/** What this server has written of a run so far: with it, what others wrote meanwhile can be told. */
export interface Written {
  /** Somebody waited for the workspace's turn at the end of it. */
  readonly others: boolean;
  /** The leader of the last rows, and how many events there were up to them. */
  readonly lastLeader: number;
  readonly events: bigint;
  /** What the last rows changed, and the place before them. */
  readonly changed: ReadonlySet<string>;
  readonly before: { readonly lastLeader: number; readonly events: bigint };
}
export const nothingWritten = (lastLeader: number): Written => ({
  others: false,
  lastLeader,
  events: 0n,
  changed: new Set(),
  before: { lastLeader, events: 0n },
});

/**
 * Applies rows, whole groups of them, in one short transaction under the workspace's lock: the people, what became of each
 * row, and how far the import is, all or nothing. So no row is applied twice, whoever tries. What was decided before is
 * saved as it is where nobody changed anything since but this run, and the run nothing that the decision looked at;
 * else it is decided again.
 *
 * The commit does not wait for the disk: after a crash of the database the run goes on from the last place that is there,
 * and whatever waits for the disk later has these rows before it.
 *
 * @throws ImportCancelled where somebody cancelled it: these rows are not applied then.
 */
export async function applyRows(
  work: Work,
  rows: readonly StagedRow[],
  written: Written,
  prepared: PreparedRows | null,
): Promise<Written> {
  const { key } = work;
  return inTransaction(work.pool, async (client) => {
    const [, found] = await lockWith(client, key.workspaceId, [
      NOT_WAITING,
      runPlaceStatement(key),
    ]);
    const place = placeOf(found?.rows[0] as RunPlace | undefined, written.lastLeader);
    const asPrepared = prepared !== null && isStillSo(prepared, place, written);
    const decided = asPrepared ? prepared.decided : await decideLocked(client, work, rows);
    const result = countOutcomes(place.result ?? NO_COUNTS, decided.outcomes);
    const lastLeader = rows.at(-1)?.leader ?? written.lastLeader;
    const answers = await saveAndCommit(
      client,
      decided.save,
      outcomesStatement(key, decided.outcomes, { lastLeader, result }),
      waitingStatement(key.workspaceId),
    );
    return {
      others: answers.at(-1)?.rows[0]?.waiting === true,
      lastLeader,
      events: written.events + BigInt(decided.events),
      changed: changedBy(decided),
      before: written,
    };
  });
}

const NOT_WAITING = "set local synchronous_commit = off";

function isStillSo(
  { stand: { position, lastLeader, membersMoved }, lookedAt }: PreparedRows,
  place: RunPlace,
  { before, changed, ...now }: Written,
): boolean {
  // Which of this run's rows the decision had before it, so that their events don't count as others'.
  const seen = [now, before].find((known) => known.lastLeader === lastLeader);
  if (seen === undefined || place.membersMoved !== membersMoved) return false;
  const own = now.events - seen.events;
  if (BigInt(place.position) - position !== own) return false;
  return seen === now || [...lookedAt].every((one) => !changed.has(one));
}

/** Rows that are gone since they were read were somebody's who was deleted: they are not applied. */
async function decideLocked(
  client: pg.PoolClient,
  work: Work,
  rows: readonly StagedRow[],
): Promise<DecidedRows> {
  const inHand = takeRows(await stillStaged(client, work.key, rows), runOf(work));
  const request = loadRequest(work.key.workspaceId, inHand.commands);
  return decideRowsInHand(work, inHand, await loadUnlocked(client, request));
}

/** The end of a run, and the one event of it that the feed gets. */
export async function endRun(work: Work, how: "FINISHED" | "CANCELLED"): Promise<void> {
  const { key, deps } = work;
  const { at, actor } = runOf(work);
  await inTransaction(work.pool, async (client) => {
    const { state, also } = await loadLockedWith(client, loadRequest(key.workspaceId, []), [
      runPlaceStatement(key),
    ]);
    const place = also[0]?.rows[0] as RunPlace | undefined;
    if (place?.state !== "RUNNING") throw new Error("an import that does not run does not end");
    const counts = place.result ?? NO_COUNTS;
    const event: ContactsImported = {
      kind: "ContactsImported",
      recordedAt: at,
      happenedAt: at,
      actor,
      channel: "IMPORT",
      contactId: null,
      visitorId: null,
      conversationId: null,
      ofImportId: key.importId,
      cancelled: how === "CANCELLED",
      counts,
    };
    const { save } = savingOf(key.workspaceId, snapshot(state), state, [event]);
    await saveAndCommit(client, save, endStatement(key, { state: how, result: counts, at }));
  });
  deps.onCommitted(key.workspaceId);
}

function placeOf(place: RunPlace | undefined, expected: number): RunPlace {
  if (place?.state !== "RUNNING" || place.lastLeader !== expected)
    throw new Error("another server goes on with the import");
  if (place.cancelRequested) throw new ImportCancelled();
  return place;
}
