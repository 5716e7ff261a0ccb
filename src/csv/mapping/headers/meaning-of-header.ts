import type { CellField } from "../targets.ts";
import { meaningOfAddress } from "./address-header.ts";
import { ambiguousNames, fieldNames } from "./field-names.ts";
import type { HeaderMeaning } from "./header-meaning.ts";
import { foldedNames, foldHeader } from "./header-words.ts";
import { GOOGLE_SEPARATOR, googleLabels, otherNames, unsuitedNames } from "./other-names.ts";

export type NameAmbiguity = keyof typeof ambiguousNames;

const meanings = new Map<string, HeaderMeaning>();
const learn = (list: string, meaning: HeaderMeaning) => {
  for (const name of foldedNames(list)) if (!meanings.has(name)) meanings.set(name, meaning);
};
learn(unsuitedNames, { target: { to: "IGNORE" }, rank: 0, confidence: 0.9 });
for (const [field, lists] of Object.entries(fieldNames)) {
  lists.forEach((list, rank) => {
    learn(list, {
      target: { to: "FIELD", field: field as CellField },
      rank,
      // The second list of phones is of phones as such.
      confidence: rank === 0 || (field === "phone" && rank === 1) ? 0.95 : 0.8,
    });
  });
}
const separated = (to: "TAGS" | "LISTS", separator: string): HeaderMeaning => ({
  target: { to, separator },
  rank: 0,
  confidence: 0.85,
});
learn(googleLabels, separated("TAGS", GOOGLE_SEPARATOR));
learn(otherNames.tags, separated("TAGS", ""));
learn(otherNames.lists, separated("LISTS", ""));
learn(otherNames.assignee, { target: { to: "ASSIGNEE" }, rank: 0, confidence: 0.85 });
learn(otherNames.attributes, { target: { to: "ATTRIBUTES" }, rank: 0, confidence: 0.9 });

/** Null: nothing that is known. A separator of "" is still to be detected. */
export function meaningOfHeader(header: string): HeaderMeaning | null {
  const key = foldHeader(header);
  return key === "" ? null : (meanings.get(key) ?? meaningOfAddress(header));
}

const ambiguities = new Map<string, NameAmbiguity>(
  Object.entries(ambiguousNames).flatMap(([kind, list]) =>
    foldedNames(list).map((name) => [name, kind as NameAmbiguity] as const),
  ),
);
export const ambiguityOfHeader = (header: string): NameAmbiguity | undefined =>
  ambiguities.get(foldHeader(header));
