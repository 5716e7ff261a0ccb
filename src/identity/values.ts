import {
  type Claim,
  type FieldName,
  type FieldValue,
  IDENTIFIER_KINDS,
  type IdentifierKind,
  type Json,
  type Parts,
} from "./model.ts";

export const isIdentifier = (field: FieldName): field is IdentifierKind =>
  IDENTIFIER_KINDS.includes(field as IdentifierKind);

/**
 * Whether two values say the same (SPEC 4): equal after trimming, collapsing white space, Unicode normalisation and
 * case folding; values with parts, when each has the same parts and they agree.
 */
export function agree(one: Json | Parts, other: Json | Parts): boolean {
  if (typeof one === "string" && typeof other === "string") return fold(one) === fold(other);
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, i) => agree(item, other[i] as Json));
  if (isRecord(one) && isRecord(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && agree(one[key] as Json, other[key] as Json))
    );
  }
  return one === other;
}

/** NFKC after lower-casing an upper-cased text comes close to Unicode's full case folding ("ß" and "SS", final sigma). */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC")
    .trim()
    .replace(/\s+/gu, " ");
}

function isRecord(value: Json | Parts): value is Parts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `given` says nothing that `known` does not: for parts, each given part agrees with the known one. */
export function saysNothingNew(given: FieldValue, known: FieldValue | null | undefined): boolean {
  if (known === null || known === undefined) return false;
  if (typeof given === "string" || typeof known === "string") return agree(given, known);
  return Object.entries(given).every(
    ([part, value]) => Object.hasOwn(known, part) && agree(value, known[part] as Json),
  );
}

/** The parts of `next` that are not in `previous` as they are; a value without parts is one. */
export function newParts(previous: FieldValue | null, next: FieldValue): FieldValue {
  if (typeof next === "string" || previous === null || typeof previous === "string") return next;
  const parts = Object.entries(next).filter(
    ([part, value]) => !Object.hasOwn(previous, part) || !agree(value, previous[part] as Json),
  );
  return Object.fromEntries(parts);
}

/**
 * A visitor's newer claim of a field beside its older one: parts add up, each with its own proof. A value that is said
 * again keeps the proof that it had.
 */
export function mergeClaim(older: Claim | undefined, newer: Claim): Claim {
  if (!older) return newer;
  if (typeof older.value === "string" || typeof newer.value === "string")
    return older.verified && agree(older.value, newer.value) ? { ...newer, verified: true } : newer;
  const said = newer.value;
  const value: Parts = { ...older.value, ...said };
  const proven = Object.keys(value).filter((part) =>
    Object.hasOwn(said, part)
      ? isPartProven(newer, part) ||
        (isPartProven(older, part) && saysNothingNew(partOf(part, said[part]), older.value))
      : isPartProven(older, part),
  );
  const verified = proven.length === Object.keys(value).length;
  const some = !verified && proven.length > 0 ? { verifiedParts: proven } : {};
  return { value, verified, origin: newer.origin, ...some };
}

/** Whether a claim proves a value that it holds, or these parts of it. */
export function proves(claim: Claim, value: FieldValue): boolean {
  return typeof value === "string"
    ? claim.verified
    : Object.keys(value).every((part) => isPartProven(claim, part));
}

export const partOf = (name: string, value: Json | undefined): Parts =>
  Object.fromEntries(value === undefined ? [] : [[name, value]]);

/** Whether `given` proves something that the visitor had said without proof, or not said (F1, F6). */
export function provesMore(given: Claim, last: Claim | null | undefined): boolean {
  if (typeof given.value === "string") return given.verified && !last?.verified;
  return Object.keys(given.value).some(
    (part) => isPartProven(given, part) && !(last && isPartProven(last, part)),
  );
}

function isPartProven({ value, verified, verifiedParts }: Claim, part: string): boolean {
  if (typeof value === "string" || !Object.hasOwn(value, part)) return false;
  return verified || verifiedParts?.includes(part) === true;
}

/** Whether a claim brings nothing beside what the visitor said last (F6). */
export function repeats(given: Claim, last: Claim | null | undefined): boolean {
  return saysNothingNew(given.value, last?.value) && !provesMore(given, last);
}

/** Whether two values are the same to the letter; parts in any order. */
export function isSame(one: Json | Parts, other: Json | Parts): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, i) => isSame(item, other[i] as Json));
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key] as Json, other[key] as Json))
  );
}
