import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { prune } from "../../src/database/event-log.ts";
import type { LogEvent } from "../../src/database/event-row.ts";
import { decodeCursor, encodeCursor } from "../../src/live/cursor.ts";
import type { Feed } from "../../src/live/feed.ts";
import { appendEvents, insertWorkspace, pushOptedIn } from "../support/log-writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { startFeed, take, trace, upTo } from "../support/test-feed.ts";

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
const workspace = () => insertWorkspace(test.database.pool);
async function append(feed: Feed, workspaceId: string, count = 1, events?: LogEvent[]) {
  const last = await appendEvents(
    test.database.pool,
    workspaceId,
    events ?? Array.from({ length: count }, () => pushOptedIn()),
  );
  feed.ring(workspaceId);
  return Number(last);
}
const cursorOf = (feed: Feed, position: number | bigint) => feed.cursorAt(BigInt(position));

describe("replay, then live", () => {
  it("gives everything after the cursor once and in order, while others write", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 450);
    const from = [0, 17, 200, 449, 450];
    const subscribers = from.map((position) =>
      feed.subscribe({ workspaceId, after: cursorOf(feed, position) }),
    );
    const reading = subscribers.map((items, index) => take(items, 1_250 - (from[index] ?? 0)));
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let n = 0; n < 50; n++) await append(feed, workspaceId, 2);
      }),
    );
    const late = take(feed.subscribe({ workspaceId, after: cursorOf(feed, 300) }), 950);
    for (const [index, items] of (await Promise.all(reading)).entries())
      expect(trace(items)).toEqual(upTo(1_250, (from[index] ?? 0) + 1));
    expect(trace(await late)).toEqual(upTo(1_250, 301));
  });

  it("begins with what is new when no cursor is given", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 3);
    const reading = take(feed.subscribe({ workspaceId }), 2);
    // A subscription that is read from is registered when one behind it has its first event.
    await take(feed.subscribe({ workspaceId, after: cursorOf(feed, 0) }), 1);
    await feed.head(workspaceId);
    await append(feed, workspaceId, 2);
    expect(trace(await reading)).toEqual([4, 5]);
  });

  it("goes on from any event's own cursor", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 5);
    const [, second] = await take(feed.subscribe({ workspaceId, after: cursorOf(feed, 0) }), 2);
    if (second?.type !== "event") throw new Error("expected an event");
    const rest = await take(feed.subscribe({ workspaceId, after: second.event.cursor }), 3);
    expect(trace(rest)).toEqual([3, 4, 5]);
  });

  it("tells workspaces apart", async () => {
    const feed = await start();
    const [one, two] = [await workspace(), await workspace()];
    const reading = take(feed.subscribe({ workspaceId: one, after: cursorOf(feed, 0) }), 2);
    await append(feed, two, 3);
    await append(feed, one, 1);
    await append(feed, two, 3);
    await append(feed, one, 1);
    const items = await reading;
    expect(trace(items)).toEqual([1, 2]);
    expect(items.every((item) => item.type === "event" && item.event.workspaceId === one)).toBe(
      true,
    );
  });

  it("reaches the subscribers of another process by its doorbell", async () => {
    const [writer, reader] = [await start(), await start()];
    const workspaceId = await workspace();
    const items = reader.subscribe({ workspaceId, after: cursorOf(reader, 0) });
    await append(writer, workspaceId, 1);
    expect(trace(await take(items, 1))).toEqual([1]);
    // The reader's doorbell may still be connecting: ring until it is heard. It polls once a minute only.
    const next = take(items, 1);
    await append(writer, workspaceId, 1);
    const ringing = setInterval(() => writer.ring(workspaceId), 50);
    expect(trace(await next)).toEqual([2]);
    clearInterval(ringing);
  });
});

