/** Work for later. Its payload outlives what it is about, so it holds ids and nothing of a person (SPEC 3.6). */
export interface NewJob {
  readonly task: string;
  /** One job a key: a new one takes the place of one that still waits. */
  readonly key: string;
  readonly runAt: string;
  readonly payload: object;
}

export interface JobChanges {
  readonly add: readonly NewJob[];
  /** Keys. A key is not in both. */
  readonly remove: readonly string[];
}

/** Late rather than never: with the queue's growing pauses, three weeks. */
const MAX_ATTEMPTS = 100;

/**
 * The parts of the save statement that add and remove jobs. PostgreSQL runs a SELECT in a WITH only when something reads
 * it: `read` has to stand in the main query.
 */
export function jobSteps(
  jobs: JobChanges,
  value: (rows: readonly unknown[]) => string,
): { steps: string[]; read: string; name: string } {
  const steps: string[] = [];
  let name = "";
  if (jobs.add.length > 0) {
    steps.push(`jobs_added as (select j.id
      from jsonb_to_recordset(${value(jobs.add)}::jsonb)
        as r("task" text, "key" text, "runAt" timestamptz, "payload" json),
      lateral graphile_worker.add_job(identifier := r."task", payload := r."payload", run_at := r."runAt",
        max_attempts := ${MAX_ATTEMPTS}, job_key := r."key") as j)`);
    name += "+";
  }
  if (jobs.remove.length > 0) {
    steps.push(`jobs_removed as (select j.id
      from jsonb_array_elements_text(${value(jobs.remove)}::jsonb) as r(key),
      lateral graphile_worker.remove_job(r.key) as j)`);
    name += "-";
  }
  const read = steps.map((step) => `(select count(id) from ${step.split(" ")[0]})`).join(", ");
  return { steps, read, name };
}
