import type { ColumnSuggestion } from "./targets.ts";

/** What each column of a file probably is: one suggestion a column, in their order. `country` is the workspace's. */
export function suggestColumns(
  header: readonly string[],
  sampleRows: readonly (readonly string[])[],
  _country: string,
): ColumnSuggestion[] {
  return header.map((text, index) => ({
    column: index + 1,
    header: text,
    samples: sampleRows
      .map((cells) => cells[index] ?? "")
      .filter(Boolean)
      .slice(0, 3),
    target: { to: "IGNORE" },
    confidence: 0,
    because: "NOTHING",
  }));
}
