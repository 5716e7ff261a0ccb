const ALPHABETS: readonly { readonly script: RegExp; readonly letters: string }[] = [
  { script: /^[+\d]+$/, letters: "0123456789" },
  { script: /@/, letters: "abcdefghijklmnopqrstuvwxyz0123456789._-" },
  { script: /\p{Script=Latin}/u, letters: "abcdefghijklmnopqrstuvwxyz" },
  { script: /\p{Script=Cyrillic}/u, letters: "абвгдежзиклмнопрстуфхцчшщъыьэюяіїґ" },
  { script: /\p{Script=Greek}/u, letters: "αβγδεζηθικλμνξοπρσςτυφχψω" },
];

/** Signs and digits in a name are not mistaken for others. */
const GUESSED = /^([\p{L}\p{M}.-]+|\+?\d+|\S+@\S+)$/u;
const SHORTEST = 4;
const LONGEST = 40;

/**
 * What somebody may have meant who typed this with one mistake: a letter left out, doubled, taken for another, or two
 * changed about. Nothing for short texts, of which almost every other one is a misspelling.
 */
export function spellingsOf(text: string): string[] {
  const letters = [...text];
  if (letters.length < SHORTEST || letters.length > LONGEST || !GUESSED.test(text)) return [];
  const alphabet = [...(ALPHABETS.find(({ script }) => script.test(text))?.letters ?? "")];
  const found = new Set<string>();
  const add = (at: number, removed: number, put: readonly string[]) =>
    found.add([...letters.slice(0, at), ...put, ...letters.slice(at + removed)].join(""));
  for (let at = 0; at <= letters.length; at++) {
    const [here, next] = [letters[at], letters[at + 1]];
    for (const letter of alphabet) add(at, 0, [letter]);
    if (here === undefined) continue;
    add(at, 1, []);
    for (const letter of alphabet) add(at, 1, [letter]);
    if (next !== undefined) add(at, 2, [next, here]);
  }
  found.delete(text);
  return [...found];
}
