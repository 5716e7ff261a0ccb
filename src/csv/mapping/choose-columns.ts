import { placeOf } from "./check-mapping.ts";
import { foldHeader } from "./headers/header-words.ts";
import type { ColumnSuggestion } from "./targets.ts";

/** What a column could be, before it is known what the others are. */
export interface Candidate extends ColumnSuggestion {
  /** Of several columns of one place, the one with the lowest rank is meant; tens tell one address from another. */
  readonly rank: number;
  /** How many of the looked-at cells say something. */
  readonly filled: number;
}

const LOSER = 0.3;

/** One column for each place: the best of those that say something. The others are ignored, with little confidence. */
export function chooseColumns(candidates: readonly Candidate[]): ColumnSuggestion[] {
  return withOneAddress(candidates).map((candidate, _index, all) => {
    const { column, header, samples, confidence, because } = candidate;
    return candidate.isOut || !isBest(candidate, all)
      ? { column, header, samples, target: { to: "IGNORE" }, confidence: LOSER, because }
      : { column, header, samples, target: candidate.target, confidence, because };
  });
}

type Rival = Candidate & { readonly isOut?: boolean };

function isBest(own: Rival, all: readonly Rival[]): boolean {
  const place = placeOf(own.target);
  if (place === null) return true;
  const rivals = all.filter(({ target, isOut }) => !isOut && placeOf(target) === place);
  const best = rivals.reduce((one, other) => (isBetter(other, one) ? other : one));
  // Columns that are called the same can't be told apart: choosing is left to people (`checkMapping` asks).
  return own === best || (own.header !== "" && foldHeader(own.header) === foldHeader(best.header));
}

const isBetter = (one: Candidate, other: Candidate) =>
  one.filled > 0 !== other.filled > 0 ? one.filled > 0 : one.rank < other.rank;

/**
 * The parts of the contact address come from one address of the file: the one of which most is said, or else the one
 * that is named first in `addressKinds`. Parts that are not said to be of any address may complete it.
 */
function withOneAddress(candidates: readonly Candidate[]): readonly Rival[] {
  const said = new Map<number, { filled: number; columns: number }>();
  for (const candidate of candidates) {
    const address = addressOf(candidate);
    if (address === null) continue;
    const { filled, columns } = said.get(address) ?? { filled: 0, columns: 0 };
    said.set(address, { filled: filled + candidate.filled, columns: columns + 1 });
  }
  const [chosen] =
    [...said].sort(
      ([a, ofA], [b, ofB]) => ofB.filled - ofA.filled || ofB.columns - ofA.columns || a - b,
    )[0] ?? [];
  return candidates.map((candidate) => {
    const address = addressOf(candidate);
    if (address === null || (address === 0 && chosen !== 0)) return candidate;
    return address === chosen
      ? { ...candidate, rank: candidate.rank - CHOSEN }
      : { ...candidate, isOut: true };
  });
}

/** More than any rank. */
const CHOSEN = 1_000;

const addressOf = ({ target, rank }: Candidate) =>
  target.to === "ADDRESS" && target.address === "contactAddress" ? Math.floor(rank / 10) : null;
