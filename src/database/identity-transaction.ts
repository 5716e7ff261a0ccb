import type pg from "pg";
import { type BatchState, type LoadedRow, toBatchState } from "./load-identity.ts";
import type { LoadRequest } from "./load-request.ts";
import { loadStatement, type Statement } from "./load-statement.ts";
import { beginLocked } from "./workspace-lock.ts";

/** COMMIT was sent and its answer never came: whether the batch was written is not known. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
  constructor(cause: unknown) {
    super(
      "The connection broke while the change was committed: it may or may not have been written.",
      {
        cause,
      },
    );
  }
}

/** Opens the transaction, takes the workspace's lock, and loads in a later statement: one round trip. */
export async function loadLocked(client: pg.Client, request: LoadRequest): Promise<BatchState> {
  return (await loadLockedWith(client, request, [])).state;
}

/** Opens the transaction, takes the workspace's lock, and runs what comes after it: one round trip. */
export async function lockWith(
  client: pg.Client,
  workspaceId: string,
  also: readonly (Statement | string)[],
): Promise<readonly pg.QueryResult[]> {
  return (await together(client, [beginLocked(workspaceId), ...also])).slice(1);
}

/** And what else is to be read under the lock, in the same round trip. */
export async function loadLockedWith(
  client: pg.Client,
  request: LoadRequest,
  also: readonly Statement[],
): Promise<{ readonly state: BatchState; readonly also: readonly pg.QueryResult[] }> {
  const [, loaded, ...others] = await together(client, [
    beginLocked(request.workspaceId),
    loadStatement(request),
    ...also,
  ]);
  return { state: stateOf(loaded as pg.QueryResult<LoadedRow>, request), also: others };
}

/** As one snapshot has it, without lock or transaction: for decisions that are not saved. */
export async function loadUnlocked(
  database: pg.Pool | pg.ClientBase,
  request: LoadRequest,
): Promise<BatchState> {
  return stateOf(await database.query<LoadedRow>(loadStatement(request)), request);
}

function stateOf({ rows }: pg.QueryResult<LoadedRow>, { workspaceId }: LoadRequest): BatchState {
  if (rows[0] === undefined) throw new Error(`no workspace ${workspaceId}`);
  return toBatchState(rows[0]);
}

/**
 * Saves and commits in one round trip, and answers what the statements answered. When saving fails, PostgreSQL makes a
 * rollback of the COMMIT behind it. Throws what made saving fail (nothing was written then), or `OutcomeUnknown`.
 */
export async function saveAndCommit(
  client: pg.Client,
  ...saves: readonly (Statement | null)[]
): Promise<readonly pg.QueryResult[]> {
  const statements = saves.filter((save) => save !== null);
  const sent = await settled(client, [...statements, "commit"]);
  const failed = sent.find((one) => one.status === "rejected");
  if (failed === undefined)
    return sent.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])).slice(0, -1);
  // Nothing to save, nothing to doubt. An answer of the server to a save came before the COMMIT was read.
  const isSave = failed !== sent.at(-1);
  if (statements.length === 0 || (isSave && isServerError(failed.reason))) throw failed.reason;
  throw new OutcomeUnknown(failed.reason);
}

const isServerError = (error: unknown): boolean => error instanceof Error && "severity" in error;

/** One round trip where the client pipelines, one each where it does not. Throws the first error. */
async function together(
  client: pg.Client,
  statements: readonly (Statement | string)[],
): Promise<pg.QueryResult[]> {
  return (await settled(client, statements)).map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

/** Waits for all answers also after an error, so that the client is never handed on with statements under way. */
async function settled(
  client: pg.Client,
  statements: readonly (Statement | string)[],
): Promise<PromiseSettledResult<pg.QueryResult>[]> {
  const send = (one: Statement | string) =>
    typeof one === "string" ? client.query(one) : client.query(one);
  if (client.pipeline) return Promise.allSettled(statements.map(send));
  const results: PromiseSettledResult<pg.QueryResult>[] = [];
  for (const one of statements) {
    const [result] = await Promise.allSettled([send(one)]);
    if (result) results.push(result);
  }
  return results;
}
