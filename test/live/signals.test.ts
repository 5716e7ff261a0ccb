import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ACTIVITIES, type Signal } from "../../src/conversation/signal.ts";
import type { ChannelListener } from "../../src/database/notifications.ts";
import { createLatestQueue } from "../../src/live/latest-queue.ts";
import { createSignalLimit } from "../../src/live/signal-limit.ts";
import { parseSignalLine, signalLine, takePayloads } from "../../src/live/signal-text.ts";
import { createSignals } from "../../src/live/signals.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import {
  member,
  type SignalProcess,
  signal,
  startSignals,
  takeSignals,
} from "../support/test-signals.ts";

let test: TestDatabase;
const processes: SignalProcess[] = [];
const workspaceId = randomUUID();

beforeAll(async () => {
  test = await createTestDatabase();
});
afterEach(async () => {
  for (const process of processes.splice(0)) await process.stop();
});
afterAll(() => test.drop());

async function start(options?: Parameters<typeof startSignals>[1]): Promise<SignalProcess> {
  const process = await startSignals(test, options);
  processes.push(process);
  return process;
}
const all = { workspaceId, isWanted: () => true };

describe("a signal", () => {
  it("reaches its own process without the database, and another one through it", async () => {
    const [here, there] = [await start(), await start()];
    const [own, others] = [here.subscribe(all), there.subscribe(all)];
    const [near, far] = [takeSignals(own, 1), takeSignals(others, 1)];
    const sent = signal(workspaceId);
    here.send(sent);
    expect(await near).toEqual([sent]);
    expect(await far).toEqual([sent]);
  });

  it("reaches each subscriber once, in the order in which it was sent, and only in its workspace", async () => {
    const [here, there] = [await start(), await start()];
    const sent = Array.from({ length: 200 }, () => signal(workspaceId));
    const last = signal(randomUUID());
    const reading = [here, there].map((process) => takeSignals(process.subscribe(all), 200));
    const elsewhere = takeSignals(
      there.subscribe({ workspaceId: last.workspaceId, isWanted: () => true }),
      1,
    );
    for (const each of sent) here.send(each);
    here.send(last);
    for (const read of reading) expect(await read).toEqual(sent);
    expect(await elsewhere).toEqual([last]);
  });

  it("comes to those who want it", async () => {
    const here = await start();
    const conversationId = randomUUID();
    const isWanted = (given: Signal) => given.conversationId === conversationId;
    const reading = takeSignals(here.subscribe({ workspaceId, isWanted }), 1);
    here.send(signal(workspaceId));
    const wanted = signal(workspaceId, { conversationId });
    here.send(wanted);
    expect(await reading).toEqual([wanted]);
  });

  it("is written and read back as it was; what another version writes is passed over", () => {
    for (const activity of ACTIVITIES) {
      const one = signal(workspaceId, { activity });
      expect(parseSignalLine(signalLine(one))).toEqual(one);
    }
    const system = signal(workspaceId, { actor: { type: "system" } });
    expect(parseSignalLine(signalLine(system))).toEqual(system);
    const line = signalLine(system);
    for (const other of [
      "",
      "nonsense",
      line.replace("TYPING", "SINGING"),
      line.replace("system", "robot"),
      line.replace(/\d+$/, "soon"),
    ])
      expect(parseSignalLine(other), other).toBeNull();
  });
});

describe("a flood", () => {
  it("of ten thousand calls becomes a bounded number of notifications, and none is longer than fits", async () => {
    const here = await start();
    const listener = new pg.Client(test.url);
    await listener.connect();
    const payloads: string[] = [];
    let done = () => {};
    const sawLast = new Promise<void>((resolve) => {
      done = resolve;
    });
    const last = signal(workspaceId, { activity: "LEFT" });
    listener.on("notification", ({ payload = "" }) => {
      payloads.push(payload);
      if (payload.includes(signalLine(last))) done();
    });
    await listener.query("listen onymous_signals");
    const began = performance.now();
    for (let n = 0; n < 10_000; n++) {
      here.send(signal(workspaceId));
      // As calls arrive: the event loop goes round between them.
      if (n % 50 === 0) await new Promise(setImmediate);
    }
    here.send(last);
    await sawLast;
    const seconds = (performance.now() - began) / 1_000;
    await listener.end();
    // At most five in 50 milliseconds, the first of them at once.
    expect(payloads.length).toBeLessThanOrEqual(5 * (Math.ceil(seconds / 0.05) + 1));
    expect(Math.max(...payloads.map((payload) => payload.length))).toBeLessThan(8_000);
    // What waited for too long was dropped, the oldest first.
    expect(payloads.join("\n").split("\n").at(-1)).toBe(signalLine(last));
  });

  it("of one sender's repetitions is passed on once", async () => {
    const here = await start();
    const [actor, conversationId] = [member(), randomUUID()];
    const reading = takeSignals(here.subscribe(all), 3);
    for (let n = 0; n < 10_000; n++) here.send(signal(workspaceId, { actor, conversationId }));
    here.send(signal(workspaceId, { actor, conversationId, activity: "STOPPED_TYPING" }));
    const other = signal(workspaceId, { conversationId });
    here.send(other);
    const read = await reading;
    expect(read.map((each) => each.activity)).toEqual(["TYPING", "STOPPED_TYPING", "TYPING"]);
    expect(read[2]).toEqual(other);
  });
});

