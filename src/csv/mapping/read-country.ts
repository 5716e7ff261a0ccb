import countries from "i18n-iso-countries";
import { type CellReading, invalidCell } from "./cell-reading.ts";

const LANGUAGES = ["en", "de", "fr", "it", "es", "pt"];
/** What people write beside the names of ISO 3166. */
const ALSO: { readonly [code: string]: string } = {
  GB: "England, Scotland, Wales, Northern Ireland, Great Britain, Angleterre, Grande-Bretagne, Inghilterra, Gran Bretagna, Inglaterra, Gran Bretaña, Grã-Bretanha, Schottland",
  IE: "Republic of Ireland, Eire",
  NL: "Holland, The Netherlands, Hollande, Olanda, Holanda",
  US: "EE. UU., EEUU, EUA, États-Unis, États-Unis d'Amérique, Stati Uniti d'America, America, Amerika, Vereinigte Staaten",
  CZ: "Czech Republic, Tschechische Republik, République tchèque, Repubblica Ceca, República Checa",
  DE: "BRD",
  MK: "Macedonia, Mazedonien",
  VA: "Vatikan, Vatican, Vaticano",
};

const foldName = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/gu, "ss")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** By folded name; null where a name is more than one country's. */
const codes = new Map<string, string | null>();
const learn = (name: string, code: string) => {
  const key = foldName(name);
  codes.set(key, !codes.has(key) || codes.get(key) === code ? code : null);
};
for (const language of LANGUAGES)
  for (const [code, names] of Object.entries(countries.getNames(language, { select: "all" })))
    for (const name of names) learn(name, code);
for (const [code, names] of Object.entries(ALSO))
  for (const name of names.split(",")) learn(name, code);
for (const [alpha2, alpha3] of Object.entries(countries.getAlpha2Codes())) {
  codes.set(foldName(alpha3), alpha2);
  codes.set(foldName(alpha2), alpha2);
}

/** An ISO 3166-1 code of two or three letters, or a name in one of six languages: its code of two letters. */
export function readCountry(text: string): CellReading {
  const code = codes.get(foldName(text));
  if (code) return { ok: true, value: code };
  return invalidCell(
    "UNKNOWN_COUNTRY",
    code === null
      ? "More than one country is called so. Write its ISO 3166-1 code, such as DE."
      : "This is not the name or code of a country. Write its ISO 3166-1 code, such as DE.",
  );
}