describe("what holds a reader up elsewhere does not hold up the feed", () => {
  it("delivers past a transaction that stays open, and its event in its turn", async () => {
    const feed = await start();
    const [held, moving] = [await workspace(), await workspace()];
    const heldItems = take(feed.subscribe({ workspaceId: held, after: cursorOf(feed, 0) }), 3);
    const movingItems = take(feed.subscribe({ workspaceId: moving, after: cursorOf(feed, 0) }), 2);
    await append(feed, held);
    const client = await test.database.pool.connect();
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [held]);
    await client.query(
      `with head as (update workspace_head set position = position + 1 where workspace_id = $1 returning position)
         insert into identity_event select $1, position, 'PushOptedIn', now(), now(), 'system', null, null, null, null,
           $2, null, '{}' from head`,
      [held, randomUUID()],
    );
    const behind = append(feed, held);
    await append(feed, moving, 2);
    expect(trace(await movingItems)).toEqual([1, 2]);
    await client.query("commit");
    client.release();
    feed.ring(held);
    await behind;
    expect(trace(await heldItems)).toEqual([1, 2, 3]);
  });

  it("loses nothing when every doorbell is lost: it polls", async () => {
    const feed = await start({ pollMillis: 30 });
    const workspaceId = await workspace();
    const reading = take(feed.subscribe({ workspaceId, after: cursorOf(feed, 0) }), 3);
    for (let n = 0; n < 3; n++) {
      await test.database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
           where application_name = 'onymous notifications' and datname = current_database()`,
      );
      await appendEvents(test.database.pool, workspaceId, [pushOptedIn()]);
    }
    expect(trace(await reading)).toEqual([1, 2, 3]);
  });

  it("hears the doorbell again after its connection was lost", async () => {
    const [writer, reader] = [await start(), await start()];
    const workspaceId = await workspace();
    const items = reader.subscribe({ workspaceId, after: cursorOf(reader, 0) });
    await append(writer, workspaceId);
    await take(items, 1);
    const bells = async () => {
      const { rows } = await test.database.pool.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database()
           and application_name = 'onymous notifications' and query ~ 'listen|pg_notify'`,
      );
      return rows.map((row) => row.pid);
    };
    const before = await bells();
    await test.database.pool.query("select pg_terminate_backend(pid) from unnest($1::int[]) pid", [
      before,
    ]);
    const next = take(items, 1);
    await appendEvents(test.database.pool, workspaceId, [pushOptedIn()]);
    const ringing = setInterval(() => writer.ring(workspaceId), 50);
    expect(trace(await next)).toEqual([2]);
    clearInterval(ringing);
    expect((await bells()).some((pid) => before.includes(pid))).toBe(false);
  });
});

