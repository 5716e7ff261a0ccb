import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { invalid, type Normalized, normalizeText } from "./text.ts";

/**
 * A phone number in E.164 (SPEC 3.3). A number without an international prefix is taken as `country`'s (ISO 3166-1
 * alpha-2); one that is valid only in another country is an error, not a guess. (Countries that share a calling code,
 * as the United States and Canada do, share their national numbers.) An extension has no place in E.164.
 */
export function normalizePhone(text: string, country: string): Normalized {
  const plain = normalizeText(text, 64);
  if (!plain.ok) return plain;
  const written = plain.value
    .normalize("NFKC")
    .replace(/^tel:/iu, "")
    .replace(/^\(\s*(\+\d+)\s*\)/u, "$1 ");
  const phone = parsePhoneNumberFromString(written, {
    ...(isSupportedCountry(country) ? { defaultCountry: country as CountryCode } : {}),
    extract: false,
  });
  if (/\p{L}/u.test(written) || phone?.ext)
    return invalid("MALFORMED", "This is not a phone number without extension.");
  if (!phone?.isValid())
    return invalid(
      "MALFORMED",
      `This is not a valid phone number. Without "+" it is taken as a number of ${country}.`,
    );
  return { ok: true, value: phone.number };
}
