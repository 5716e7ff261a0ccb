import { describe, expect, it } from "vitest";
import { createFailureLimit } from "../../src/auth/failure-limit.ts";

function limitWithClock(options: { maxKeys?: number } = {}) {
  let time = 0;
  const limit = createFailureLimit({ now: () => new Date(time), windowMillis: 60_000, ...options });
  return { limit, at: (millis: number) => (time = millis) };
}
const email = { key: "email a", atMost: 3 };
const address = { key: "address b", atMost: 5 };

describe("a limit on failures", () => {
  it("refuses after so many, and says for how long", () => {
    const { limit, at } = limitWithClock();
    expect([1, 2, 3].map(() => limit.attempt([email]))).toEqual([null, null, null]);
    at(15_000);
    expect(limit.attempt([email])).toBe(45);
    at(60_000);
    expect(limit.attempt([email])).toBeNull();
  });

  it("does not grow by attempts that it refused", () => {
    const { limit, at } = limitWithClock();
    for (let i = 0; i < 50; i++) limit.attempt([email]);
    at(60_000);
    expect(limit.attempt([email])).toBeNull();
  });

  it("counts each key on its own, and refuses when any is used up, without booking the others", () => {
    const { limit } = limitWithClock();
    for (let i = 0; i < 3; i++) limit.attempt([email, address]);
    expect(limit.attempt([email, address])).not.toBeNull();
    expect(limit.attempt([{ key: "email c", atMost: 3 }, address])).toBeNull();
    expect(limit.attempt([{ key: "email d", atMost: 3 }, address])).toBeNull();
    expect(limit.attempt([{ key: "email e", atMost: 3 }, address])).not.toBeNull();
  });

  it("takes an attempt back that did not fail", () => {
    const { limit } = limitWithClock();
    for (let i = 0; i < 20; i++) {
      expect(limit.attempt([email])).toBeNull();
      limit.succeeded([email]);
    }
  });

  it("counts attempts under way, so that many at once gain nothing", () => {
    const { limit } = limitWithClock();
    const answers = Array.from({ length: 1000 }, () => limit.attempt([email]));
    expect(answers.filter((wait) => wait === null)).toHaveLength(3);
  });

  it("keeps a bounded number of keys", () => {
    const { limit } = limitWithClock({ maxKeys: 10 });
    for (let i = 0; i < 3; i++) limit.attempt([email]);
    for (let i = 0; i < 10; i++) limit.attempt([{ key: `email ${i}`, atMost: 3 }]);
    expect(limit.attempt([email])).toBeNull(); // forgotten, rather than remembering everybody for ever
  });
});
