import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Contact } from "../model.ts";
import { plainText, wordsOf } from "./plain.ts";

/** Of a longer name, further words are not searched for. */
const MOST_WORDS = 10;

/**
 * What a contact is found under: whatever somebody types is looked up as the beginning of one of these terms. An email
 * has an `@`, a phone begins with `+`; everything else is words.
 *
 * A name has a term for each of its words, which goes on with the words around it: "Ada King Lovelace" is found under
 * `ada king lovelace`, `king lovelace ada` and `lovelace ada king`. So two words of it in either order are the beginning
 * of one term, and those whose word is exactly what was typed come first in the order of terms.
 */
export function searchTerms(contact: Pick<Contact, "fields" | "identifiers">): string[] {
  const terms = new Set<string>();
  const text = (field: "firstName" | "middleName" | "lastName" | "fullName" | "businessName") => {
    const value = contact.fields[field]?.value;
    return typeof value === "string" ? value : "";
  };
  for (const name of [
    ["firstName", "middleName", "lastName"] as const,
    ["fullName"] as const,
    ["businessName"] as const,
  ])
    for (const term of rotations(name.flatMap((field) => wordsOf(text(field))))) terms.add(term);
  for (const { kind, value } of contact.identifiers)
    for (const term of kind === "email" ? emailTerms(value) : phoneTerms(value)) terms.add(term);
  return [...terms];
}

function rotations(words: readonly string[]): string[] {
  const kept = words.slice(0, MOST_WORDS);
  return kept.map((_word, at) => [...kept.slice(at), ...kept.slice(0, at)].join(" "));
}

/** The address, and its domain as a word. */
function emailTerms(email: string): string[] {
  const plain = plainText(email);
  const domain = plain.slice(plain.lastIndexOf("@") + 1);
  return domain === plain || domain === "" ? [] : [plain, domain];
}

/** The number with its country's code, and as it is written within its country. */
function phoneTerms(e164: string): string[] {
  const phone = parsePhoneNumberFromString(e164);
  if (!phone) return [e164];
  const national = String(phone.nationalNumber);
  const written = phone.formatNational().replace(/\D/g, "");
  // A leading zero is left off when it is searched for.
  return written === national || written === `0${national}`
    ? [phone.number, national]
    : [phone.number, national, written];
}
