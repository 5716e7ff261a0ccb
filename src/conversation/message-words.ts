import { plainText } from "../identity/search/plain.ts";

/** Of a longer message, further words are not searched for. */
const MOST_WORDS = 2_000;
const LONGEST_WORD = 64;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const APOSTROPHES = /['’‘`´ʼ]/gu;

/** Scripts that put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]+/gu;
/** So much of such a text, from each of its letters on, is a word. */
const PIECE = 6;

/** What a message is found under: a word that is searched for may begin any of these. Each once. */
export function messageWords(text: string): string[] {
  const found = new Set<string>();
  for (const run of runsOf(text)) {
    if (found.size >= MOST_WORDS) break;
    if (run.spaced) found.add(first(run.letters, LONGEST_WORD));
    else
      for (let at = 0; at < run.letters.length && found.size < MOST_WORDS; at++)
        found.add(run.letters.slice(at, at + PIECE).join(""));
  }
  return [...found];
}

/** The words of a query, each of which must begin a word of the conversation. */
export function searchedWords(text: string): string[] {
  const found = runsOf(text).flatMap(({ letters, spaced }) => {
    if (spaced) return [first(letters, LONGEST_WORD)];
    const pieces: string[] = [];
    for (let at = 0; at < letters.length; at += PIECE)
      pieces.push(first(letters.slice(Math.max(0, Math.min(at, letters.length - PIECE))), PIECE));
    return pieces;
  });
  return [...new Set(found)];
}

interface Run {
  readonly letters: readonly string[];
  readonly spaced: boolean;
}

function runsOf(text: string): Run[] {
  const words = plainText(text).replace(APOSTROPHES, "").match(WORD) ?? [];
  return words.flatMap((word) => [
    ...word
      .split(UNSPACED)
      .filter((part) => part !== "")
      .map((part) => ({ letters: [...part], spaced: true })),
    ...(word.match(UNSPACED) ?? []).map((part) => ({ letters: [...part], spaced: false })),
  ]);
}

const first = (letters: readonly string[], count: number) => letters.slice(0, count).join("");
