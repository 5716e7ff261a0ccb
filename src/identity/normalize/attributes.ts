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
  if (depthOf(attributes) > ATTRIBUTE_LIMITS.depth)
    return invalid("TOO_LONG", `Attributes are nested deeper than ${ATTRIBUTE_LIMITS.depth}.`);
  const text = JSON.stringify(Object.fromEntries(entries));
  if (Buffer.byteLength(text) > ATTRIBUTE_LIMITS.bytes)
    return invalid(
      "TOO_LONG",
      `Attributes take more than ${ATTRIBUTE_LIMITS.bytes} bytes as JSON.`,
    );
  if (!text.isWellFormed() || /\\u0000|\\ud[89a-f][0-9a-f]{2}/iu.test(text))
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

function depthOf(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((item) => depthOf(item as Json)));
}
