import { normalizeEmail } from "../../identity/normalize/email.ts";
import { normalizePhone } from "../../identity/normalize/phone.ts";
import { readCountry } from "./read-country.ts";
import { readEmail } from "./read-identifiers.ts";
import { whatCellSays } from "./what-cell-says.ts";

/** A column is what almost all of its cells are. */
const ALMOST_ALL = 0.9;
/** So many cells are needed for more than a guess. */
const ENOUGH = 3;

export type Look = "email" | "phone" | "country";

/** What cells without a telling header look like, and how surely. */
export function lookAtCells(
  cells: readonly string[],
  country: string,
): { readonly look: Look; readonly confidence: number } | null {
  const said = cells.map(whatCellSays).filter(Boolean);
  if (said.length === 0) return null;
  const sureness = said.length >= ENOUGH ? 1 : 0.6;
  if (share(said, isEmail) >= ALMOST_ALL) return { look: "email", confidence: 0.9 * sureness };
  if (share(said, (text) => isPhone(text, country)) >= ALMOST_ALL)
    return { look: "phone", confidence: 0.7 * sureness };
  const isCountries = said.length >= ENOUGH && said.every(isCountryName);
  return isCountries ? { look: "country", confidence: 0.5 } : null;
}

/** How many of the cells say an email, from 0 to 1; 1 for none. */
export const shareOfEmails = (cells: readonly string[]): number =>
  share(cells.map(whatCellSays).filter(Boolean), (text) => readEmail(text).ok);

const share = (cells: readonly string[], is: (text: string) => boolean) =>
  cells.length === 0 ? 1 : cells.filter(is).length / cells.length;

const isEmail = (text: string) => text.includes("@") && normalizeEmail(text).ok;

/** Valid, and written as numbers of phones are: dates, amounts, addresses of machines and small integers are not. */
function isPhone(text: string, country: string): boolean {
  return !isOtherNumber(text) && normalizePhone(text, country).ok;
}

function isOtherNumber(text: string): boolean {
  return (
    /^\d{1,8}$/u.test(text) ||
    /^-?\d+[.,]\d+$/u.test(text) ||
    /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/u.test(text) ||
    /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?$/u.test(text) ||
    /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text) ||
    /[:T]/u.test(text)
  );
}

/** Codes of two letters are left out: they may be languages, states or departments. */
const isCountryName = (text: string) => text.length > 2 && readCountry(text).ok;
