import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createYoga } from "graphql-yoga";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthorityWatch } from "../../src/http/authority-watch.ts";
import { createEventStreams, type EventStreams } from "../../src/http/server-sent-events.ts";
import type { Feed } from "../../src/live/feed.ts";
import { createLog } from "../../src/log.ts";
import { feedSchema } from "../support/feed-schema.ts";
import { freePort } from "../support/free-port.ts";
import { appendEvents, insertWorkspace, pushOptedIn } from "../support/log-writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { startFeed } from "../support/test-feed.ts";

/** Bytes of each answer: a few hundred of them are more than the system keeps for a reader that does not read. */
const ANSWER = 64 * 1024;
const EVENTS = "subscription ($after: String) { events(after: $after) { position text } }";

let test: TestDatabase;
let feed: Feed;
let workspaceId: string;
let server: Server;
let streams: EventStreams;
let url: string;

beforeAll(async () => {
  test = await createTestDatabase();
  feed = await startFeed(test, { queueLimit: 50 });
  workspaceId = await insertWorkspace(test.database.pool);
  const log = createLog({ logLevel: "silent" });
  const authenticator = { authenticate: async () => ({ type: "nobody" }) as const };
  streams = createEventStreams({
    authorityWatch: createAuthorityWatch({ authenticator, checkMillis: 1_000, log }),
    renew: (context) => context,
    log,
    stallMillis: 500,
  });
  const yoga = createYoga({
    schema: feedSchema(feed, workspaceId, ANSWER),
    plugins: [streams.plugin],
    logging: false,
  });
  server = createServer(yoga);
  server.listen(await freePort(), "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await feed.stop();
  await test.drop();
});

async function append(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => pushOptedIn());
  await appendEvents(test.database.pool, workspaceId, events);
  feed.ring(workspaceId);
}

interface Stream {
  readonly response: IncomingMessage;
  /** Positions of the events that came, and "complete". */
  readonly got: (number | string)[];
  until(count: number): Promise<void>;
  readonly closed: Promise<unknown>;
}

async function open(after: string): Promise<Stream> {
  const query = new URLSearchParams({ query: EVENTS, variables: JSON.stringify({ after }) });
  const request = get(`${url}?${query}`, {
    headers: { accept: "text/event-stream" },
    agent: false,
  });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const got: (number | string)[] = [];
  let text = "";
  let wake = () => {};
  request.on("error", () => {});
  response.on("error", () => {});
  response.on("data", (chunk) => {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const position = /"position":(\d+)/.exec(block)?.[1];
      if (position) got.push(Number(position));
      if (block.includes("event: complete")) got.push("complete");
    }
    wake();
  });
  return {
    response,
    got,
    async until(count) {
      while (got.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
    closed: new Promise((resolve) => response.once("close", resolve)),
  };
}

describe("a reader that stops reading its stream", () => {
  it("is hung up on, while others go on and memory stays bounded", async () => {
    const after = await feed.head(workspaceId);
    const [slow, quick] = [await open(after), await open(after)];
    await append(1);
    await Promise.all([slow.until(1), quick.until(1)]);
    const before = process.memoryUsage();
    let most = 0;
    slow.response.pause();
    for (let n = 1; n <= 15; n++) {
      await append(100);
      await quick.until(1 + n * 100);
      const now = process.memoryUsage();
      most = Math.max(most, now.external + now.heapUsed - before.external - before.heapUsed);
    }
    expect(quick.got).toEqual(quick.got.map((_, index) => index + 1));
    // 1,500 answers of 64 kB are 96 MB.
    expect(most).toBeLessThan(70 * 1024 * 1024);
    slow.response.resume();
    await slow.closed;
    expect(slow.got).not.toContain("complete");
    expect(slow.got.length).toBeLessThan(1_501);
    quick.response.destroy();
  });
});

describe("a server that stops", () => {
  it("hangs up without saying complete, so that clients come back", async () => {
    const stream = await open(await feed.head(workspaceId));
    await append(1);
    await stream.until(1);
    streams.stop();
    await stream.closed;
    expect(stream.got).toHaveLength(1);
  });
});

describe("a reader that leaves", () => {
  it("ends its subscription", async () => {
    const ended: string[] = [];
    const watched: Feed["subscribe"] = (options) => {
      const items = feed.subscribe(options);
      return {
        ...items,
        next: () => items.next(),
        return: async () => {
          ended.push("ended");
          return items.return?.() ?? { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    };
    const yoga = createYoga({
      schema: feedSchema({ ...feed, subscribe: watched }, workspaceId, 10),
      plugins: [streams.plugin],
      logging: false,
    });
    const listener = createServer(yoga);
    listener.listen(await freePort(), "127.0.0.1");
    await once(listener, "listening");
    const port = (listener.address() as AddressInfo).port;
    const query = new URLSearchParams({ query: EVENTS });
    const request = get(`http://127.0.0.1:${port}/graphql?${query}`, {
      headers: { accept: "text/event-stream" },
      agent: false,
    });
    request.on("error", () => {});
    await once(request, "response");
    request.destroy();
    await expect.poll(() => ended).toContain("ended");
    listener.close();
  });
});
