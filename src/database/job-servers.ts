import type pg from "pg";

/** Says that the workers of this id are alive. */
export async function sayAlive(pool: pg.Pool, workersId: string): Promise<void> {
  await pool.query(
    `insert into job_server (id, seen_at) values ($1, now())
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [workersId],
  );
}

/**
 * Gives the jobs of workers that have not said that they are alive for so long back to the queue, and answers whose.
 * What was replaced or cancelled while it was under way there has no key any more, and is done.
 */
export async function giveBackJobs(pool: pg.Pool, silentMillis: number): Promise<string[]> {
  const { rows } = await pool.query<{ dead: string[] }>(
    `select coalesce(array_agg(distinct j.locked_by), '{}') as dead from graphile_worker.jobs j
     where j.locked_at < now() - $1 * interval '1 millisecond' and not exists (
       select from job_server s
       where s.id = j.locked_by and s.seen_at > now() - $1 * interval '1 millisecond')`,
    [silentMillis],
  );
  const dead = rows[0]?.dead ?? [];
  if (dead.length === 0) return dead;
  await pool.query("select graphile_worker.force_unlock_workers($1)", [dead]);
  await pool.query(
    `select graphile_worker.complete_jobs(array(
       select id from graphile_worker.jobs
       where key is null and attempts >= max_attempts and locked_at is null))`,
  );
  await pool.query("delete from job_server where seen_at < now() - interval '1 day'");
  return dead;
}
