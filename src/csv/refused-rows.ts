import { fold } from "../identity/values.ts";
import { unharmed } from "./write-csv.ts";

const LINE = "Refused line";
const REASONS = "Refused because";
const OWN = [LINE, REASONS].map(fold);

export interface RefusedCells {
  readonly line: number;
  readonly messages: readonly string[];
  readonly cells: readonly string[];
}

/**
 * A file of the rows that were refused, as they were: mended, it is imported as the first one was. What is said of each
 * stands before its cells, for a row may have more of them than the header has names. A file that was made so itself
 * loses what was said then.
 */
export function refusedRowsFile(names: readonly string[]): {
  readonly header: readonly string[];
  write(row: RefusedCells): string[];
} {
  const isOwn = names.map((name) => OWN.includes(fold(name)));
  const kept = <T>(cells: readonly T[]) => cells.filter((_cell, index) => !isOwn[index]);
  return {
    header: [LINE, REASONS, ...kept(names)],
    write: ({ line, messages, cells }) => [
      String(line),
      messages.join(" "),
      // Whoever writes them makes them harmless again.
      ...kept(cells).map(unharmed),
    ],
  };
}
