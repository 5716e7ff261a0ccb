import { describe, expect, it } from "vitest";
import { LONGEST_QUERY, readSearch } from "../../../src/identity/search/query.ts";

const beginnings = (text: string) => readSearch(text)?.beginnings;
const AU = "+61412345678";

describe("a search", () => {
  it.each(["", "   ", "\t\n", "x".repeat(LONGEST_QUERY + 1)])("is none: %j", (text) => {
    expect(readSearch(text)).toBeNull();
  });

  it("may be as long as is allowed", () => {
    expect(readSearch("x".repeat(LONGEST_QUERY))).not.toBeNull();
  });

  it.each([
    ["+61 412 345 678", AU],
    ["+61 (0)412-345-678", AU],
    ["0061 412 345 678", AU],
    ["0011 61 412 345 678", AU],
    ["61412345678", AU],
    ["tel:+61412345678", AU],
    ["+61.412.345.678", AU],
    ["＋６１ ４１２ ３４５ ６７８", AU],
    ["0412 345 678", "412345678"],
    ["(0412) 345-678", "412345678"],
    ["0412/345", "412345"],
    ["(415) 555-2671", "4155552671"],
    ["039 06 1234", "39061234"],
  ])("%s looks for the phone %s", (text, phone) => {
    expect(beginnings(text)).toContain(phone);
  });

  it("of words takes them in each turn, and as one", () => {
    expect(beginnings("Lovelace  ADA")).toEqual(["lovelace ada", "ada lovelace", "lovelaceada"]);
  });

  it("of an email takes it whole, in the form in which emails are stored", () => {
    expect(beginnings("Ada.L@München.example")).toContain("ada.l@xn--mnchen-3ya.example");
    expect(beginnings("@Home.example")).toContain("home.example");
  });

  it("that is only punctuation looks for nothing that would match everything", () => {
    for (const text of ['"', "'", "-", "@", ". . ."])
      for (const beginning of beginnings(text) ?? []) expect(beginning).not.toBe("");
  });

  it.each(["%", "_", "100%", "a_b", "\\"])("takes %s as it is", (text) => {
    expect(beginnings(text)).toEqual([text]);
  });
});
