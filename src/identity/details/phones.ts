import {
  type CountryCode,
  findPhoneNumbersInText,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { normalizePhone } from "../normalize/phone.ts";
import { type Candidate, inAList, LONGEST_LIST } from "./candidate.ts";
import { isCardNumber, withoutOtherShapes } from "./other-numbers.ts";
import { MARK } from "./plain-text.ts";
import { purposeOf } from "./purpose.ts";
import { isInDoubt, wordsAfter, wordsBefore } from "./surroundings.ts";
import { DASHES, DOTS, isFax, PLUSES, SLASHES } from "./words.ts";

/** Shorter ones are phone numbers only where they are called so. */
const FEWEST_DIGITS = 7;
const FEWEST_DIGITS_CALLED_SO = 5;
/** A number has 15 digits at most (E.164), so more are several, or none. */
const MOST_DIGITS = 15;
const MOST_DIGITS_OF_SEVERAL = 45;

const SPOKEN_SEPARATOR = new RegExp(`(?<=\\d) (?:${DOTS}|${DASHES}|${SLASHES}) (?=\\d)`, "giu");
/** "plus 49 171 …": whether it is one is told by the calling code behind it, since "mais" and "más" are words too. */
const SPOKEN_PLUS = new RegExp(`(?<![\\p{L}\\p{N}])(?:${PLUSES}) ?(?=[1-9]\\d{0,2}[ (.-])`, "giu");
const PIECE = /\S(?:(?! - |\. | \/ ).)*/gu;
const RUN = new RegExp(`(?:${MARK.plus}|\\(? ?\\+ ?)?\\(?\\d(?:[ ()./_~-]{0,4}\\d)*`, "gu");

/** "0171 dash 123" and "plus 49 171" as one writes them. */
export const spokenSigns = (text: string) =>
  text.replace(SPOKEN_SEPARATOR, "-").replace(SPOKEN_PLUS, MARK.plus);

/** Numbers that a visitor may be called at. `text` is without emails and links. */
export function readPhones(text: string, country: string): Candidate[] {
  const plain = withoutOtherShapes(text, country);
  const runs = [...plain.matchAll(RUN)].filter(
    ([run]) => digitsOf(run).length >= FEWEST_DIGITS_CALLED_SO,
  );
  if (runs.length > LONGEST_LIST) return inAList("phone");
  return runs.flatMap(({ 0: run, index }) => {
    const whole = judge(plain, run, index, country);
    if (whole === null || whole.value !== null) return whole ?? [];
    return several(plain, run, index, country) ?? (isTooLong(run) ? [] : whole);
  });
}

/** A stretch of digits and what separates them, or null where it is no phone number and nothing like one. */
function judge(text: string, run: string, start: number, country: string): Candidate | null {
  const digits = digitsOf(run);
  const end = start + run.length;
  const before = wordsBefore(text, start);
  const after = wordsAfter(text, end);
  const purpose = purposeOf(text, start, end, before, after);
  const isCalledSo = purpose === "PHONE" || purpose === "SOME_NUMBER";
  const isMarked = /^\D*\+|^\D*00?[1-9]|\uE001/u.test(run);
  const isDialable = run.includes("+") && !before.slice(-3).some(isFax);
  if (purpose === "OTHER" && !isDialable) return null;
  if (purpose === "COUNTED" && !isMarked) return null;
  if (!hasLength(digits, isCalledSo)) return null;
  if (/^(\d)\1*$/u.test(digits) || isCardNumber(digits)) return null;

  const value = oneNumber(run, country);
  const isSure =
    value !== null &&
    (isCalledSo || isCustomary(value, digits, run)) &&
    isUnmistakable(run, digits, value, country) &&
    purpose !== "EXTENDED" &&
    !isInDoubt(before, after);
  const orElse = isMarked || isCalledSo ? "DOUBTFUL" : "WEAK";
  return { kind: "phone", value, start, end, certainty: isSure ? "SURE" : orElse };
}

const hasLength = (digits: string, isCalledSo: boolean) =>
  digits.length >= (isCalledSo ? FEWEST_DIGITS_CALLED_SO : FEWEST_DIGITS) &&
  digits.length <= MOST_DIGITS_OF_SEVERAL;

const digitsOf = (text: string) => text.replace(/\D/gu, "");
const isTooLong = (run: string) => digitsOf(run).length > MOST_DIGITS;

function oneNumber(run: string, country: string): string | null {
  if (run.startsWith(MARK.plus)) return spokenInternational(run);
  const asWritten = normalizePhone(run, country);
  if (asWritten.ok) return asWritten.value;
  const plus = run.includes("+") ? "+" : "";
  const digits = normalizePhone(plus + digitsOf(run), country);
  return digits.ok ? digits.value : null;
}

/** Only with the calling code standing apart: "mais 415…" is not Switzerland's +41. */
function spokenInternational(run: string): string | null {
  const code = /\d+/u.exec(run)?.[0];
  const phone = parsePhoneNumberFromString(`+${digitsOf(run)}`);
  return phone?.isValid() && phone.countryCallingCode === code ? phone.number : null;
}

/** Numbers in a row, or one behind something short ("Room 12 - 0171 1234567"). */
function several(text: string, run: string, start: number, country: string): Candidate[] | null {
  const pieces = [...run.matchAll(PIECE)].map(({ 0: piece, index }) => [piece, index] as const);
  const long = pieces.filter(([piece]) => piece.length >= FEWEST_DIGITS_CALLED_SO);
  const parts = pieces.length > 1 && long.length > 0 ? long : apart(run, country);
  const read = parts.map(([part, at]) => judge(text, part, start + at, country));
  return read.length > 0 && read.every((one) => one?.value != null)
    ? read.filter((one) => one !== null)
    : null;
}

/** The numbers of a run that consists of nothing else. */
function apart(run: string, country: string): (readonly [string, number])[] {
  const numbers = findPhoneNumbersInText(run, {
    ...(isSupportedCountry(country) ? { defaultCountry: country as CountryCode } : {}),
  });
  const parts = numbers.map(
    ({ startsAt, endsAt }) => [run.slice(startsAt, endsAt), startsAt] as const,
  );
  const left = parts.reduce((rest, [part]) => rest.replace(part, ""), run);
  return /\d/u.test(left) ? [] : parts;
}

/** Written with all that belongs to it: the "+" or "00", or the national number as one writes it at home. */
function isCustomary(value: string, digits: string, run: string): boolean {
  if (/\+|\uE001|^\D*00|^\D*011/u.test(run)) return true;
  const national = digitsOf(parsePhoneNumberFromString(value)?.formatNational() ?? "");
  return digits === national || `+${digits}` === value;
}

function isUnmistakable(run: string, digits: string, value: string, country: string): boolean {
  const isMadeUp = digits.length <= 10 && "01234567890".includes(digits);
  // "030 901820/21" are two numbers; the 2 of "030 901820 2 Personen" may belong to either.
  const isOpen =
    /\/ ?\d{1,2}$/u.test(run) ||
    (/\d{2} \d$/u.test(run) && oneNumber(run.slice(0, -2), country) !== null);
  return !isMadeUp && !isOpen && !isNobodysOwn(value) && !hasTwoReadings(digits, value);
}

/** Numbers that firms are called at: free, shared-cost, premium-rate and nationwide ones. */
const isNobodysOwn = (value: string) =>
  /^(?:TOLL_FREE|PREMIUM_RATE|SHARED_COST|UAN|VOICEMAIL)$/u.test(
    parsePhoneNumberFromString(value)?.getType() ?? "",
  );

/** "491711234567" in Germany: a mobile number without its "+", or one of the town with the code 0491. */
function hasTwoReadings(digits: string, value: string): boolean {
  const abroad = digits.startsWith("0") ? undefined : parsePhoneNumberFromString(`+${digits}`);
  return (
    abroad?.isValid() === true &&
    abroad.number !== value &&
    abroad.countryCallingCode === parsePhoneNumberFromString(value)?.countryCallingCode
  );
}
