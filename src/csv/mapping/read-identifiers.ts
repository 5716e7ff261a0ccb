import { normalizeEmail } from "../../identity/normalize/email.ts";
import { normalizePhone } from "../../identity/normalize/phone.ts";
import type { Normalized } from "../../identity/normalize/text.ts";
import { type CellReading, invalidCell } from "./cell-reading.ts";
import { isRoundedNumber, roundedNumber, withoutFraction } from "./excel-damage.ts";

const MOST_PIECES = 20;

/** An email as it is, as a link, or with its owner's name: "mailto:ada@example.org", "Ada <ada@example.org>". */
export function readEmail(text: string): CellReading {
  const whole = normalizeEmail(text);
  if (whole.ok || !text.includes("@")) return whole;
  const bracketed = [...text.matchAll(/<([^<>]*)>/gu)].map(([, inner]) => inner ?? "");
  const outside = text.replace(/<[^<>]*>/gu, "");
  const pieces =
    bracketed.length > 0 && !outside.includes("@") ? bracketed : text.split(/:::|[;,|/\s]+/u);
  return oneOf(pieces.map(withoutMailto), normalizeEmail, "emails") ?? whole;
}

const withoutMailto = (text: string) =>
  /^\s*mailto:/iu.test(text) ? text.replace(/^\s*mailto:|\?.*$/giu, "") : text;

/**
 * A number with "+" is international, another one `country`'s. What is missing is never guessed: a number that only
 * "+" would make valid is refused with that hint.
 */
export function readPhone(text: string, country: string): CellReading {
  if (isRoundedNumber(text)) return roundedNumber;
  const written = withoutFraction(text);
  const normalize = (piece: string) => normalizePhone(piece, country);
  // A comma or semicolon would be read as the beginning of an extension.
  const listed = /:::|[;|,\r\n]/u.test(written)
    ? oneOf(written.split(/:::|[;|,\r\n]+/u), normalize, "phone numbers")
    : null;
  if (listed) return listed;
  const whole = normalize(written);
  if (whole.ok) return whole;
  const alternatives = written.includes("/")
    ? oneOf(written.split("/"), normalize, "phone numbers")
    : null;
  return alternatives ?? (isValidWithPlus(written) ? plusMissing(country) : whole);
}

/** The value, if the pieces say just one; null if they are not values, all of them. */
function oneOf(
  pieces: readonly string[],
  normalize: (piece: string) => Normalized,
  what: string,
): CellReading | null {
  const said = pieces.map((piece) => piece.trim()).filter(Boolean);
  if (said.length === 0 || said.length > MOST_PIECES) return null;
  const readings = said.map(normalize);
  const first = readings.find((reading) => reading.ok);
  if (!first || readings.some((reading) => !reading.ok)) return null;
  if (readings.every((reading) => reading.ok && reading.value === first.value)) return first;
  return invalidCell(
    "SEVERAL_VALUES",
    `The cell holds several ${what}. Which of them is meant is not guessed: leave one, or put the others into columns of their own.`,
  );
}

const isValidWithPlus = (written: string) =>
  /^[\d\s().-]+$/u.test(written) &&
  normalizePhone(`+${written.replace(/\D/gu, "").replace(/^00/u, "")}`, "").ok;

const plusMissing = (country: string) =>
  invalidCell(
    "PLUS_MISSING",
    `Without "+" this is taken as a number of ${country}, and there it is not valid. If it begins with the code of a country, write "+" before it.`,
  );
