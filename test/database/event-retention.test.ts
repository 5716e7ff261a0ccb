import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEventRetention } from "../../src/database/event-retention.ts";
import { createLog } from "../../src/log.ts";
import { appendEvents, insertWorkspace, pushOptedIn } from "../support/log-writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const log = createLog({ logLevel: "silent" });
const day = 24 * 60 * 60 * 1000;

describe("events that are older than the business keeps", () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase();
  });
  afterEach(() => test.drop());

  const positions = async () => {
    const { rows } = await test.database.pool.query(
      "select position::int as position from identity_event order by workspace_id, position",
    );
    return rows.map(({ position }) => position);
  };
  /** Three events each of two workspaces, the first of which was recorded 40 days ago. */
  const twoWorkspaces = async () => {
    const { pool } = test.database;
    for (const workspaceId of [await insertWorkspace(pool), await insertWorkspace(pool)]) {
      const old = { ...pushOptedIn(), recordedAt: new Date(Date.now() - 40 * day).toISOString() };
      await appendEvents(pool, workspaceId, [old, pushOptedIn(), pushOptedIn()]);
    }
  };
  const retention = (days: number | null, everyMillis?: number) =>
    createEventRetention({
      pool: test.database.pool,
      days,
      now: () => new Date(),
      log,
      everyMillis,
    });

  it("are removed in every workspace, at the start and again and again", async () => {
    await twoWorkspaces();
    const keeping = retention(30, 50);
    keeping.start();
    await expect.poll(positions).toEqual([2, 3, 2, 3]);
    await twoWorkspaces();
    await expect.poll(positions).toEqual([2, 3, 2, 3, 2, 3, 2, 3]);
    await keeping.stop();
  });

  it("are counted by their own age, and stay while nothing is said about it", async () => {
    await twoWorkspaces();
    for (const [days, kept] of [
      [null, [1, 2, 3, 1, 2, 3]],
      [50, [1, 2, 3, 1, 2, 3]],
      [39, [2, 3, 2, 3]],
    ] as const) {
      const rounds = await countRounds(days);
      if (days === null) expect(rounds).toBe(0);
      expect(await positions()).toEqual(kept);
    }
  });

  /** Lets a whole round happen, and answers how many began: none, where nothing is to be removed. */
  async function countRounds(days: number | null): Promise<number> {
    let rounds = 0;
    const keeping = createEventRetention({
      pool: test.database.pool,
      days,
      now: () => {
        rounds += 1;
        return new Date();
      },
      log,
      everyMillis: 20,
    });
    keeping.start();
    if (days !== null) await expect.poll(() => rounds).toBeGreaterThanOrEqual(2);
    await keeping.stop();
    return rounds;
  }
});
