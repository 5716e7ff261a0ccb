import type pg from "pg";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Opens a transaction and waits for the workspace's turn, in one round trip (the simple protocol takes both statements
 * at once, but no parameters, hence the check). What is read must be read by a LATER statement: that one's snapshot
 * begins after the lock was granted and sees every predecessor, the snapshot of a statement that locks and reads at once
 * does not.
 */
export function beginLocked(workspaceId: string): string {
  if (!UUID.test(workspaceId)) throw new TypeError("a workspace id is a lower-case uuid");
  return `begin; select pg_advisory_xact_lock(hashtextextended('${workspaceId}', 0))`;
}

/** Whether somebody waits for the workspace's turn, to be asked by who has it. */
export const waitingStatement = (workspaceId: string) => ({
  name: "onymous-lock-waited-for",
  text: `select exists (select from pg_locks where locktype = 'advisory' and not granted and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32 | objid::bigint) = hashtextextended($1::text, 0)) as waiting`,
  values: [workspaceId],
});

/**
 * One writer at a time per workspace: runs `run` in a transaction that holds the workspace's lock, and commits. Whatever
 * `run` throws rolls back and is thrown on. The client is never given back in a transaction or broken.
 */
export async function withWorkspaceLock<T>(
  pool: pg.Pool,
  workspaceId: string,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query(beginLocked(workspaceId));
    const result = await run(client);
    await commit(client);
    return result;
  });
}

/** For what begins and commits a transaction of its own: whatever it throws rolls back and is thrown on. */
export async function inTransaction<T>(
  pool: pg.Pool,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(pool, async (client) => {
    try {
      return await run(client);
    } catch (error) {
      // If even this fails, the connection is lost, and `withClient` throws it away: the first error is the one to tell.
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  });
}

/** COMMIT of a transaction in which a statement failed rolls back and reports no error: here it does. */
export async function commit(client: pg.ClientBase): Promise<void> {
  const { command } = await client.query("commit");
  if (command !== "COMMIT") throw new Error("the transaction was rolled back");
}

/**
 * A client of the pool, with the `error` listener without which a lost connection would end the process, and which is
 * thrown away unless it is idle and healthy at the end.
 */
export async function withClient<T>(
  pool: pg.Pool,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  const onError = () => {
    broken = true;
  };
  client.on("error", onError);
  try {
    return await run(client);
  } finally {
    client.off("error", onError);
    client.release(broken || client.getTransactionStatus() !== "I");
  }
}
