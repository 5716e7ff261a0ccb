/** How near two spellings are, from 0 to 1: Jaro-Winkler, which forgives a typing error the more the longer the word. */
export function nearness(one: string, other: string): number {
  if (one === other) return 1;
  const jaro = jaroNearness(one, other);
  let prefix = 0;
  while (prefix < 4 && one[prefix] !== undefined && one[prefix] === other[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroNearness(one: string, other: string): number {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Uint8Array(other.length);
  let shared = "";
  for (let i = 0; i < one.length; i++) {
    for (let j = Math.max(0, i - reach); j <= Math.min(other.length - 1, i + reach); j++) {
      if (taken[j] || one[i] !== other[j]) continue;
      taken[j] = 1;
      shared += one[i];
      break;
    }
  }
  if (shared === "") return 0;
  let moved = 0;
  for (let j = 0, at = 0; j < other.length; j++) {
    if (taken[j] && other[j] !== shared[at++]) moved++;
  }
  const m = shared.length;
  return (m / one.length + m / other.length + (m - moved / 2) / m) / 3;
}

/** Whether one slip apart: a character more, less or another, or two neighbours swapped. */
export function oneSlipApart(one: string, other: string): boolean {
  if (one.length > other.length) return oneSlipApart(other, one);
  if (other.length - one.length > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  if (one.length < other.length) return one.slice(at) === other.slice(at + 1);
  if (one.slice(at + 1) === other.slice(at + 1)) return true;
  return (
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

const SOUNDS: { readonly [letter: string]: string } = Object.fromEntries(
  ["bpfvw", "cgjkqsxz", "dt", "l", "mn", "r"].flatMap((letters, sound) =>
    [...letters].map((letter) => [letter, String(sound + 1)]),
  ),
);

/** A short code that spellings of like sound share: the sounds of the first four consonants, whichever letter leads. */
export function soundOf(word: string): string {
  let code = "";
  let last = "";
  for (const letter of word.replace(/^(ph)/, "f").replace(/^(wr|kn)/, (two) => two.slice(1))) {
    const sound = SOUNDS[letter] ?? "";
    if (sound !== "" && sound !== last) code += sound;
    last = letter === "h" ? last : sound;
  }
  // A word without consonants, or of another script, stands for itself.
  return code === "" ? word.slice(0, 4) : (/^[aeiouy]/.test(word) ? "0" : "") + code.slice(0, 4);
}
