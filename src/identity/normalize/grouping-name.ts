import { fold } from "../values.ts";
import { invalid, type Normalized, normalizeText } from "./text.ts";

const LONGEST_NAME = 200;
/** Its comparison key stands in an index, and folding makes some characters into many. */
const LONGEST_KEY = 1_000;

/** The name of a list or tag: trimmed, its white space collapsed. */
export function normalizeGroupingName(given: string): Normalized {
  const name = normalizeText(given.replace(/\s+/gu, " "), LONGEST_NAME);
  return name.ok && Buffer.byteLength(fold(name.value)) > LONGEST_KEY
    ? invalid("TOO_LONG", "The name is too long when its characters are spelled out.")
    : name;
}
