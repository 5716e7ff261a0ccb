import { describe, expect, it } from "vitest";
import { createBus } from "../../src/live/bus.ts";

describe("the bus", () => {
  it("gives an item to the listeners of its workspace and to nobody else", () => {
    const bus = createBus<string>();
    const got: string[] = [];
    bus.add("one", (item) => got.push(`first ${item}`));
    bus.add("one", (item) => got.push(`second ${item}`));
    bus.add("two", (item) => got.push(`stranger ${item}`));
    bus.publish("one", "event");
    expect(got).toEqual(["first event", "second event"]);
  });

  it("forgets a workspace when its last listener leaves", () => {
    const bus = createBus<string>();
    const leaveFirst = bus.add("one", () => {});
    const leaveSecond = bus.add("one", () => {});
    leaveFirst();
    leaveFirst();
    expect(bus.has("one")).toBe(true);
    leaveSecond();
    expect(bus.has("one")).toBe(false);
  });

  it("keeps a listener that joined after the others left", () => {
    const bus = createBus<string>();
    const got: string[] = [];
    const leave = bus.add("one", () => {});
    leave();
    bus.add("one", (item) => got.push(item));
    leave();
    bus.publish("one", "event");
    expect(got).toEqual(["event"]);
  });

  it("lets a listener leave while an item is being published", () => {
    const bus = createBus<string>();
    const got: string[] = [];
    const leave = bus.add("one", () => leave());
    bus.add("one", (item) => got.push(item));
    bus.publish("one", "event");
    expect(got).toEqual(["event"]);
  });
});
