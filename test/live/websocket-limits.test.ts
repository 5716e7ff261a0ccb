import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Context } from "../../src/graphql/context.ts";
import { createAuthorityWatch } from "../../src/http/authority-watch.ts";
import { createWebSocketHandler, type WebSocketHandler } from "../../src/http/websocket.ts";
import type { Feed } from "../../src/live/feed.ts";
import { createLog } from "../../src/log.ts";
import { feedSchema } from "../support/feed-schema.ts";
import { freePort } from "../support/free-port.ts";
import { appendEvents, insertWorkspace, pushOptedIn } from "../support/log-writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { openRawSocket } from "../support/raw-socket.ts";
import { startFeed, upTo } from "../support/test-feed.ts";

/** Bytes of each answer: a few hundred of them are more than the system keeps for a reader that does not read. */
const ANSWER = 64 * 1024;
const EVENTS = `subscription ($after: String) { events(after: $after) { position cursor text } }`;

let test: TestDatabase;
let feed: Feed;
let workspaceId: string;
let server: Server;
let handler: WebSocketHandler;
let url: string;

beforeAll(async () => {
  test = await createTestDatabase();
  feed = await startFeed(test, { queueLimit: 50 });
  workspaceId = await insertWorkspace(test.database.pool);
  const log = createLog({ logLevel: "silent" });
  const authenticator = { authenticate: async () => ({ type: "nobody" }) as const };
  handler = createWebSocketHandler({
    schema: feedSchema(feed, workspaceId, ANSWER),
    createContext: () => ({}) as Context,
    authenticator,
    authorityWatch: createAuthorityWatch({ authenticator, checkMillis: 1_000, log }),
    allowedOrigins: [],
    log,
    limits: { stallMillis: 500, pingMillis: 300, initWaitMillis: 200 },
  });
  server = createServer().on("upgrade", handler.handleUpgrade);
  server.listen(await freePort(), "127.0.0.1");
  await once(server, "listening");
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  await handler.stop();
  server.close();
  await feed.stop();
  await test.drop();
});

async function append(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => pushOptedIn());
  await appendEvents(test.database.pool, workspaceId, events);
  feed.ring(workspaceId);
}

describe("a reader that stops reading", () => {
  it("is closed with a reason and can resume, while others go on and memory stays bounded", async () => {
    const after = await feed.head(workspaceId);
    const first = Number(Buffer.from(after, "base64url").toString().split(".")[1]) + 1;
    const [slow, quick] = [await openRawSocket(url), await openRawSocket(url)];
    for (const socket of [slow, quick]) {
      await socket.next();
      socket.subscribe("live", EVENTS, { after });
    }
    await append(1);
    const begun = await slow.nextOf("live");
    expect(begun.payload.data.events.position).toBe(first);
    await quick.nextOf("live");
    global.gc?.();
    const before = process.memoryUsage();
    let most = 0;
    slow.socket.pause();
    const events = 1_500;
    for (let n = 0; n < events; n += 100) {
      await append(100);
      for (let taken = 0; taken < 100; taken++) {
        const { payload } = await quick.nextOf("live");
        expect(payload.data.events.position).toBe(first + 1 + n + taken);
      }
      most = Math.max(most, process.memoryUsage().external - before.external);
    }
    // 1,500 answers of 64 kB are 96 MB. What waits for one socket is a fraction of a megabyte.
    expect(most).toBeLessThan(40 * 1024 * 1024);
    // The code comes behind what was on its way. Reading it means reading again.
    slow.socket.resume();
    const positions: number[] = [];
    let cursor = begun.payload.data.events.cursor;
    try {
      for (;;) {
        const { payload } = await slow.nextOf("live");
        positions.push(payload.data.events.position);
        cursor = payload.data.events.cursor;
      }
    } catch {
      // The queue of messages is empty and the socket closed.
    }
    const closed = await slow.closed;
    expect(closed.code).toBe(1013);
    expect(closed.reason).toMatch(/too slow/i);
    const resumed = await openRawSocket(url);
    await resumed.next();
    resumed.subscribe("live", EVENTS, { after: cursor });
    while (positions.length < events) {
      const { payload } = await resumed.nextOf("live");
      positions.push(payload.data.events.position);
    }
    expect(positions).toEqual(upTo(first + events, first + 1));
    await Promise.all([quick.close(), resumed.close()]);
  });

  it("cannot fill the memory by asking without reading", async () => {
    const socket = await openRawSocket(url);
    await socket.next();
    socket.socket.pause();
    const closed = new Promise((resolve) => socket.socket.once("close", resolve));
    // Pings are answered at once, and each answer is as large as the ping.
    const ping = JSON.stringify({ type: "ping", payload: { text: "x".repeat(400_000) } });
    for (let n = 0; n < 200 && socket.socket.readyState === WebSocket.OPEN; n++)
      await new Promise((resolve) => socket.socket.send(ping, resolve));
    socket.socket.resume();
    await closed;
    expect(socket.socket.readyState).toBe(WebSocket.CLOSED);
  });
});

describe("a socket that says nothing", () => {
  it("is closed when it does not begin in time", async () => {
    const socket = await openRawSocket(url, { init: false });
    expect((await socket.closed).code).toBe(4408);
  });

  it("is closed when it no longer answers pings", async () => {
    const socket = await openRawSocket(url);
    await socket.next();
    // As a machine that is gone: its system still takes packets, nothing answers them.
    socket.socket.pong = () => {};
    expect(await socket.closed).toEqual({
      code: 1013,
      reason: expect.stringMatching(/ping/),
    });
  });

  it("stays open as long as it answers them", async () => {
    const socket = await openRawSocket(url);
    await socket.next();
    for (let pings = 0; pings < 4; pings++) await once(socket.socket, "ping");
    expect(socket.socket.readyState).toBe(WebSocket.OPEN);
    await socket.close();
  });
});

describe("a server that stops", () => {
  it("says that it is going away, so that clients come back", async () => {
    const socket = await openRawSocket(url);
    await socket.next();
    await handler.stop();
    expect(await socket.closed).toEqual({ code: 1001, reason: "The server is stopping." });
  });
});
