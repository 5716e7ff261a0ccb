import { describe, expect, it } from "vitest";
import { messageWords, searchedWords } from "../../src/conversation/message-words.ts";

describe("what a message is found under", () => {
  it.each([
    ["Hello, hello!", ["hello"]],
    ["It's O’Brien’s café", ["its", "obriens", "cafe"]],
    ["STRASSE, Straße", ["strasse"]],
    ["order #4711 (€20.50)", ["order", "4711", "20", "50"]],
    ["gina@home.example", ["gina", "home", "example"]],
    ["Привет, Ёлка", ["привет", "елка"]],
    ["नमस्ते", ["नमस्ते"]],
    ["👍 …", []],
    ["iPhone手机", ["iphone", "手机", "机"]],
    [
      "注文はどこですか",
      [
        "注文はどこで",
        "文はどこです",
        "はどこですか",
        "どこですか",
        "こですか",
        "ですか",
        "すか",
        "か",
      ],
    ],
  ])("%s", (text, words) => {
    expect(messageWords(text)).toEqual(words);
  });

  it("ends, of a word after 64 characters and of a message after 2,000 words", () => {
    expect(messageWords("x".repeat(100))).toEqual(["x".repeat(64)]);
    expect(messageWords(Array.from({ length: 3_000 }, (_, n) => `w${n}`).join(" "))).toHaveLength(
      2_000,
    );
    expect(messageWords("字".repeat(20_000)).length).toBeLessThan(7);
  });
});

describe("what a query looks for", () => {
  it("is each of its words once, and of writing without spaces pieces that cover it", () => {
    expect(searchedWords("Café, café MÜLLER!")).toEqual(["cafe", "muller"]);
    expect(searchedWords("どこ")).toEqual(["どこ"]);
    expect(searchedWords("注文はどこですか")).toEqual(["注文はどこで", "はどこですか"]);
    expect(searchedWords("% _ ' \\")).toEqual([]);
  });

  it("begins a word of every message that it stands in", () => {
    const said = "注文はどこですか、iPhone手机です。It's broken";
    for (const query of ["注文", "どこですか", "文はどこですか", "手机", "iph", "its", "broke"])
      for (const word of searchedWords(query))
        expect(messageWords(said).some((one) => one.startsWith(word))).toBe(true);
  });
});
