import type { ValueProblem } from "../refusals.ts";

export type Normalized<T = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ValueProblem; readonly message: string };

export const invalid = (problem: ValueProblem, message: string) =>
  ({ ok: false, problem, message }) as const;

/** Code points that no name, address or identifier holds: NUL and other controls (tab and line breaks are white space). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

/** Free text: trimmed, canonical Unicode, of a bounded length (in characters). Inner spelling and spacing stay as written. */
export function normalizeText(text: string, maxLength: number): Normalized {
  if (!text.isWellFormed() || CONTROLS.test(text))
    return invalid("ILL_ENCODED", "The text contains characters that are not text.");
  const value = text.normalize("NFC").trim();
  if (value === "") return invalid("BLANK", "The value is blank.");
  if ([...value].length > maxLength)
    return invalid("TOO_LONG", `The value is longer than ${maxLength} characters.`);
  if (isPlaceholder(value))
    return invalid("PLACEHOLDER", "The value is a placeholder, not something a person said.");
  return { ok: true, value };
}

/** What software writes when it has nothing to write (V2), as a whole value, in any case. */
const PLACEHOLDERS = new Set([
  "(null)",
  "<null>",
  "none",
  "undefined",
  "n/a",
  "n.a.",
  "[object object]",
  "[object null]",
  "[object undefined]",
  "#n/a",
  "#ref!",
  "#value!",
  "#name?",
  "#null!",
  "#div/0!",
  "-",
  "--",
  "---",
  "?",
  "??",
  "???",
  ".",
  "...",
  "none@none.com",
  "null@null.com",
  "undefined@undefined.com",
  "noemail@noemail.com",
  "no@email.com",
  "no@no.com",
  "na@na.com",
  "test@test.com",
  "example@example.com",
]);

/** These are names too ("Nan", "Nil", "Null"), so only as software writes them. */
const WRITTEN_BY_SOFTWARE = new Set(["null", "NULL", "nil", "NIL", "nan", "NaN", "NAN"]);

export function isPlaceholder(text: string): boolean {
  const whole = text.trim();
  return (
    WRITTEN_BY_SOFTWARE.has(whole) ||
    PLACEHOLDERS.has(whole.toLowerCase()) ||
    /^(\+?0[\s().-]*){4,}$/u.test(whole)
  );
}
