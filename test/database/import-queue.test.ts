import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { cancelWaiting } from "../../src/database/imports/import-changes.ts";
import { enqueueImports } from "../../src/database/imports/import-queue.ts";
import { createLog } from "../../src/log.ts";
import { addMember, createIdentityWorkspace } from "../support/identity-workspace.ts";
import { importEngine, toCsv } from "../support/import-engine.ts";
import { createTestDatabase } from "../support/postgres.ts";

let db: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const jobsOf = async (workspaceId: string) =>
  (
    await db.database.pool.query(
      `select task_identifier as task, queue_name as queue, key, locked_at is not null as running, attempts < max_attempts as due
       from graphile_worker.jobs where queue_name = $1 or key = $1 order by id`,
      [`imports:${workspaceId}`],
    )
  ).rows;

it("one job a workspace waits, however often it is asked for", async () => {
  const { pool } = db.database;
  const [one, other] = [randomUUID(), randomUUID()];
  for (const workspaceId of [one, one, other, one]) await enqueueImports(pool, workspaceId);
  const queue = `imports:${one}`;
  const waiting = { task: "imports", queue, key: queue, running: false, due: true };
  expect(await jobsOf(one)).toEqual([waiting]);
  expect(await jobsOf(other)).toHaveLength(1);
});

it("a job that is under way is followed by another, in one queue, so that neither is swallowed", async () => {
  const { pool } = db.database;
  const workspaceId = randomUUID();
  const queue = `imports:${workspaceId}`;
  await enqueueImports(pool, workspaceId);
  await pool.query(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody', attempts = 1
     where key = $1`,
    [queue],
  );
  for (let times = 0; times < 3; times++) await enqueueImports(pool, workspaceId);
  expect(await jobsOf(workspaceId)).toEqual([
    { task: "imports", queue, key: null, running: true, due: false },
    { task: "imports", queue, key: queue, running: false, due: true },
  ]);
});

it("a job is there only if what it is for is", async () => {
  const { pool } = db.database;
  const workspaceId = randomUUID();
  const client = await pool.connect();
  await client.query("begin");
  await enqueueImports(client, workspaceId);
  await client.query("rollback");
  client.release();
  expect(await jobsOf(workspaceId)).toEqual([]);
});

/** Does something once, right after the queue was read. */
function poolThat(pool: pg.Pool, afterQueue: () => Promise<void>): pg.Pool {
  let done = false;
  return new Proxy(pool, {
    get(target, name) {
      if (name !== "query") return Reflect.get(target, name);
      return async (text: string, values: unknown[]) => {
        const answer = await target.query(text, values);
        if (!done && typeof text === "string" && text.includes("order by queued_at")) {
          done = true;
          await afterQueue();
        }
        return answer;
      };
    },
  });
}

it("one that is cancelled right after the queue was read is no fault, and holds up nobody", async () => {
  const { pool } = db.database;
  const { workspaceId } = await createIdentityWorkspace(pool);
  const memberId = await addMember(pool, workspaceId);
  const log = createLog({ logLevel: "silent" });
  const writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  let first = "";
  const cancelling = poolThat(pool, () =>
    cancelWaiting(pool, { workspaceId, importId: first }, new Date()),
  );
  const engine = importEngine({ pool: cancelling, writer, workspaceId, memberId, log });
  const file = toCsv([["a@x.example", "", "Ada", "Byron", "", ""]]);
  first = await engine.queue(file, "KEEP");
  const second = await engine.queue(file, "KEEP");
  await pool.query("update import set queued_at = now() + interval '1 second' where id = $1", [
    second,
  ]);
  await engine.work();
  expect((await engine.read(first)).state).toBe("CANCELLED");
  expect((await engine.read(second)).state).toBe("PREVIEWED");
});
