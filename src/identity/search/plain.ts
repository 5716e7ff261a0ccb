import { fold } from "../values.ts";

/** Letters that no decomposition takes apart, and how people type them. */
const TYPED: { readonly [letter: string]: string } = {
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ı: "i",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ß: "ss",
};

/** Vowel signs of other scripts are letters of their own, and stay. */
const ACCENTS = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Mn}+/gu;
const APOSTROPHES = /['’‘`´ʼ]/gu;
/** `+` and `@` are what tells phones and emails from words (see `terms.ts`). */
const SEPARATORS = /[\s\p{Pd},.;:/()[\]{}"“”„«»|+@]+/u;

const LONGEST_WORD = 64;

/** Text as it is compared in a search: case and accents folded, white space collapsed. */
export function plainText(text: string): string {
  return fold(text)
    .normalize("NFKD")
    .replace(ACCENTS, "$1")
    .normalize("NFC")
    .replace(/[øđðłħıæœþß]/gu, (letter) => TYPED[letter] ?? letter);
}

/** The words of a name, as they are compared. */
export function wordsOf(text: string): string[] {
  return plainText(text)
    .replace(APOSTROPHES, "")
    .split(SEPARATORS)
    .filter((word) => word !== "")
    .map((word) => [...word].slice(0, LONGEST_WORD).join(""));
}
