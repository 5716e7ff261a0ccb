import type pg from "pg";

/** Reads by an index, whatever the planner makes of a workspace's share in the tables. */
export const BY_INDEX = "set local enable_seqscan = off; set local jit = off";
/**
 * Also in the order of that index, up to a limit. What a few have very much of (one conversation ten thousand messages)
 * the planner takes for few, and would rather read whole and sort.
 */
const IN_ITS_ORDER = `${BY_INDEX}; set local enable_bitmapscan = off`;

/** Reads with one snapshot and these settings. */
export async function readWith<Result>(
  pool: pg.Pool,
  settings: string,
  read: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    const begin = `begin isolation level repeatable read read only; ${settings}`;
    // Begun with the first statement, in one round trip.
    const [, result] = await Promise.all([client.query(begin), read(client)]);
    await client.query("commit");
    return result;
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    // A connection that failed midway is closed, and its transaction with it.
    client.release(failure);
  }
}

export const readInOrder = <Result>(
  pool: pg.Pool,
  read: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> => readWith(pool, IN_ITS_ORDER, read);
