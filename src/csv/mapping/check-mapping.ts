import { ATTRIBUTE_LIMITS } from "../../identity/normalize/attributes.ts";
import type { ColumnTarget, MappedColumn, MappingProblem } from "./targets.ts";

/** In characters. */
const LONGEST_SEPARATOR = 5;

/** Why a file can't be imported by these columns; none when it can (SPEC 8.3). */
export function checkMapping(columns: readonly MappedColumn[]): MappingProblem[] {
  return [
    ...missing(columns),
    ...ambiguous(columns),
    ...columns.filter(hasMalformedKey).map(malformedKey),
    ...columns.filter(hasMalformedSeparator).map(malformedSeparator),
  ];
}

function missing(columns: readonly MappedColumn[]): MappingProblem[] {
  const isMapped = (field: string) =>
    columns.some(({ target }) => target.to === "FIELD" && target.field === field);
  const problem = (code: MappingProblem["code"], what: string): MappingProblem => ({
    code,
    columns: [],
    message: `No column is mapped to ${what}.`,
  });
  return [
    ...(isMapped("firstName") ? [] : [problem("FIRST_NAME_NOT_MAPPED", "the first name")]),
    ...(isMapped("lastName") ? [] : [problem("LAST_NAME_NOT_MAPPED", "the last name")]),
    ...(isMapped("email") || isMapped("phone")
      ? []
      : [problem("IDENTIFIER_NOT_MAPPED", "the email or the phone number")]),
  ];
}

function ambiguous(columns: readonly MappedColumn[]): MappingProblem[] {
  const byPlace = new Map<string, number[]>();
  for (const { column, target } of columns) {
    const place = placeOf(target);
    if (place !== null) byPlace.set(place, [...(byPlace.get(place) ?? []), column]);
  }
  return [...byPlace.values()]
    .filter((numbers) => numbers.length > 1)
    .map((numbers) => ({
      code: "AMBIGUOUS_COLUMNS",
      columns: numbers,
      message: `Columns ${numbers.join(", ")} are mapped to the same. Map one of them, and ignore the others.`,
    }));
}

/** What only one column can say. Null: any number can. */
export function placeOf(target: ColumnTarget): string | null {
  switch (target.to) {
    case "FIELD":
      return target.field;
    case "ADDRESS":
      return `${target.address}.${target.part ?? "line1"}`;
    case "ATTRIBUTE":
      return `attributes.${target.key.normalize("NFC")}`;
    case "IGNORE":
      return null;
    default:
      return target.to;
  }
}

const hasMalformedKey = ({ target }: MappedColumn) =>
  target.to === "ATTRIBUTE" &&
  // As in `normalizeAttributes`: an own property of this name is set as the prototype on its way.
  (target.key === "__proto__" ||
    target.key.trim() === "" ||
    !target.key.isWellFormed() ||
    target.key.includes("\u0000") ||
    [...target.key].length > ATTRIBUTE_LIMITS.keyLength);

const malformedKey = ({ column }: MappedColumn): MappingProblem => ({
  code: "MALFORMED_ATTRIBUTE_KEY",
  columns: [column],
  message: `An attribute's name has 1 to ${ATTRIBUTE_LIMITS.keyLength} characters and is not "__proto__".`,
});

function hasMalformedSeparator({ target }: MappedColumn): boolean {
  if (target.to !== "TAGS" && target.to !== "LISTS") return false;
  const { separator } = target;
  return separator.trim() === "" || separator.includes('"') || separator.length > LONGEST_SEPARATOR;
}

const malformedSeparator = ({ column }: MappedColumn): MappingProblem => ({
  code: "MALFORMED_SEPARATOR",
  columns: [column],
  message: `A separator has 1 to ${LONGEST_SEPARATOR} characters, is not white space alone, and has no quote.`,
});
