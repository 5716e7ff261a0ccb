import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { newCommandId } from "../../../auth/new-id.ts";
import { eraseRows } from "../../../database/erase-people.ts";
import { snapshot } from "../../../database/identity-changes.ts";
import { loadUnlocked } from "../../../database/identity-transaction.ts";
import type { UndoResult } from "../../../database/imports/import-record.ts";
import { readLastLeader } from "../../../database/imports/import-steps.ts";
import {
  beginUndo,
  endUndoStatement,
  forgetContacts,
  readDeeds,
  readTouched,
  readUndoRows,
  type UndoPlace,
  type UndoRow,
  undoneStatement,
  undoPlaceStatement,
  withdrawConflicts,
} from "../../../database/imports/undo-steps.ts";
import { loadRequest } from "../../../database/load-request.ts";
import { withWorkspaceLock } from "../../../database/workspace-lock.ts";
import type { ImportUndone } from "../../../identity/events.ts";
import { type DecidedUndo, decideUndo, type Undoing } from "./decide-undo.ts";
import { savingOf } from "./decided-rows.ts";
import { ServerStops, type Work } from "./import-engine.ts";
import { doPatiently, type RowsWork } from "./patience.ts";

/** Rows of one transaction: tens of milliseconds of the workspace's lock. */
const CHUNK_ROWS = 200;

/** Takes back what an import did, from where it stands, and says so at the end. */
export async function undoRows(work: Work): Promise<void> {
  const { pool, key, deps, stopping } = work;
  await beginUndo(pool, key, deps.now());
  deps.importMoves.ring(key.workspaceId, key.importId);
  for (let after = await readLastLeader(pool, key); ; ) {
    if (stopping.aborted) throw new ServerStops();
    const rows = await readUndoRows(pool, key, { after, limit: CHUNK_ROWS });
    if (rows.length === 0) break;
    after = await doPatiently(undoing(work), rows, after);
    deps.importMoves.ring(key.workspaceId, key.importId);
    // Lets others have their turn.
    await delay(1);
  }
  await endUndo(work);
}

/** Rows are of one contact each, or of none: its further rows don't name it. */
const undoing = (work: Work): RowsWork<UndoRow, number> => ({
  attempt: (rows, after) => undoChunk(work, rows, after, undoContacts),
  passOver: (rows, after) => undoChunk(work, rows, after, keepContacts),
  group: ({ line }) => line,
  onFault: (err) =>
    work.deps.log.error({ err, ...work.key }, "contacts of an import could not be taken back"),
});

type UndoContacts = (
  client: pg.PoolClient,
  work: Work,
  contactIds: readonly string[],
  place: UndoPlace,
) => Promise<UndoResult>;

/**
 * Undoes what the rows did, in one short transaction under the workspace's lock: the people, and how far it is, all or
 * nothing. After a crash of the database it goes on from the last place that is there, as a run does. Answers the last
 * line.
 */
async function undoChunk(
  work: Work,
  rows: readonly UndoRow[],
  after: number,
  undo: UndoContacts,
): Promise<number> {
  const { pool, key } = work;
  return withWorkspaceLock(pool, key.workspaceId, async (client) => {
    await client.query("set local synchronous_commit = off");
    const place = await readPlace(client, work);
    if (place.lastLine !== after) throw new Error("another server goes on with the undo");
    const contactIds = rows.flatMap(({ contactId }) => (contactId === null ? [] : [contactId]));
    const undoResult =
      contactIds.length === 0 ? place.undoResult : await undo(client, work, contactIds, place);
    const lastLine = rows.at(-1)?.line ?? after;
    const rowsDone = place.rowsDone + rows.length;
    await client.query(undoneStatement(key, { lastLine, rowsDone, undoResult }));
    return lastLine;
  });
}

const keepContacts: UndoContacts = async (_client, _work, contactIds, { undoResult }) => ({
  ...undoResult,
  keptContacts: undoResult.keptContacts + contactIds.length,
});

async function undoContacts(
  client: pg.PoolClient,
  work: Work,
  contactIds: readonly string[],
  { undoResult, isPruned }: UndoPlace,
): Promise<UndoResult> {
  const { key } = work;
  const deeds = await readDeeds(client, key, contactIds);
  const touched = isPruned ? new Set(contactIds) : await readTouched(client, key, deeds);
  const untouched: Undoing[] = [...deeds]
    .filter(([contactId]) => !touched.has(contactId))
    .map(([contactId, { did }]) => ({ contactId, did }));
  const decided = await undoUntouched(client, work, untouched, undoResult.by);
  const kept = isPruned ? contactIds.length : touched.size;
  return {
    ...undoResult,
    deletedContacts: undoResult.deletedContacts + decided.deleted.length,
    revertedContacts: undoResult.revertedContacts + decided.reverted,
    keptContacts: undoResult.keptContacts + kept + decided.failed,
  };
}

async function undoUntouched(
  client: pg.PoolClient,
  work: Work,
  untouched: readonly Undoing[],
  memberId: string,
): Promise<DecidedUndo> {
  const { workspaceId } = work.key;
  const commands = untouched.map((one) => commandOf(work, one, memberId));
  const state = await loadUnlocked(client, loadRequest(workspaceId, commands));
  const before = snapshot(state);
  const decided = decideUndo(commands, state, (err) =>
    work.deps.log.error({ err, ...work.key }, "a contact of an import could not be taken back"),
  );
  const { events, deleted: contactIds } = decided;
  if (contactIds.length > 0) {
    const nothingElse = { visitorIds: [], mergeIds: [], conflictIds: [], survivorIds: [] };
    await eraseRows(client, workspaceId, { contactIds, ...nothingElse });
    await forgetContacts(client, workspaceId, contactIds);
  }
  const withdrawn = events.flatMap((event) =>
    event.kind === "ConflictWithdrawn" ? [event.conflictId] : [],
  );
  await withdrawConflicts(client, workspaceId, withdrawn);
  const { save } = savingOf(workspaceId, before, state, events);
  if (save !== null) await client.query(save);
  return decided;
}

const commandOf = ({ key, deps }: Work, { contactId, did }: Undoing, memberId: string) => ({
  type: "UndoImportedContact" as const,
  ...key,
  id: newCommandId(),
  at: deps.now().toISOString(),
  actor: { type: "member" as const, id: memberId },
  contactId,
  did,
});

/** The one event of an undo that the feed gets. */
async function endUndo(work: Work): Promise<void> {
  const { pool, key, deps } = work;
  const at = deps.now().toISOString();
  await withWorkspaceLock(pool, key.workspaceId, async (client) => {
    const { by, ...counts } = (await readPlace(client, work)).undoResult;
    const event: ImportUndone = {
      kind: "ImportUndone",
      recordedAt: at,
      happenedAt: at,
      actor: { type: "member", id: by },
      channel: null,
      contactId: null,
      visitorId: null,
      conversationId: null,
      ofImportId: key.importId,
      ...counts,
    };
    const state = await loadUnlocked(client, loadRequest(key.workspaceId, []));
    const { save } = savingOf(key.workspaceId, snapshot(state), state, [event]);
    if (save !== null) await client.query(save);
    await client.query(endUndoStatement(key, at));
  });
  deps.onCommitted(key.workspaceId);
}

async function readPlace(client: pg.PoolClient, { key }: Work): Promise<UndoPlace> {
  const { rows } = await client.query<UndoPlace>(undoPlaceStatement(key));
  const [place] = rows;
  if (place?.state !== "UNDOING") throw new Error("an import that is not being undone");
  return place;
}