describe("a cursor that cannot be gone on from", () => {
  it("is told so when history was pruned past it, and goes on live from the cursor it is given", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 5);
    await prune(test.database.pool, { workspaceId, before: new Date(Date.now() + 60_000) });
    const items = feed.subscribe({ workspaceId, after: cursorOf(feed, 2) });
    const [resync] = await take(items, 1);
    expect(resync).toEqual({ type: "resync", reason: "PRUNED", cursor: cursorOf(feed, 5) });
    await append(feed, workspaceId, 2);
    expect(trace(await take(items, 2))).toEqual([6, 7]);
  });

  it("is good when it is the last that was pruned: nothing after it is missing", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 5);
    await prune(test.database.pool, { workspaceId, before: new Date(Date.now() + 60_000) });
    await append(feed, workspaceId, 1);
    const items = feed.subscribe({ workspaceId, after: cursorOf(feed, 5) });
    expect(trace(await take(items, 1))).toEqual([6]);
  });

  it("is told so when it is of another life of the database", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 3);
    const other = encodeCursor({ epoch: "0".repeat(16), position: 1n });
    const items = feed.subscribe({ workspaceId, after: other });
    expect(await take(items, 1)).toEqual([
      { type: "resync", reason: "OTHER_EPOCH", cursor: cursorOf(feed, 3) },
    ]);
    await append(feed, workspaceId, 1);
    expect(trace(await take(items, 1))).toEqual([4]);
  });

  it("is told so when it is from the future", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 3);
    const items = feed.subscribe({ workspaceId, after: cursorOf(feed, 99) });
    expect(trace(await take(items, 1))).toEqual(["FROM_THE_FUTURE"]);
    await append(feed, workspaceId, 1);
    expect(trace(await take(items, 1))).toEqual([4]);
  });

  it("is an error when it is malformed", async () => {
    const feed = await start();
    expect(() => feed.subscribe({ workspaceId: randomUUID(), after: "nonsense" })).toThrow(
      TypeError,
    );
  });

  it("a restored database tells those who are live, and its cursors are new", async () => {
    const feed = await start({ pollMillis: 20 });
    const workspaceId = await workspace();
    await append(feed, workspaceId, 2);
    const before = cursorOf(feed, 2);
    const items = feed.subscribe({ workspaceId, after: cursorOf(feed, 0) });
    await take(items, 2);
    const told = take(items, 1);
    await test.database.pool.query("update log_epoch set fingerprint = 'another cluster'");
    const [resync] = await told;
    if (resync?.type !== "resync") throw new Error("expected to be told");
    expect(resync.reason).toBe("OTHER_EPOCH");
    expect(decodeCursor(resync.cursor)?.epoch).not.toBe(decodeCursor(before)?.epoch);
    await append(feed, workspaceId, 1);
    expect(trace(await take(items, 1))).toEqual([3]);
    const other = await start();
    expect(trace(await take(other.subscribe({ workspaceId, after: before }), 1))).toEqual([
      "OTHER_EPOCH",
    ]);
    expect(trace(await take(other.subscribe({ workspaceId, after: resync.cursor }), 1))).toEqual([
      3,
    ]);
  });
});

describe("filters", () => {
  it("narrow replay and live alike, a contact's events being also those that name it second", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    const [contact, other, visitor, conversation] = [
      randomUUID(),
      randomUUID(),
      randomUUID(),
      randomUUID(),
    ] as const;
    const base = pushOptedIn(visitor);
    const archived: LogEvent = {
      ...base,
      kind: "ContactArchived",
      contactId: contact,
      visitorId: null,
    };
    const suspected: LogEvent = {
      ...archived,
      kind: "DuplicateSuspected",
      contactId: other,
      otherContactId: contact,
      suspicionId: randomUUID(),
      reasons: ["UNVERIFIED_IDENTIFIER_OF_ANOTHER"],
      score: 0.4,
    };
    const opened: LogEvent = {
      ...base,
      kind: "ConversationOpened",
      visitorId: visitor,
      conversationId: conversation,
      channel: "CHAT",
      state: "WAITING_FOR_AGENT",
      assigneeId: null,
    };
    const round = [base, archived, suspected, opened, pushOptedIn()];
    await append(feed, workspaceId, 0, round);
    const after = cursorOf(feed, 0);
    const reading = [
      { contactId: contact },
      { contactId: other },
      { visitorId: visitor },
      { conversationId: conversation },
      { kinds: ["PushOptedIn" as const] },
      { kinds: ["PushOptedIn" as const], visitorId: visitor },
      { kinds: [] },
    ].map((filter) => ({ filter, items: feed.subscribe({ workspaceId, after, filter }) }));
    const expected = [[2, 3, 7, 8], [3, 8], [1, 4, 6, 9], [4, 9], [1, 5, 6, 10], [1, 6], []];
    const taken = reading.map(({ items }, index) => take(items, expected[index]?.length ?? 0));
    await append(feed, workspaceId, 0, round);
    expect((await Promise.all(taken)).map(trace)).toEqual(expected);
    const pages = await Promise.all(
      reading.map(({ filter }) => feed.read({ workspaceId, after, filter, first: 50 })),
    );
    expect(
      pages.map((page) => page.type === "page" && page.items.map((item) => Number(item.position))),
    ).toEqual(expected);
  });
});

