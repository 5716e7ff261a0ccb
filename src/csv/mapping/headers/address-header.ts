import type { AddressPart } from "../targets.ts";
import {
  type AddressKind,
  addressKinds,
  addressWords,
  compoundBeginnings,
  partNames,
} from "./address-names.ts";
import type { HeaderMeaning } from "./header-meaning.ts";
import { foldedNames, headerWords } from "./header-words.ts";

const table = <K extends string>(lists: { readonly [Key in K]: string }) =>
  new Map<string, K>(
    Object.entries<string>(lists).flatMap(([key, list]) =>
      foldedNames(list).map((name) => [name, key as K] as const),
    ),
  );
const parts = table(partNames);
const kinds = table(addressKinds);
const wordsForAddress = new Set(foldedNames(addressWords));

/** From 0, with steps for whose address it is, so that one address is taken as a whole. */
const kindRanks: { readonly [K in AddressKind]: number } = {
  billing: 0,
  main: 10,
  work: 20,
  home: 30,
  other: 50,
  shipping: 60,
};

/** "Billing city", "Ort geschäftlich", "Address 2 - Street", "Rechnungsadresse PLZ": whose address, and which part. */
export function meaningOfAddress(header: string): HeaderMeaning | null {
  const words = headerWords(header).flatMap(splitCompound);
  const plain = partOf(words);
  if (plain) return meaning(null, plain, 0);
  const numbered = numberedPart(words);
  if (numbered) return meaning(null, numbered.part, 10 * numbered.number);
  const kind = words.map((word) => kinds.get(word)).find((found) => found !== undefined);
  const part = kind && partOf(words.filter((word) => kinds.get(word) !== kind));
  return kind && part ? meaning(kind, part, kindRanks[kind]) : null;
}

function partOf(words: readonly string[]): AddressPart | "whole" | undefined {
  return (
    parts.get(words.join("")) ??
    parts.get(words.filter((word) => !wordsForAddress.has(word)).join(""))
  );
}

/** As Google Contacts writes the parts of several addresses. */
function numberedPart(words: readonly string[]) {
  const [first, number, ...rest] = words;
  if (first !== "address" || !/^\d$/u.test(number ?? "")) return null;
  const part = rest.join("") === "formatted" ? "whole" : partOf(rest);
  return part ? { part, number: Number(number) } : null;
}

function splitCompound(word: string): string[] {
  if (kinds.has(word)) return [word];
  const beginning = Object.keys(compoundBeginnings).find(
    (start) => word.startsWith(start) && word.length > start.length,
  );
  if (!beginning) return [word];
  return [compoundWord(compoundBeginnings[beginning]), word.slice(beginning.length)];
}

/** Any word of the kind: they are told apart by kind only. */
const compoundWord = (kind: AddressKind | undefined) =>
  foldedNames(kind ? addressKinds[kind] : "")[0] ?? "";

function meaning(
  kind: AddressKind | null,
  part: AddressPart | "whole",
  rank: number,
): HeaderMeaning {
  const address = kind === "billing" ? "billingAddress" : "contactAddress";
  return {
    target: { to: "ADDRESS", address, part: part === "whole" ? null : part },
    // The street by itself says the same as the whole address, and says it better.
    rank: rank + (part === "whole" ? 1 : 0),
    confidence: kind === "other" || kind === "shipping" ? 0.5 : 0.85,
  };
}
