import { MARK } from "./plain-text.ts";

const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const MONTH = "(?:0?[1-9]|1[0-2])";
const YEAR = "(?:19|20)\\d\\d";
const HOUR = "(?:[01]?\\d|2[0-4])";
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
/** Neither part of a longer number before nor behind. */
const alone = (pattern: string) =>
  new RegExp(`(?<![+\\d]|\\d[./-])(?:${pattern})(?![./-]?\\d)`, "giu");

/** Numbers whose shape tells that they are no phone numbers, although some of them could be dialled. */
const OTHER_SHAPES = [
  // IBAN
  /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?![\p{L}\p{N}])/giu,
  alone(
    `${DAY}([./-]) ?${MONTH}\\1 ?(?:${YEAR}|\\d\\d)|${MONTH}([./-])${DAY}\\2(?:${YEAR}|\\d\\d)`,
  ),
  alone(`${YEAR}([./-])${MONTH}\\1${DAY}`),
  alone(`${DAY} (?:0[1-9]|1[0-2]) ${YEAR}(?! ?\\d)`),
  alone(`${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`),
  alone(`${YEAR} ?[/-] ?${YEAR}`),
  alone(`${HOUR}[.:h][0-5]\\d ?- ?${HOUR}[.:h][0-5]\\d`),
  alone(`${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}`),
  // 18:30, 18.30 Uhr, 14h30, 9-17 Uhr, 5pm: also right behind a phone number.
  /(?<![\d:.+])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])/gu,
  /(?<![\d:.+])(?:(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)? ?- ?)?(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?: ?uhr| ?pm|am|h(?:[0-5]\d)?)(?![\p{L}\d])/giu,
  // 51.507351
  alone("(?:0|[1-9]\\d?)\\.\\d{4,7}"),
  // 1.299.000
  alone("[1-9]\\d?(?:\\.\\d{3}){2,4}"),
  // CPF and CNPJ
  alone("\\d{3}\\.\\d{3}\\.\\d{3}-\\d\\d|\\d\\d\\.\\d{3}\\.\\d{3}/\\d{4}-\\d\\d"),
] as const;

/** Postcodes that are long enough to be taken for a phone number. */
const POSTCODES: { readonly [country: string]: RegExp | undefined } = {
  US: /(?<![\d)+-] ?)\d{5}-\d{4}(?![ -]?\d)/gu,
  BR: /(?<![\d)+-] ?)\d{5}-\d{3}(?![ -]?\d)/gu,
  PT: /(?<![\d)+-] ?)\d{4}-\d{3}(?![ -]?\d)/gu,
};

/** The text without numbers that are something else by their shape. */
export function withoutOtherShapes(text: string, country: string): string {
  const postcode = POSTCODES[country];
  return [...OTHER_SHAPES, ...(postcode ? [postcode] : [])].reduce(
    (left, shape) => left.replace(shape, (number) => MARK.gone.repeat(number.length)),
    text,
  );
}

/** Payment cards: 13 to 19 digits whose check digit is right. */
export function isCardNumber(digits: string): boolean {
  if (!/^[3-6]\d{12,18}$/u.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const double = Number(digit) * (1 + (at % 2));
    return total + (double > 9 ? double - 9 : double);
  }, 0);
  return sum % 10 === 0;
}
