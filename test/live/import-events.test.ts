import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LogEvent } from "../../src/database/event-row.ts";
import { createBus } from "../../src/live/bus.ts";
import type { Feed } from "../../src/live/feed.ts";
import { createLogSource } from "../../src/live/log-source.ts";
import { createLogTailer, type Notice } from "../../src/live/tail-log.ts";
import { createLog } from "../../src/log.ts";
import {
  appendEvents,
  imported,
  insertWorkspace,
  pushOptedIn,
  taggedByImport,
} from "../support/log-writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { startFeed, take, trace } from "../support/test-feed.ts";

// SPEC 9.1: live consoles are not flooded by an import. They are told once, when it is over.

let test: TestDatabase;
const feeds: Feed[] = [];
beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 16 });
});
afterEach(async () => {
  for (const feed of feeds.splice(0)) await feed.stop();
});
afterAll(() => test.drop());

async function start(options: Parameters<typeof startFeed>[1] = {}): Promise<Feed> {
  const feed = await startFeed(test, options);
  feeds.push(feed);
  return feed;
}
const importId = randomUUID();
const details = (count: number) => Array.from({ length: count }, () => taggedByImport(importId));
const append = (workspaceId: string, ...events: LogEvent[]) =>
  appendEvents(test.database.pool, workspaceId, events);

describe("an import", () => {
  it("is one event to those who are live, and to those who come back, whatever cursor they have", async () => {
    const feed = await start({ pollMillis: 20 });
    const workspaceId = await insertWorkspace(test.database.pool);
    await append(workspaceId, pushOptedIn());
    const live = take(feed.subscribe({ workspaceId, after: feed.cursorAt(0n) }), 3);
    // More than a page of the tailer and of a replay, in chunks as an import writes them.
    for (let chunk = 0; chunk < 3; chunk++) {
      await append(workspaceId, ...details(400));
      feed.ring(workspaceId);
    }
    await append(workspaceId, imported(importId));
    feed.ring(workspaceId);
    await append(workspaceId, pushOptedIn());
    feed.ring(workspaceId);
    const behind = [1_202, 1_203];
    expect(trace(await live)).toEqual([1, ...behind]);
    for (const from of [1n, 2n, 700n, 1_201n])
      expect(
        trace(await take(feed.subscribe({ workspaceId, after: feed.cursorAt(from) }), 2)),
      ).toEqual(behind);
    const items = await take(
      feed.subscribe({
        workspaceId,
        after: feed.cursorAt(1n),
        filter: { kinds: ["ContactsImported"] },
      }),
      1,
    );
    expect(items).toMatchObject([{ event: { event: { ofImportId: importId } } }]);
  });

  it("leaves a subscriber where it was while it runs: what comes beside it is told as it comes", async () => {
    const feed = await start({ pollMillis: 20 });
    const workspaceId = await insertWorkspace(test.database.pool);
    await append(workspaceId, ...details(5));
    const items = feed.subscribe({ workspaceId, after: feed.cursorAt(0n) });
    for (const position of [6, 12]) {
      const next = take(items, 1);
      await append(workspaceId, pushOptedIn(), ...details(5));
      feed.ring(workspaceId);
      expect(trace(await next)).toEqual([position]);
    }
  });

  it("moves the cursor of a page that holds nothing of it, so that nothing is read twice", async () => {
    const feed = await start();
    const workspaceId = await insertWorkspace(test.database.pool);
    await append(workspaceId, ...details(30));
    const first = await feed.read({ workspaceId, first: 10 });
    expect(first).toMatchObject({ items: [], hasNext: false, endCursor: feed.cursorAt(30n) });
    await append(workspaceId, pushOptedIn(), ...details(30), pushOptedIn());
    const page = await feed.read({ workspaceId, after: feed.cursorAt(30n), first: 1 });
    expect(page).toMatchObject({ hasNext: true, endCursor: feed.cursorAt(31n) });
    const last = await feed.read({ workspaceId, after: feed.cursorAt(31n), first: 1 });
    expect(last).toMatchObject({ items: [{ position: 62n }], hasNext: false });
  });
});

it("the tailer goes to the head past what it does not publish, and reads no more until the log moves", async () => {
  const { pool } = test.database;
  const workspaceId = await insertWorkspace(pool);
  const source = createLogSource(pool);
  const read = vi.fn(source.read);
  const heads = vi.fn(source.heads);
  const bus = createBus<Notice>();
  const log = createLog({ logLevel: "silent" });
  const tailer = createLogTailer({ source: { ...source, read, heads }, bus, pollMillis: 5, log });
  await tailer.start();
  const told: bigint[] = [];
  const following = await tailer.follow(workspaceId, (notice) => {
    if (notice.type === "event") told.push(notice.event.position);
  });
  await append(workspaceId, ...details(3));
  await vi.waitFor(() => expect(following.position()).toBe(3n));
  const [reads, polls] = [read.mock.calls.length, heads.mock.calls.length];
  await vi.waitFor(() => expect(heads.mock.calls.length).toBeGreaterThan(polls + 10));
  expect(read.mock.calls.length).toBe(reads);
  await append(workspaceId, ...details(600), pushOptedIn(), ...details(2));
  await vi.waitFor(() => expect(following.position()).toBe(606n));
  expect(told).toEqual([604n]);
  following.leave();
  await tailer.stop();
});
