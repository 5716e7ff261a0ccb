import { describe, expect, it } from "vitest";
import { createRecall } from "../../src/auth/recall.ts";

function recallOver(answers: (() => Promise<string>)[], options: { atMost?: number } = {}) {
  let time = 0;
  let loads = 0;
  const recall = createRecall<string>({
    now: () => new Date(time),
    load: () => (answers[loads++] ?? (() => Promise.resolve(`answer ${loads}`)))(),
    ...options,
  });
  return { recall, at: (millis: number) => (time = millis), loads: () => loads };
}

describe("remembering for a moment", () => {
  it("asks once for all who ask at the same time, and again when a second has passed", async () => {
    const { recall, at, loads } = recallOver([]);
    expect(await Promise.all([recall.get("a"), recall.get("a")])).toEqual(["answer 1", "answer 1"]);
    at(899);
    expect(await recall.get("a")).toBe("answer 1");
    at(1000);
    expect(await recall.get("a")).toBe("answer 2");
    expect(loads()).toBe(2);
  });

  it("counts from when it asked, because the answer is that old", async () => {
    let answer: (text: string) => void = () => undefined;
    const slow = () => new Promise<string>((resolve) => (answer = resolve));
    const { recall, at } = recallOver([slow]);
    const first = recall.get("a");
    at(1000);
    answer("old");
    expect(await first).toBe("old");
    expect(await recall.get("a")).toBe("answer 2");
  });

  it("forgets at once when told so, and does not remember failures", async () => {
    const { recall } = recallOver([
      () => Promise.resolve("before"),
      () => Promise.reject(new Error("no database")),
    ]);
    expect(await recall.get("a")).toBe("before");
    recall.forget();
    await expect(recall.get("a")).rejects.toThrow("no database");
    expect(await recall.get("a")).toBe("answer 3");
  });

  it("holds a bounded number of answers", async () => {
    const { recall, loads } = recallOver([], { atMost: 2 });
    for (const key of ["a", "b", "c", "b", "c"]) await recall.get(key);
    expect(loads()).toBe(3);
    await recall.get("a");
    expect(loads()).toBe(4);
  });

  it("asks again when the clock was set back by more than a moment", async () => {
    const { recall, at, loads } = recallOver([]);
    at(1_000_000);
    await recall.get("a");
    at(0);
    await recall.get("a");
    expect(loads()).toBe(2);
  });
});
