import type { Random } from "./random.ts";

type Error = (text: string, random: Random) => string;

const LOOK_ALIKE = [
  ["m", "rn"],
  ["l", "1"],
  ["o", "0"],
  ["cl", "d"],
  ["i", "l"],
  ["e", "c"],
  ["b", "h"],
];
const SOUND_ALIKE = [
  ["ph", "f"],
  ["c", "k"],
  ["ck", "k"],
  ["ie", "y"],
  ["y", "i"],
  ["th", "t"],
  ["sch", "sh"],
  ["ou", "u"],
  ["ei", "ie"],
  ["z", "s"],
];

const replaced =
  (pairs: readonly (readonly string[])[]): Error =>
  (text, random) => {
    const fitting = pairs.filter(([from = ""]) => text.includes(from));
    if (fitting.length === 0) return text;
    const [from = "", to = ""] = random.pick(fitting);
    return text.replace(from, to);
  };

const dropped: Error = (text, random) => {
  const at = random.below(text.length);
  return text.slice(0, at) + text.slice(at + 1);
};
const doubled: Error = (text, random) => {
  const at = random.below(text.length);
  return text.slice(0, at) + text.charAt(at) + text.slice(at);
};
const swapped: Error = (text, random) => {
  const at = random.below(Math.max(1, text.length - 1));
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
};
const mistyped: Error = (text, random) => {
  const at = random.below(text.length);
  const letter = /\d/.test(text.charAt(at))
    ? random.pick([..."0123456789"])
    : random.pick([..."aeinrst"]);
  return text.slice(0, at) + letter + text.slice(at + 1);
};
const unaccented: Error = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "");
const shouted: Error = (text) => text.toUpperCase();

const ERRORS = [
  replaced(LOOK_ALIKE),
  replaced(SOUND_ALIKE),
  dropped,
  doubled,
  swapped,
  mistyped,
  unaccented,
  shouted,
];

export const garbled: Error = (text, random) =>
  text.length < 2 ? text : random.pick(ERRORS)(text, random);
