import countries from "i18n-iso-countries";
import { ADDRESS_PARTS } from "../model.ts";
import { invalid, type Normalized, normalizeText } from "./text.ts";

const MAX_PART = 300;

/** Address parts are free text, the country excepted (V1): ISO 3166-1 alpha-2, answered in upper case. */
export function normalizeAddressPart(part: string, text: string): Normalized {
  if (!ADDRESS_PARTS.some((known) => known === part))
    return invalid("UNKNOWN_PART", "An address has no such part.");
  const plain = normalizeText(text, MAX_PART);
  if (!plain.ok || part !== "country") return plain;
  return normalizeCountry(plain.value);
}

export function normalizeCountry(text: string): Normalized {
  const code = text.trim().toUpperCase();
  if (!/^[A-Z]{2}$/u.test(code) || !countries.alpha2ToAlpha3(code))
    return invalid(
      "UNKNOWN_COUNTRY",
      "This is not an ISO 3166-1 alpha-2 country code, such as DE.",
    );
  return { ok: true, value: code };
}
