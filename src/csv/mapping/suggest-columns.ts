import { unharmed } from "../write-csv.ts";
import { type Candidate, chooseColumns } from "./choose-columns.ts";
import type { HeaderMeaning } from "./headers/header-meaning.ts";
import { foldedNames, foldHeader } from "./headers/header-words.ts";
import { ambiguityOfHeader, meaningOfHeader } from "./headers/meaning-of-header.ts";
import { mailchimpGuesses, mailchimpSigns } from "./headers/other-names.ts";
import { type Look, lookAtCells, shareOfEmails } from "./look-at-cells.ts";
import { detectSeparator } from "./split-names.ts";
import type { ColumnSuggestion, ColumnTarget } from "./targets.ts";
import { whatCellSays } from "./what-cell-says.ts";

const MOST_ROWS = 100;
const MOST_SAMPLES = 3;
const LONGEST_SAMPLE = 200;

/**
 * What each column of a file probably is: one suggestion a column, in their order, of which no two are ambiguous but
 * those of columns with the same name. `country` is the workspace's.
 */
export function suggestColumns(
  header: readonly string[],
  sampleRows: readonly (readonly string[])[],
  country: string,
): ColumnSuggestion[] {
  const rows = sampleRows.slice(0, MOST_ROWS);
  const columns = header.map((text, index) => ({
    column: index + 1,
    header: text,
    cells: rows.map((cells) => cells[index] ?? "").filter((cell) => whatCellSays(cell) !== ""),
  }));
  const meanings = meaningsOf(header);
  const byHeader = columns.map((column, index) => fromHeader(column, meanings[index] ?? null));
  return chooseColumns(
    byHeader.map((candidate, index) => candidate ?? fromContent(columns[index], byHeader, country)),
  );
}

interface Column {
  readonly column: number;
  readonly header: string;
  readonly cells: readonly string[];
}

/** What the headers say, each beside the others. */
function meaningsOf(header: readonly string[]): (HeaderMeaning | null)[] {
  const alone = header.map(meaningOfHeader);
  const has = (field: string) =>
    alone.some((meaning) => meaning?.target.to === "FIELD" && meaning.target.field === field);
  const isMailchimp = header.some((text) => MAILCHIMP_SIGNS.has(foldHeader(text)));
  return header.map((text, index) => {
    if (isMailchimp && MAILCHIMP_GUESSES.has(foldHeader(text)))
      return { target: { to: "IGNORE" }, rank: 0, confidence: 0.9 };
    const ambiguity = ambiguityOfHeader(text);
    if (!ambiguity) return alone[index] ?? null;
    const [field, other] =
      ambiguity === "familyOrFull"
        ? (["lastName", "firstName"] as const)
        : (["firstName", "lastName"] as const);
    return has(other) && !has(field) ? nameMeaning(field, 0.85) : nameMeaning("fullName", 0.6);
  });
}

const MAILCHIMP_SIGNS = new Set(foldedNames(mailchimpSigns));
const MAILCHIMP_GUESSES = new Set(foldedNames(mailchimpGuesses));

const nameMeaning = (
  field: "firstName" | "lastName" | "fullName",
  confidence: number,
): HeaderMeaning => ({ target: { to: "FIELD", field }, rank: 1, confidence });

function fromHeader(column: Column, meaning: HeaderMeaning | null): Candidate | null {
  if (!meaning) return null;
  const { cells } = column;
  const { target, rank, confidence } = meaning;
  const candidate = { ...common(column), because: "HEADER" as const, rank };
  if (target.to === "TAGS" || target.to === "LISTS") {
    const separator = target.separator || detectSeparator(cells);
    return { ...candidate, target: { ...target, separator }, confidence };
  }
  // Owners by name are of no use, and a column of that name holds anything but our attributes.
  const isUnusable =
    (target.to === "ASSIGNEE" && cells.length > 0 && shareOfEmails(cells) < 0.5) ||
    (target.to === "ATTRIBUTES" && !cells.every((cell) => cell.trim().startsWith("{")));
  if (isUnusable) return { ...candidate, target: { to: "IGNORE" }, confidence: 0.5 };
  const isEmail = target.to === "FIELD" && target.field === "email";
  const isDoubtful = isEmail && shareOfEmails(cells) < 0.5;
  return { ...candidate, target, confidence: isDoubtful ? 0.4 : confidence };
}

const TARGETS: { readonly [L in Look]: ColumnTarget } = {
  email: { to: "FIELD", field: "email" },
  phone: { to: "FIELD", field: "phone" },
  country: { to: "ADDRESS", address: "contactAddress", part: "country" },
};
/** After all columns that a header speaks for; and a header that says something else speaks against it. */
const RANK = 9;
const NAMED_OTHERWISE = 0.7;

function fromContent(
  column: Column | undefined,
  byHeader: readonly (Candidate | null)[],
  country: string,
): Candidate {
  const nothing = {
    ...common(column ?? { column: 0, header: "", cells: [] }),
    target: { to: "IGNORE" as const },
    confidence: 0,
    because: "NOTHING" as const,
    rank: RANK,
  };
  const look = column && lookAtCells(column.cells, country);
  if (!look) return nothing;
  const target = TARGETS[look.look];
  const isTaken = byHeader.some(
    (candidate) =>
      candidate &&
      candidate.filled > 0 &&
      JSON.stringify(candidate.target) === JSON.stringify(target),
  );
  if (isTaken) return nothing;
  const confidence = look.confidence * (column.header === "" ? 1 : NAMED_OTHERWISE);
  return { ...nothing, target, confidence, because: "CONTENT" };
}

const common = ({ column, header, cells }: Column) => ({
  column,
  header,
  samples: cells
    .slice(0, MOST_SAMPLES)
    .map((cell) => unharmed(cell.trim()).slice(0, LONGEST_SAMPLE)),
  filled: cells.length,
});