describe("the limit", () => {
  const clock = { time: 0 };
  const limit = (maxKeys?: number) => createSignalLimit({ maxKeys, now: () => clock.time });

  it("lets the same pass again after a second, and another activity at once", () => {
    const swallow = limit();
    const typing = signal(workspaceId);
    const stopped = { ...typing, activity: "STOPPED_TYPING" } as const;
    const present = { ...typing, activity: "PRESENT" } as const;
    expect([typing, typing, present, typing, stopped, typing].map(swallow.passes)).toEqual([
      true,
      false,
      true,
      false,
      true,
      true,
    ]);
    clock.time += 999;
    expect(swallow.passes(typing)).toBe(false);
    clock.time += 1;
    expect(swallow.passes(typing)).toBe(true);
  });

  it("bounds what goes back and forth", () => {
    const swallow = limit();
    const typing = signal(workspaceId);
    const stopped = { ...typing, activity: "STOPPED_TYPING" } as const;
    const passed = Array.from({ length: 1_000 }, (_, n) =>
      swallow.passes(n % 2 === 0 ? typing : stopped),
    );
    expect(passed.filter(Boolean)).toHaveLength(10);
    // Typing back and forth hides nobody's leaving.
    expect(swallow.passes({ ...typing, activity: "LEFT" })).toBe(true);
  });

  it("remembers a bounded number of senders, and none for longer than it must", () => {
    const swallow = limit(100);
    const first = signal(workspaceId);
    swallow.passes(first);
    for (let n = 0; n < 10_000; n++) swallow.passes(signal(workspaceId));
    expect(swallow.size).toBeLessThanOrEqual(101);
    clock.time += 1_000;
    swallow.passes(first);
    expect(swallow.size).toBe(1);
  });
});

describe("a subscriber", () => {
  it("that does not read misses the oldest, and holds up nobody", async () => {
    const here = await start({ queueLimit: 10 });
    const [slow, quick] = [here.subscribe(all), here.subscribe(all)];
    const begun = [slow.next(), quick.next()];
    const sent = Array.from({ length: 101 }, () => signal(workspaceId));
    here.send(sent[0] as Signal);
    for (const next of begun) expect((await next).value).toEqual(sent[0]);
    const reading = takeSignals(quick, 100);
    for (const each of sent.slice(1)) {
      here.send(each);
      await new Promise(setImmediate);
    }
    expect(await reading).toEqual(sent.slice(1));
    expect(await takeSignals(slow, 10)).toEqual(sent.slice(-10));
  });

  it("ends at once when it wants to, and with the process", async () => {
    const here = await start();
    const [one, two] = [here.subscribe(all), here.subscribe(all)];
    const [next, other] = [one.next(), two.next()];
    await one.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
    here.send(signal(workspaceId));
    expect((await other).done).toBe(false);
    const last = two.next();
    await here.stop();
    expect((await last).done).toBe(true);
    expect((await here.subscribe(all).next()).done).toBe(true);
  });

  it("hears other processes again after the connection was lost", async () => {
    const [here, there] = [await start(), await start()];
    const items = there.subscribe(all);
    const first = takeSignals(items, 1);
    here.send(signal(workspaceId));
    await first;
    await test.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'onymous notifications' and datname = current_database()`,
    );
    const next = takeSignals(items, 1);
    // Said again until it is heard, as clients do.
    const saying = setInterval(() => here.send(signal(workspaceId)), 50);
    const [heard] = await next;
    clearInterval(saying);
    expect(heard?.workspaceId).toBe(workspaceId);
  });
});

it("what could not be told at once is not told when the connection is back", async () => {
  const told: string[] = [];
  let connect = () => {};
  let onTold = () => {};
  const notifications = {
    connected: false,
    listen: (_channel: string, listener: ChannelListener) => {
      connect = listener.onConnected;
    },
    notify: async (_channel: string, payloads: readonly string[]) => {
      told.push(...payloads);
      onTold();
    },
    start() {},
    stop: async () => {},
  };
  const signals = createSignals({ notifications });
  const sent = Array.from({ length: 4 }, () => signal(workspaceId)) as [
    Signal,
    Signal,
    Signal,
    Signal,
  ];
  const reconnect = () => {
    notifications.connected = true;
    connect();
  };
  signals.send(sent[0]);
  reconnect();
  signals.send(sent[1]);
  // This one waits for its turn when the connection is lost.
  signals.send(sent[2]);
  notifications.connected = false;
  reconnect();
  signals.send(sent[3]);
  await new Promise<void>((resolve) => {
    onTold = resolve;
  });
  signals.stop();
  expect(told).toEqual([sent[1], sent[3]].map(signalLine));
});

describe("a queue of what is newest", () => {
  it("gives what is there, then waits, and is null once it is closed", async () => {
    const queue = createLatestQueue<number>({ limit: 3 });
    for (const item of [1, 2, 3, 4, 5]) queue.push(item);
    expect(queue.size).toBe(3);
    expect([await queue.take(), await queue.take(), await queue.take()]).toEqual([3, 4, 5]);
    const waiting = queue.take();
    expect(() => queue.take()).toThrow("one taker");
    queue.push(6);
    expect(await waiting).toBe(6);
    const last = queue.take();
    queue.close();
    queue.push(7);
    expect([await last, await queue.take(), queue.size]).toEqual([null, null, 0]);
  });
});

it("lines are put into as many payloads as may go, and the rest stays", () => {
  const lines = Array.from({ length: 500 }, () => signalLine(signal(workspaceId)));
  const rest = [...lines];
  const payloads = takePayloads(rest, 2);
  expect(payloads).toHaveLength(2);
  expect([...payloads.join("\n").split("\n"), ...rest]).toEqual(lines);
  const { length } = rest;
  expect(takePayloads(rest, 1_000).length).toBeLessThan(length / 40);
  expect(rest).toEqual([]);
  expect(takePayloads([], 5)).toEqual([]);
});
