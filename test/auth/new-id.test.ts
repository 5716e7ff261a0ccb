import { describe, expect, it } from "vitest";
import { newCommandId, newId, newVisitorId } from "../../src/auth/new-id.ts";
import { derivedId } from "../../src/identity/derived-id.ts";

describe("new ids", () => {
  it("sort by when they were made", () => {
    const ids = Array.from({ length: 200 }, newId);
    expect([...ids].sort()).toEqual(ids);
  });

  it("of commands leave the last byte to what the command makes", () => {
    const ids = Array.from({ length: 5000 }, newCommandId);
    expect(
      ids.every((id) =>
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{10}00$/.test(id),
      ),
    ).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    const made = ids.flatMap((id) => [derivedId(id, "contact"), derivedId(id, "conflict:email")]);
    expect(new Set(made).size).toBe(2 * ids.length);
  });

  it("of visitors are random, so that they tell nothing of when a visitor came", () => {
    expect(newVisitorId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });
});
