import { EXTENSIONS, isOtherNumber, isPhoneWord, NUMBER_WORDS, UNITS } from "./words.ts";

/** What a number is for, as far as the words around it tell. SOME_NUMBER: "number", which it says of itself. */
export type Purpose = "PHONE" | "SOME_NUMBER" | "OTHER" | "COUNTED" | "EXTENDED" | "UNTOLD";

/** How many words before a number are read for it. */
const WORDS_FOR_PHONE = 6;
const WORDS_FOR_OTHERS = 4;

export function purposeOf(
  text: string,
  start: number,
  end: number,
  before: readonly string[],
  after: readonly string[],
): Purpose {
  const named = namedBefore(before);
  const isGlued =
    /(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]|\p{N})[-_]?$/u.test(
      text.slice(Math.max(0, start - 2), start),
    ) ||
    /^(?:[-_]?[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]|,\d)/u.test(
      text.slice(end, end + 2),
    );
  const isExtended = EXTENSIONS.has(after[0] ?? "") || /^ ?(?:x ?\d|#)/iu.test(text.slice(end));
  if (isExtended) return named === "OTHER" ? "OTHER" : "EXTENDED";
  if (isGlued && named !== "PHONE") return "OTHER";
  if (/[#€$£¥] ?$/u.test(text.slice(Math.max(0, start - 2), start))) return "OTHER";
  if (named !== "UNTOLD") return named;
  if (isOtherNumber(after[0] ?? "") || isOtherAfter(after)) return "OTHER";
  return UNITS.has(after[0] ?? "") ? "COUNTED" : "UNTOLD";
}

function namedBefore(before: readonly string[]): Purpose {
  const words = before.filter((word) => word !== ":");
  const phone = words.slice(-WORDS_FOR_PHONE).findLastIndex(isPhoneWord);
  const other = words.slice(-WORDS_FOR_OTHERS).findLastIndex(isOtherNumber);
  const fromEnd = (index: number, width: number) => Math.min(words.length, width) - index;
  if (
    phone >= 0 &&
    (other < 0 || fromEnd(phone, WORDS_FOR_PHONE) < fromEnd(other, WORDS_FOR_OTHERS))
  )
    return "PHONE";
  if (other >= 0) return "OTHER";
  return words.slice(-WORDS_FOR_OTHERS).some((word) => NUMBER_WORDS.has(word))
    ? "SOME_NUMBER"
    : "UNTOLD";
}

/** "… is my order number" */
const isOtherAfter = (after: readonly string[]) =>
  /^(?:is|was|ist|est|es|è|é)$/u.test(after[0] ?? "") && after.slice(1, 4).some(isOtherNumber);
