import type { Profile } from "./profile.ts";
import { nearness, oneSlipApart } from "./spelling.ts";

const AGREES = 0.93;
/** Stephen and Stephanie are nearer than many a typing error, so this is strict. */
const CLOSE = 0.87;

/** What the names say for one person, in powers of two. Null: that they are two, or too little. */
export function nameEvidence(one: Profile, other: Profile): number | null {
  if (one.names.length === 0 || other.names.length === 0) return null;
  if (one.split && other.split) return bestOrder(one, other);
  if (one.names.length > 1 && other.names.length > 1) return wordEvidence(one.names, other.names);
  return null;
}

/** First and last name, also if one of the two records has them swapped. */
function bestOrder(one: Profile, other: Profile): number | null {
  const straight = both(one.given, other.given, one.family, other.family);
  const first = partEvidence(one.given, other.family);
  const last = partEvidence(one.family, other.given);
  const swapped = first === null || last === null ? null : first + last;
  if (straight === null) return swapped;
  return swapped === null ? straight : Math.max(straight, swapped);
}

/**
 * People who live together share the last name, so the first one has to be there and much the same. With it the last
 * name may be missing, or another since a marriage; the rest must then say the more.
 */
function both(given: string, otherGiven: string, family: string, otherFamily: string) {
  if (given === "" || otherGiven === "") return null;
  const first = partEvidence(given, otherGiven);
  if (family === "" || otherFamily === "") return given === otherGiven ? first : null;
  const last = partEvidence(family, otherFamily);
  if (first !== null && last !== null) return first + last;
  return given === otherGiven && given.length > 1 ? 2 : null;
}

function partEvidence(one: string, other: string): number | null {
  if (one === "" || other === "") return null;
  if (one === other) return 6;
  if (isInitial(one, other)) return 1;
  const near = nearness(one, other);
  if (near >= AGREES) return 5;
  return near >= CLOSE || (one.length > 2 && oneSlipApart(one, other)) ? 3 : null;
}

/** "J" is written for "John". */
const isInitial = (one: string, other: string) =>
  (one.length === 1 || other.length === 1) && one[0] === other[0];

/** Full names, whose order is not known: each word of the shorter one must be found in the other. */
function wordEvidence(one: readonly string[], other: readonly string[]): number | null {
  const [fewer, more] = one.length <= other.length ? [one, other] : [other, one];
  const left = [...more];
  const [leading] = more;
  let sum = 0;
  for (const word of fewer) {
    const found = left.map((candidate) => partEvidence(word, candidate) ?? -1);
    const best = Math.max(...found);
    if (best < 0) return null;
    left.splice(found.indexOf(best), 1);
    sum += best;
  }
  // Olga Jose Drummond is not Jose Drummond, but Olga Drummond may be she.
  if (leading !== undefined && left[0] === leading) return null;
  return Math.min(sum, 12) - left.length;
}
