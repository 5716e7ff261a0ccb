import { describe, expect, it } from "vitest";
import { createSubscriberQueue } from "../../src/live/subscriber-queue.ts";

const item = (value: number) => ({ type: "item", item: value });

describe("a subscriber's queue", () => {
  it("gives what was pushed, in order", async () => {
    const queue = createSubscriberQueue<number>({ limit: 10 });
    queue.push(1);
    queue.push(2);
    expect([await queue.take(), await queue.take()]).toEqual([item(1), item(2)]);
  });

  it("gives what is pushed while the taker waits, and the rest after it", async () => {
    const queue = createSubscriberQueue<number>({ limit: 10 });
    const waiting = queue.take();
    queue.push(1);
    queue.push(2);
    expect([await waiting, await queue.take()]).toEqual([item(1), item(2)]);
  });

  it("never holds more than its limit: one more, and it lets go of everything and says so", async () => {
    const queue = createSubscriberQueue<number>({ limit: 3 });
    for (const n of [1, 2, 3]) queue.push(n);
    expect(queue.size).toBe(3);
    for (let n = 4; n < 1_000; n++) queue.push(n);
    expect(queue.size).toBe(0);
    expect(await queue.take()).toEqual({ type: "overflowed" });
  });

  it("takes items in again once it is rearmed", async () => {
    const queue = createSubscriberQueue<number>({ limit: 1 });
    for (const n of [1, 2]) queue.push(n);
    queue.rearm();
    queue.push(3);
    expect(await queue.take()).toEqual(item(3));
  });

  it("wakes its taker when it is closed, and stays closed", async () => {
    const queue = createSubscriberQueue<number>({ limit: 1 });
    const waiting = queue.take();
    queue.close();
    queue.rearm();
    queue.push(1);
    expect([await waiting, await queue.take()]).toEqual([{ type: "closed" }, { type: "closed" }]);
  });
});
