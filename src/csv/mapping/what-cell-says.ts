import { isPlaceholder } from "../../identity/normalize/text.ts";
import { unharmed } from "../write-csv.ts";

const LONGEST_MARK = 12;

/** The text of a cell without white space around it, and as it was before it was made harmless; "" where it says nothing. */
export const whatCellSays = (cell: string): string => withoutMark(unharmed(cell.trim()));

/**
 * What people and programs write for "nothing" ("n/a", "-", "NULL", "#N/A") says nothing in a file, also where an email
 * or a phone number would be. A placeholder that pretends to be a value ("none@none.com", "0000000", "[object Object]")
 * is left to be refused (V2).
 */
export function withoutMark(cell: string): string {
  const text = cell.trim();
  return text.length <= LONGEST_MARK && isMarkOfNothing(text) ? "" : text;
}

const NOT_FOUND = new Set(["#nv", "#n/d", "#nd"]);

function isMarkOfNothing(text: string): boolean {
  return isPlaceholder(text)
    ? !/[@\d[]|^#(?!n\/a$)/iu.test(text)
    : text.startsWith("#") && NOT_FOUND.has(text.toLowerCase());
}
