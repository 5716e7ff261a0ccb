import type { ClientBase } from "pg";

export const IMPORTS_TASK = "imports";

/** Late rather than never, as for other jobs. */
const MAX_ATTEMPTS = 100;

/**
 * Has a server look at the imports of a workspace that wait, in the transaction that made one wait. One job a workspace
 * waits, and one is done at a time: one that is under way already may have looked before, so another one follows it.
 */
export async function enqueueImports(
  client: Pick<ClientBase, "query">,
  workspaceId: string,
): Promise<void> {
  const key = `imports:${workspaceId}`;
  await client.query(
    `select id from graphile_worker.add_job(identifier := $1, payload := $2::json, queue_name := $3,
       max_attempts := ${MAX_ATTEMPTS}, job_key := $3)`,
    [IMPORTS_TASK, JSON.stringify({ workspaceId }), key],
  );
}
