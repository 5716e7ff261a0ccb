import type { Pool } from "pg";

/**
 * Runs something while no other process that uses the same number does. The lock is held on a connection of its own,
 * and goes with it if the process is killed.
 */
export async function oneAtATime<T>(pool: Pool, lock: number, run: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lock]);
    return await run();
  } finally {
    // Destroyed, not given back: a connection in the pool would keep the lock.
    client.release(true);
  }
}
