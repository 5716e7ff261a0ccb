import { describe, expect, it } from "vitest";
import { spellingsOf } from "../../../src/identity/search/spellings.ts";

describe("what somebody may have meant", () => {
  it.each([
    ["smiht", "smith"],
    ["smth", "smith"],
    ["smitth", "smith"],
    ["smidh", "smith"],
    ["msith", "smith"],
    ["иванво", "иванов"],
    ["+61412345687", "+61412345678"],
    ["jane@exmple.com", "jane@example.com"],
  ])("%s: %s", (typed, meant) => {
    expect(spellingsOf(typed)).toContain(meant);
  });

  it("is not what was typed, nor anything two mistakes away", () => {
    expect(spellingsOf("smith")).not.toContain("smith");
    expect(spellingsOf("smith")).not.toContain("smtih".replace("s", "z"));
  });

  it.each(["jon", "al", "100%", "a_b-c", "x".repeat(41)])("is not guessed for %s", (typed) => {
    expect(spellingsOf(typed)).toEqual([]);
  });
});
