import { normalizeEmail } from "../normalize/email.ts";
import { plainText, wordsOf } from "./plain.ts";

export const LONGEST_QUERY = 100;
/** Of a longer query, further words are not looked at. */
const MOST_WORDS = 6;

export interface SearchWord {
  readonly text: string;
  /** What it may begin: itself, and if it is a number a phone. */
  readonly beginnings: readonly string[];
}

/** What to look up among the terms of contacts (`terms.ts`). */
export interface SearchQuery {
  /** Each may be the beginning of a term. */
  readonly beginnings: readonly string[];
  /** The words in the order in which they were typed; each must be found. */
  readonly words: readonly SearchWord[];
  /** May stand inside of an email or a phone: without white space, and of phones the digits alone. */
  readonly insides: readonly string[];
  /** A whole email or phone that may have been mistyped. */
  readonly identifiers: readonly string[];
}

/** Null for what is blank or too long. Nothing in a query has a special meaning. */
export function readSearch(text: string): SearchQuery | null {
  const plain = plainText(text);
  if (plain === "" || [...text].length > LONGEST_QUERY) return null;
  const phone = phoneForms(plain);
  if (phone.length > 0)
    return {
      beginnings: phone,
      words: [],
      insides: phone.filter((form) => !form.startsWith("+")).slice(0, 1),
      identifiers: phone.filter((form) => form.length >= SHORTEST_PHONE),
    };
  const email = normalizeEmail(text.trim());
  if (email.ok) {
    const address = plainText(email.value);
    return { beginnings: [address], words: [], insides: [address], identifiers: [address] };
  }
  const words = wordsOf(text).slice(0, MOST_WORDS);
  const token = /\s/.test(plain) ? null : plain.replace(/^@/, "");
  return {
    beginnings: [...new Set([...orders(words), ...(token ? [token] : [])])],
    words: words.map((word) => ({
      text: word,
      beginnings: [...new Set([word, ...phoneForms(word)])],
    })),
    insides: token && words.length > 0 ? [token] : [],
    identifiers: [],
  };
}

/** Shorter ones are part of a number, in which every digit may be meant. */
const SHORTEST_PHONE = 7;

/**
 * The digits of a phone in any notation ("+61 (0)412 345", "0412-345", "0061 412 345"), as they may begin a term: with
 * the country's code, or as written within the country, where a leading zero is not kept.
 */
function phoneForms(plain: string): string[] {
  const written = plain.replace(/^tel:/, "");
  if (!/^[\d\s()+./\p{Pd}]*$/u.test(written) || (written.match(/\d/g) ?? []).length < 2) return [];
  // A trunk prefix that is dropped when dialled from abroad.
  const digits = written.replace(/\(\s*0\s*\)/g, "").replace(/\D/g, "");
  if (digits === "") return [];
  if (written.includes("+")) return [`+${digits}`];
  const abroad = /^(?:0011|00|011)([1-9]\d*)$/.exec(digits)?.[1];
  const withoutZero = digits.replace(/^0+(?=\d)/, "");
  return [
    ...new Set([
      digits,
      withoutZero,
      `+${digits}`,
      ...(abroad === undefined ? [] : [`+${abroad}`]),
    ]),
  ];
}

/** A name's words may be typed with the last name first, or as one. */
function orders(words: readonly string[]): string[] {
  if (words.length < 2) return [...words];
  const turned = words.map((_word, at) => [...words.slice(at), ...words.slice(0, at)].join(" "));
  return [...turned, words.join("")];
}
