import { EventEmitter, once } from "node:events";
import { PassThrough } from "node:stream";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventToRow } from "../../src/database/event-row.ts";
import { openJobPool } from "../../src/database/job-queue.ts";
import type { JobChanges, NewJob } from "../../src/database/save-jobs.ts";
import { type SaveRequest, saveStatement } from "../../src/database/save-statement.ts";
import { createJobRunner, type JobRunner } from "../../src/jobs/runner.ts";
import { type JobTasks, startWorkers } from "../../src/jobs/workers.ts";
import { createLog, describeError } from "../../src/log.ts";
import { insertWorkspace, pushOptedIn } from "../support/log-writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { openProxy } from "../support/tcp-proxy.ts";

const silent = createLog({ logLevel: "silent" });

let test: TestDatabase;
let workspaceId: string;
const runners: JobRunner[] = [];

beforeEach(async () => {
  test = await createTestDatabase();
  workspaceId = await insertWorkspace(test.database.pool);
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await test.drop();
});

const save = (jobs: Partial<JobChanges>): SaveRequest => ({
  workspaceId,
  insert: {},
  update: {},
  remove: {},
  events: [eventToRow(pushOptedIn())],
  head: {
    lastVisitorNumber: 0,
    identified: 0,
    archived: 0,
    anonymousPush: 0,
    anonymousConversations: 0,
  },
  jobs: { add: [], remove: [], ...jobs },
});
const write = (jobs: Partial<JobChanges>) => test.database.pool.query(saveStatement(save(jobs)));
const job = (key: string, more: Partial<NewJob> = {}): NewJob => ({
  task: "note",
  key,
  runAt: new Date().toISOString(),
  payload: { key },
  ...more,
});
const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

interface QueuedJob {
  key: string | null;
  task: string;
  run_at: Date;
  attempts: number;
  locked_by: string | null;
  last_error: string | null;
}
async function queue(): Promise<QueuedJob[]> {
  const { rows } = await test.database.pool.query<QueuedJob>(
    `select key, task_identifier as task, run_at, attempts, locked_by, last_error
     from graphile_worker.jobs order by id`,
  );
  return rows;
}
const keys = async () => (await queue()).map((one) => one.key);

function start(
  tasks: JobTasks,
  options: {
    url?: string;
    takeoverMillis?: number;
    finishWithinMillis?: number;
    log?: typeof silent;
  } = {},
) {
  const runner = createJobRunner({
    url: test.url,
    tasks,
    pollMillis: 20,
    takeoverMillis: 60_000,
    log: silent,
    ...options,
  });
  runners.push(runner);
  runner.start();
  return runner;
}

/** A task that notes which jobs it was given, each as often as it came. */
function noting() {
  const noted: string[] = [];
  const note = async (payload: unknown) => {
    noted.push((payload as { key: string }).key);
  };
  return { noted, tasks: { note } };
}

/** A task whose first job ends when it is told to; later ones at once. */
function hold() {
  let times = 0;
  const told = new EventEmitter();
  const begun = once(told, "begun");
  const task = async () => {
    times += 1;
    told.emit("begun");
    if (times > 1) return;
    const [error] = await once(told, "end");
    if (error) throw error;
  };
  return {
    task,
    begun,
    times: () => times,
    finish: () => void told.emit("end", null),
    fail: () => void told.emit("end", new Error("failed")),
  };
}

const done = () => expect.poll(keys, { timeout: 15_000 }).toEqual([]);

