import { unharmed } from "../../write-csv.ts";

/** Words that say nothing by themselves, in six languages. */
const FILLERS = new Set(
  (
    "of the der den des fur de del della dello dell di du do da dos das la le les l d el los las per para pour " +
    "required optional pflichtfeld obligatoire obbligatorio obligatorio obrigatorio"
  ).split(" "),
);

/** The words of a header, without case, accents, punctuation and fillers: "E-mail 1 - Value", "lastName", "Land/Région (bureau)". */
export function headerWords(header: string): string[] {
  const words = unharmed(header)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/gu, "ss")
    .replace(/(\p{Ll})(?=\p{Lu})|(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, "$& ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const telling = words.filter((word) => !FILLERS.has(word));
  return telling.length > 0 ? telling : words;
}

/** What headers are looked up by: "First Name", "first_name", "FIRSTNAME" and "firstName" are one. */
export const foldHeader = (header: string): string => headerWords(header).join("");

/** The names of a list that is written with commas, each folded. */
export const foldedNames = (list: string): string[] => list.split(",").map(foldHeader);
