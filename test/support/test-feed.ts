import { createNotifications } from "../../src/database/notifications.ts";
import { createFeed, type Feed } from "../../src/live/feed.ts";
import type { FeedItem } from "../../src/live/feed-item.ts";
import { createLog } from "../../src/log.ts";
import type { TestDatabase } from "./postgres.ts";

/** A feed of its own, as another process would have it. Polls seldom, so that a test that passes heard the doorbell. */
export async function startFeed(
  { database, url }: TestDatabase,
  options: { pollMillis?: number; queueLimit?: number } = {},
): Promise<Feed> {
  const log = createLog({ logLevel: "silent" });
  const notifications = createNotifications({ url, log });
  const feed = createFeed({
    pool: database.pool,
    notifications,
    pollMillis: options.pollMillis ?? 60_000,
    log,
    queueLimit: options.queueLimit,
  });
  await feed.start();
  notifications.start();
  return {
    ...feed,
    async stop() {
      await feed.stop();
      await notifications.stop();
    },
  };
}

/** The next items, as many as are asked for; fewer when the subscription ends. */
export async function take(items: AsyncIterator<FeedItem>, count: number): Promise<FeedItem[]> {
  const taken: FeedItem[] = [];
  while (taken.length < count) {
    const next = await items.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** Positions of events; a resync as its reason. */
export const trace = (items: readonly FeedItem[]): (number | string)[] =>
  items.map((item) => (item.type === "event" ? Number(item.event.position) : item.reason));

export const upTo = (last: number, from = 1): number[] =>
  Array.from({ length: last - from + 1 }, (_, index) => from + index);