describe("jobs in the save statement", () => {
  it("are added and removed by key, in one statement", async () => {
    await write({ add: [job("a", { runAt: later(60) }), job("b")] });
    await write({ add: [job("c")], remove: ["b", "never there"] });
    expect(await queue()).toMatchObject([
      { key: "a", task: "note", attempts: 0 },
      { key: "c", task: "note" },
    ]);
  });

  it("take the place of one with the same key that waits", async () => {
    await write({ add: [job("a", { runAt: later(60) })] });
    const runAt = later(600);
    await write({ add: [job("a", { runAt })] });
    expect(await queue()).toMatchObject([{ key: "a", run_at: new Date(runAt) }]);
  });

  it("are written with their transaction or not at all", async () => {
    await write({ add: [job("kept")] });
    const client = await test.database.pool.connect();
    await client.query("begin");
    await client.query(saveStatement(save({ add: [job("lost")], remove: ["kept"] })));
    await client.query("rollback");
    client.release();
    expect(await keys()).toEqual(["kept"]);
  });

  it("leave the statement without jobs as it was, and have names of their own", () => {
    const { jobs: _, ...without } = save({});
    expect(saveStatement({ ...without, jobs: { add: [], remove: [] } })).toEqual(
      saveStatement(without),
    );
    const names = [
      saveStatement(save({})),
      saveStatement(save({ add: [job("a")] })),
      saveStatement(save({ remove: ["a"] })),
      saveStatement(save({ add: [job("a")], remove: ["b"] })),
    ].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("a job", () => {
  it("is done once, not before its time, whichever of two servers it is done by", async () => {
    const { noted, tasks } = noting();
    start(tasks);
    start(tasks);
    const due = Date.now() + 300;
    await write({ add: [job("later", { runAt: new Date(due).toISOString() })] });
    await write({ add: Array.from({ length: 40 }, (_, n) => job(`now ${n}`)) });
    await done();
    expect(Date.now()).toBeGreaterThanOrEqual(due);
    expect(noted).toHaveLength(41);
    expect(new Set(noted).size).toBe(41);
  });

  it("that fails is tried again later, and neither log nor queue hold what must not be kept", async () => {
    const lines: string[] = [];
    const stream = new PassThrough();
    stream.on("data", (line) => lines.push(String(line)));
    const log = pino({ level: "trace", serializers: { err: describeError } }, stream);
    const failing = async () => {
      throw Object.assign(new Error('invalid input: "jane@example.org"'), { code: "22P02" });
    };
    start({ note: failing }, { log });
    await write({ add: [job("a", { payload: { key: "a", text: "hush" } })] });
    await expect.poll(queue).toMatchObject([{ attempts: 1, locked_by: null }]);
    const [failed] = await queue();
    expect(failed?.run_at.getTime()).toBeGreaterThan(Date.now());
    expect(failed?.last_error).toBe("Error");
    expect(lines.join("")).toContain("a job failed");
    expect(lines.join("")).not.toMatch(/jane@example\.org|hush/);
  });

  it("of a task that this server does not know waits for one that does", async () => {
    const { noted, tasks } = noting();
    start(tasks);
    await write({ add: [job("newer", { task: "of-a-newer-version" }), job("known")] });
    await expect.poll(keys).toEqual(["newer"]);
    expect(noted).toEqual(["known"]);
  });

  it("that is removed while it is done is not done again", async () => {
    const held = hold();
    start({ note: held.task });
    await write({ add: [job("a")] });
    await held.begun;
    await write({ remove: ["a"] });
    held.fail();
    await expect.poll(queue).toMatchObject([{ key: null, locked_by: null }]);
    await write({ add: [job("a")] });
    await expect.poll(held.times).toBe(2);
  });
});

describe("stopping", () => {
  it("waits for what is under way, and leaves nothing locked", async () => {
    const held = hold();
    const runner = start({ note: held.task });
    await write({ add: [job("a"), job("later", { runAt: later(60) })] });
    await held.begun;
    let stopped = false;
    const stopping = runner.stop().then(() => {
      stopped = true;
    });
    runners.length = 0;
    expect(await keys()).toEqual(["a", "later"]);
    expect(stopped).toBe(false);
    held.finish();
    await stopping;
    expect(await queue()).toMatchObject([{ key: "later", locked_by: null }]);
  });

  it("gives back what takes too long", async () => {
    const held = hold();
    const runner = start({ note: held.task }, { finishWithinMillis: 50 });
    await write({ add: [job("a")] });
    await held.begun;
    runners.length = 0;
    await runner.stop();
    expect(await queue()).toMatchObject([{ key: "a", attempts: 1, locked_by: null }]);
  });
});

describe("the jobs of a server that was killed", () => {
  it("are taken over when it has been silent for long enough; those of one that lives are not", async () => {
    const held = hold();
    start({ note: held.task }, { takeoverMillis: 300 });
    await write({ add: [job("alive")] });
    await held.begun;
    await write({ add: [job("orphan", { task: "other" })] });
    await test.database.pool.query(
      `update graphile_worker._private_jobs set locked_by = 'pool-killed', locked_at = now(), attempts = 1
       where key = 'orphan'`,
    );
    const { noted, tasks } = noting();
    start({ note: tasks.note, other: tasks.note }, { takeoverMillis: 300 });
    await expect.poll(keys, { timeout: 15_000 }).toEqual(["alive"]);
    expect(noted).toEqual(["orphan"]);
    held.finish();
    await done();
    expect(held.times()).toBe(1);
  });

  it("are gone when they were removed while it did them", async () => {
    await write({ add: [job("removed"), job("waiting")] });
    await test.database.pool.query(
      "update graphile_worker._private_jobs set locked_by = 'pool-killed', locked_at = now(), attempts = 1",
    );
    await write({ remove: ["removed"] });
    const { noted, tasks } = noting();
    start(tasks, { takeoverMillis: 300 });
    await done();
    expect(noted).toEqual(["waiting"]);
  });
});

describe("an outage of the database", () => {
  it("in the middle of a job is survived: the job is done again when the database is back", async () => {
    const way = await openProxy(test.url);
    const held = hold();
    start({ note: held.task }, { url: way.url, takeoverMillis: 300 });
    await write({ add: [job("a")] });
    await held.begun;
    way.cut();
    held.finish();
    await expect.poll(way.refused, { timeout: 20_000 }).toBeGreaterThan(5);
    expect(await keys()).toEqual(["a"]);
    way.mend();
    await done();
    await write({ add: [job("after")] });
    await done();
    expect(held.times()).toBe(3);
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await way.close();
  });

  it("while nothing is to be done is survived by the workers that there are", async () => {
    const way = await openProxy(test.url);
    const { noted, tasks } = noting();
    start(tasks, { url: way.url });
    await write({ add: [job("before")] });
    await done();
    way.cut();
    await write({ add: [job("meanwhile")] });
    await expect.poll(way.refused, { timeout: 20_000 }).toBeGreaterThan(5);
    way.mend();
    await done();
    expect(noted).toEqual(["before", "meanwhile"]);
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await way.close();
  });

  it("at the start of workers ends them, so that they are replaced", async () => {
    const way = await openProxy(test.url);
    way.cut();
    const pool = openJobPool({ url: way.url, log: silent });
    const workers = startWorkers({ pool, tasks: noting().tasks, pollMillis: 20, log: silent });
    // Without which this waits for ever.
    await workers.promise.catch(() => undefined);
    await pool.end();
    await way.close();
  });
});
