import {
  BUTS,
  DENIED,
  DONE,
  FROM,
  HARMLESS,
  MY,
  NEGATIONS,
  OTHERS,
  OUTDATED,
  RELATIONS,
  YEARS,
} from "./whose-words.ts";
import { isContactWord } from "./words.ts";

/** How far around something is read for what it is. */
const NEAR = 80;
/** The end of a sentence. A dot behind a short word belongs to an abbreviation ("Tel.", "Nr."). */
const SENTENCE_END = /[\n!?;\uE002]|(?<=[\p{L}\d)]{4})(?<!nr|telf|cell)\.(?= |$)/giu;
/** "l'ordine" is about an order. */
const ELISION = /^(?:[ldjnmst]|qu|un|dell|all|nell|sull|dall|quell)'(?=\p{L}{2})/u;

/** The words of the sentence that stand before a place, lower-case. Commas and colons stand as words of their own. */
export function wordsBefore(text: string, place: number): string[] {
  const near = text.slice(Math.max(0, place - NEAR), place);
  const ends = [...near.matchAll(SENTENCE_END)];
  return toWords(near.slice((ends.at(-1)?.index ?? -1) + 1));
}

/** The words of the sentence that stand behind a place, lower-case. */
export function wordsAfter(text: string, place: number): string[] {
  const [sentence = ""] = text.slice(place, place + NEAR).split(/[\n!?;\uE002]|\.(?= |$)/u, 1);
  return toWords(sentence);
}

/** Whether more of an address may follow: what is glued to it, or the rest of "gina@yahoo.co. uk". */
export const mayGoOn = (text: string, end: number) =>
  /^(?:[\p{L}\p{N}_@]|[.:-][\p{L}\p{N}]|[.,]? ?[.,] ?(?:uk|br|mx|ar|au|nz|za|jp|kr)\b)/iu.test(
    text.slice(end, end + 6),
  );

const toWords = (text: string) =>
  [
    ...text
      .toLowerCase()
      .replaceAll(".-", "-") // "Best.-Nr."
      .matchAll(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'-]*|[,:#€$£¥%°]/gu),
  ].map(([word]) => word.replace(ELISION, ""));

/** Whether the words around an address or number make it somebody else's, or one that is not to be used. */
export function isInDoubt(before: readonly string[], after: readonly string[]): boolean {
  const own = before.findLastIndex((word, at) => MY.has(word) && saysMine(before, at));
  return (
    before.some((word, at) => at > own && raisesDoubt(word, at, before)) ||
    DONE.has(after[0] ?? "") ||
    after.some((word, at) => denies(word, at, after))
  );
}

/** "Bob's email", but not "it's email" */
const GENITIVE =
  /^(?!(?:it|that|here|what|there|who|let|number|phone|email|mail|c|qu)'s$)\p{L}+'s$/u;

/** "my email", but not "not my email", "isn't my email". */
function saysMine(words: readonly string[], at: number): boolean {
  const thing = words.slice(at + 1, at + 3).findIndex(isContactWord);
  return thing >= 0 && !words.slice(Math.max(0, at - 2), at).some(isNegation);
}

function raisesDoubt(word: string, at: number, words: readonly string[]): boolean {
  const next = words[at + 1];
  if (isRelation(word) || DONE.has(word)) return true;
  if (OTHERS.has(word)) return next === undefined || isContactWord(next);
  if (GENITIVE.test(word)) return next !== undefined && isContactWord(next);
  if (OUTDATED.has(word)) return !isAge(at, words);
  if (FROM.has(word)) return next === undefined;
  if (!isNegation(word)) return false;
  // "Tel. no 0171…" and "No, it's …" deny nothing.
  if (word === "no" && (next === undefined ? isContactWord(words[at - 1] ?? "") : next === ","))
    return false;
  if (words.slice(at + 1, at + 3).some((later) => HARMLESS.has(later))) return false;
  return !words.slice(at).some((later) => later === "," || BUTS.has(later));
}

/** "… is my wife's", "… is your number", "… is the old one", "… doesn't work". */
function denies(word: string, at: number, words: readonly string[]): boolean {
  if (OUTDATED.has(word)) return !isAge(at, words);
  if (isRelation(word))
    return words.slice(Math.max(0, at - 2), at).some((other) => MY.has(other) || OTHERS.has(other));
  if (OTHERS.has(word)) return isContactWord(words[at + 1] ?? "");
  return isNegation(word) && words.slice(at + 1, at + 4).some((other) => DENIED.has(other));
}

const isRelation = (word: string) =>
  RELATIONS.has(word) || RELATIONS.has(word.replace(/'?s$/u, ""));
/** "Two years old" */
const isAge = (at: number, words: readonly string[]) => YEARS.has(words[at - 1] ?? "");
const isNegation = (word: string) => NEGATIONS.has(word) || word.endsWith("n't");