describe("a subscriber that does not keep up", () => {
  it("misses nothing, and what waits for it stays bounded", async () => {
    const feed = await start({ queueLimit: 10 });
    const workspaceId = await workspace();
    const slow = feed.subscribe({ workspaceId, after: cursorOf(feed, 0) });
    const quick = take(feed.subscribe({ workspaceId, after: cursorOf(feed, 0) }), 1_701);
    await append(feed, workspaceId, 1);
    expect(trace(await take(slow, 1))).toEqual([1]);
    for (let n = 0; n < 17; n++) await append(feed, workspaceId, 100);
    expect(trace(await quick)).toEqual(upTo(1_701));
    expect(trace(await take(slow, 1_700))).toEqual(upTo(1_701, 2));
    const live = take(slow, 1);
    await append(feed, workspaceId, 1);
    expect(trace(await live)).toEqual([1_702]);
  });

  it("is told to resynchronise when the log was pruned past it meanwhile", async () => {
    const feed = await start({ queueLimit: 5 });
    const workspaceId = await workspace();
    await append(feed, workspaceId, 1);
    const slow = feed.subscribe({ workspaceId, after: cursorOf(feed, 0) });
    const quick = feed.subscribe({ workspaceId, after: cursorOf(feed, 0) });
    await Promise.all([take(slow, 1), take(quick, 1)]);
    // Each has begun to wait, live: another event reaches both.
    const both = Promise.all([take(slow, 1), take(quick, 1)]);
    await append(feed, workspaceId, 1);
    await both;
    await append(feed, workspaceId, 20);
    await take(quick, 20);
    await prune(test.database.pool, { workspaceId, before: new Date(Date.now() + 60_000) });
    expect(trace(await take(slow, 1))).toEqual(["PRUNED"]);
    await append(feed, workspaceId, 1);
    expect(trace(await take(slow, 1))).toEqual([23]);
  });
});

describe("the end of a subscription", () => {
  it("comes at once when the consumer leaves, even while it waits for an event", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    const items = feed.subscribe({ workspaceId });
    const waiting = items.next();
    await items.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await items.next()).toEqual({ done: true, value: undefined });
  });

  it("comes with its signal, and with the feed's stop", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    const ending = new AbortController();
    const signalled = feed.subscribe({ workspaceId, signal: ending.signal }).next();
    const stopped = feed.subscribe({ workspaceId }).next();
    ending.abort();
    expect((await signalled).done).toBe(true);
    await feed.stop();
    expect((await stopped).done).toBe(true);
  });
});

describe("the paged query", () => {
  it("walks the whole log in pages, and says where it ends", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 25);
    const seen: number[] = [];
    let after: string | null = null;
    for (let hasNext = true; hasNext; ) {
      const page = await feed.read({ workspaceId, after, first: 10 });
      if (page.type === "resync") throw new Error(page.reason);
      seen.push(...page.items.map((item) => Number(item.position)));
      ({ endCursor: after, hasNext } = page);
    }
    expect(seen).toEqual(upTo(25));
    expect(after).toBe(await feed.head(workspaceId));
  });

  it("starts at what is kept, but tells a cursor that was pruned", async () => {
    const feed = await start();
    const workspaceId = await workspace();
    await append(feed, workspaceId, 4);
    await prune(test.database.pool, { workspaceId, before: new Date(Date.now() + 60_000) });
    await append(feed, workspaceId, 1);
    const first = await feed.read({ workspaceId, first: 10 });
    expect(first.type === "page" && first.items.map((item) => item.position)).toEqual([5n]);
    expect(await feed.read({ workspaceId, after: cursorOf(feed, 2), first: 10 })).toEqual({
      type: "resync",
      reason: "PRUNED",
      cursor: cursorOf(feed, 5),
    });
  });

  it("is empty for a workspace that does not exist", async () => {
    const feed = await start();
    expect(await feed.read({ workspaceId: randomUUID(), first: 10 })).toMatchObject({ items: [] });
  });
});
