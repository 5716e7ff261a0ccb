import type { Json, Parts } from "../model.ts";
import { invalid, type Normalized } from "./text.ts";

/** What a contact's free-form attributes may hold (SPEC 3.1). */
export const ATTRIBUTE_LIMITS = { bytes: 16_384, keys: 100, keyLength: 64, depth: 5 } as const;

/** Keys and texts in canonical Unicode; a key whose value is null was not said. */
export function normalizeAttributes(attributes: {
  readonly [key: string]: Json;
}): Normalized<Parts> {
  const entries = Object.entries(attributes).filter(([, value]) => value !== null);
  if (entries.length > ATTRIBUTE_LIMITS.keys)
    return invalid("TOO_LONG", `There are more than ${ATTRIBUTE_LIMITS.keys} attributes.`);
  if (isDeeper(attributes, ATTRIBUTE_LIMITS.depth))
    return invalid("TOO_LONG", `Attributes are nested deeper than ${ATTRIBUTE_LIMITS.depth}.`);
  const text = JSON.stringify(Object.fromEntries(entries));
  if (Buffer.byteLength(text) > ATTRIBUTE_LIMITS.bytes)
    return invalid(
      "TOO_LONG",
      `Attributes take more than ${ATTRIBUTE_LIMITS.bytes} bytes as JSON.`,
    );
  if (!isText(attributes))
    return invalid("ILL_ENCODED", "The attributes contain characters that are not text.");
  for (const [key] of entries) {
    // An own property of this name is set as the prototype by every `object[key] = value` on its way.
    if (key === "__proto__" || key.trim() === "" || [...key].length > ATTRIBUTE_LIMITS.keyLength)
      return invalid(
        "MALFORMED",
        `An attribute's name has 1 to ${ATTRIBUTE_LIMITS.keyLength} characters and is not "__proto__".`,
      );
  }
  return { ok: true, value: JSON.parse(text.normalize("NFC")) as Parts };
}

/** Looks no deeper than it must: input may be nested deeper than the stack is. */
function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item as Json, levels - 1));
}

function isText(value: Json): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\u0000");
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => isText(key) && isText(item as Json));
}
