import { normalizeGroupingName } from "../../identity/normalize/grouping-name.ts";
import { fold } from "../../identity/values.ts";
import { type CellReading, invalidCell } from "./cell-reading.ts";
import { GOOGLE_SEPARATOR } from "./headers/other-names.ts";
import { withoutMark } from "./what-cell-says.ts";

/** Of one kind, in one cell: more than a contact that is exported has, or its row could not be read again. */
const MOST_NAMES = 500;
const DEFAULT_SEPARATOR = ";";
const SEPARATORS = [GOOGLE_SEPARATOR, ";", ",", "|"];

/**
 * The names of tags or lists in a cell, each once. A name that holds the separator or a quote stands in quotes, with
 * its own quotes doubled (`joinNames` writes them so).
 */
export function splitNames(text: string, separator: string): CellReading<readonly string[]> {
  const pieces = splitQuoted(text, separator);
  if (!pieces)
    return invalidCell(
      "MALFORMED_NAMES",
      'A name that begins with a quote ends with one, and quotes in it are doubled: "like ""this""".',
    );
  const names = new Map<string, string>();
  for (const piece of pieces) {
    const said = withoutMark(separator === GOOGLE_SEPARATOR ? withoutGoogleMark(piece) : piece);
    if (said === "") continue;
    const name = normalizeGroupingName(said);
    if (!name.ok) return name;
    const key = fold(name.value);
    if (!names.has(key)) names.set(key, name.value);
    if (names.size > MOST_NAMES)
      return invalidCell("TOO_MANY_NAMES", `The cell holds more than ${MOST_NAMES} names.`);
  }
  return { ok: true, value: [...names.values()] };
}

/** Google marks the groups that it made itself with "* ", and everybody is in the one of these names. */
function withoutGoogleMark(piece: string): string {
  const name = piece.trim().replace(/^\* /u, "");
  return /^my ?contacts$/iu.test(name) ? "" : name;
}

const QUOTED = /\s*"((?:[^"]|"")*)"\s*/uy;

/** Null: a quote that doesn't close, or text after one that does. */
function splitQuoted(text: string, separator: string): string[] | null {
  if (!text.includes('"')) return text.split(separator);
  const pieces: string[] = [];
  for (let at = 0; at <= text.length; at += separator.length) {
    QUOTED.lastIndex = at;
    const quoted = QUOTED.exec(text);
    const next = text.indexOf(separator, at);
    const end = quoted ? QUOTED.lastIndex : next < 0 ? text.length : next;
    const piece = quoted ? (quoted[1] ?? "").replaceAll('""', '"') : text.slice(at, end);
    const isWhole = end === text.length || text.startsWith(separator, end);
    if (!isWhole || (!quoted && /^\s*"/u.test(piece))) return null;
    pieces.push(piece);
    at = end;
  }
  return pieces;
}

/** What the names in these cells are parted by. */
export function detectSeparator(cells: readonly string[]): string {
  const plain = cells.map((cell) => cell.replace(/"(?:[^"]|"")*"/gu, ""));
  return (
    SEPARATORS.find((separator) => plain.some((cell) => cell.includes(separator))) ??
    DEFAULT_SEPARATOR
  );
}
