import { commandIdOf } from "../../../auth/new-id.ts";
import { type RunStand, readRunStand } from "../../../database/imports/import-steps.ts";
import { readStagedRows, type StagedRow } from "../../../database/imports/staged-rows.ts";
import type { IdentityWriter } from "../../identity-writer.ts";
import { applyRows, nothingWritten, type Written } from "./apply-rows.ts";
import { runOf, ServerStops, type Work } from "./import-engine.ts";
import { createPace } from "./pace.ts";
import { doPatiently, isStatementError, type RowsWork } from "./patience.ts";
import { type PreparedRows, prepareRows } from "./prepare-rows.ts";
import { NOT_APPLIED } from "./problem-of-row.ts";

/** Applies what was staged, from where the import stands. */
export async function runRows(work: Work, writer: IdentityWriter, from: number): Promise<void> {
  const standing = await makeNewGroupings(work, writer);
  const { pool, key, deps, stopping } = work;
  const pace = createPace();
  const prepareNext = async (after: number) => {
    // First of all, so that whatever the rows and what is loaded for them have not seen moves on from here.
    const stand = await readRunStand(pool, key);
    const staged = await readStagedRows(pool, key, { after, limit: pace.chunkRows() });
    const rows = named(staged, standing);
    return { rows, prepared: rows.length > 0 ? await prepare(rows, stand) : null };
  };
  // What can't be decided ahead is decided under the lock, where a fault is told apart from the rows that meet it.
  const prepare = (rows: readonly StagedRow[], stand: RunStand) =>
    prepareRows(work, rows, stand).catch((error) => {
      if (isStatementError(error)) return null;
      throw error;
    });
  let { rows, prepared } = await prepareNext(from);
  for (let written = nothingWritten(from); rows.length > 0; ) {
    if (stopping.aborted) throw new ServerStops();
    const ahead = prepareNext(rows.at(-1)?.leader ?? from);
    const began = performance.now();
    // The next rows are read and decided while the database writes these.
    const [applied, next] = await both(applyPatiently(work, rows, written, prepared), ahead);
    deps.importMoves.ring(key.workspaceId, key.importId);
    written = applied;
    ({ rows, prepared } = next);
    await pace.rest({ millis: performance.now() - began, others: applied.others });
  }
}

/** Waits for both also where one fails: whoever tries again must not meet what is still under way. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

async function applyPatiently(
  work: Work,
  rows: readonly StagedRow[],
  written: Written,
  prepared: PreparedRows | null,
): Promise<Written> {
  if (prepared !== null) {
    try {
      return await applyRows(work, rows, written, prepared);
    } catch (error) {
      if (!isStatementError(error)) throw error;
    }
  }
  return doPatiently(applying(work), rows, written);
}

const applying = (work: Work): RowsWork<StagedRow, Written> => ({
  attempt: (rows, written) => applyRows(work, rows, written, null),
  passOver: (rows, written) => applyRows(work, rows.map(refused), written, null),
  group: ({ leader }) => leader,
  onFault: (err) =>
    work.deps.log.error({ err, ...work.key }, "rows of an import could not be applied"),
});

const refused = (row: StagedRow): StagedRow => ({ ...row, person: { problems: [NOT_APPLIED] } });

/**
 * Lists and tags that the file names and that are not there, made once however often it begins. Where somebody made one of
 * that name meanwhile, it is the one that is meant: answers the ids that stand for others.
 */
async function makeNewGroupings(
  work: Work,
  writer: IdentityWriter,
): Promise<ReadonlyMap<string, string>> {
  const { actor, at } = runOf(work);
  const { workspaceId } = work.key;
  const standing = new Map<string, string>();
  for (const { kind, name, id } of work.record.newGroupings) {
    const command = { workspaceId, id: commandIdOf(id), at, actor, kind, name };
    const decision = await writer
      .execute({ type: "CreateGrouping", ...command })
      .catch((error) => (isTaken(error) ? null : Promise.reject(error)));
    if (decision?.outcome === "refused" && decision.refusal.code === "NAME_TAKEN")
      standing.set(id, decision.refusal.groupingId);
  }
  return standing;
}

/** It was made by an attempt before, and deleted since: so it stays. */
const isTaken = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "23505";

function named(rows: readonly StagedRow[], standing: ReadonlyMap<string, string>) {
  if (standing.size === 0) return rows;
  const all = (ids: readonly string[]) => ids.map((id) => standing.get(id) ?? id);
  return rows.map((row) => {
    const { person } = row;
    if (!("values" in person)) return row;
    const { tagIds, listIds } = person;
    return { ...row, person: { ...person, tagIds: all(tagIds), listIds: all(listIds) } };
  });
}
