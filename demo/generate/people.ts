import type { SessionAddress } from "../session-file.ts";

/** A random number from 0 to 1 (mulberry32): the same seed gives the same file. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
export type Random = () => number;
export const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

/** Somebody as they are, before anything is mistyped. */
export interface Person {
  email: string;
  /** Digits after the leading 0 of a German mobile number, from the hundred that are set aside for fiction. */
  phone: string;
  firstName: string;
  lastName: string;
  address: SessionAddress;
}

const firstNames =
  `Anna Jürgen Sophie Björn Leyla Günther Marie Paweł Charlotte Tomasz Zoë Håkon Friederike Can
  Saoirse Matthias Ngozi Clémence Torsten Ayşe Heike Uwe Katharina Jörg`.split(/\s+/);
const lastNames =
  `Schmidt Müller Weiß Fischer O'Brien Demir Becker Nowak Schäfer Koch Bauer Richter Klein Wolf
  Schröder Neumann Fernández Braun Zimmermann Krüger Adeyemi Clarke-Lewis`.split(/\s+/);
const streets = ["Hauptstraße", "Bahnhofstraße", "Mühlweg", "Am Kirchplatz", "Goethestraße"];
const towns = [
  ["Leipzig", "Sachsen", "04109"],
  ["Münster", "Nordrhein-Westfalen", "48143"],
  ["Husum", "Schleswig-Holstein", "25813"],
  ["Passau", "Bayern", "94032"],
] as const;
const mailHosts = ["example.com", "mail.example.org", "bücher.example"];

export function makePerson(random: Random, number: number): Person {
  const [city, region, postalCode] = pick(random, towns);
  return {
    email: `person.${number}@${pick(random, mailHosts)}`,
    phone: `17139200${String(number).padStart(2, "0")}`,
    firstName: pick(random, firstNames),
    lastName: pick(random, lastNames),
    address: {
      line1: `${pick(random, streets)} ${1 + Math.floor(random() * 180)}`,
      line2: `Wohnung ${1 + Math.floor(random() * 9)}`,
      city,
      region,
      postalCode,
      country: "DE",
    },
  };
}

/** The same address in a notation of someone's own. */
export function anyEmailNotation(random: Random, email: string): string {
  const [name = "", host = ""] = email.split("@");
  return pick(random, [
    email,
    ` ${email}  `,
    `${name}@${host.toUpperCase()}`,
    `${name.charAt(0).toUpperCase()}${name.slice(1)}@${host}`,
    `${name}@${host.replace("bücher", "xn--bcher-kva")}`,
    // The same letters, composed differently.
    `${name}@${host.normalize("NFD")}`,
  ]);
}

/** The same number in a notation of someone's own. */
export function anyPhoneNotation(random: Random, phone: string): string {
  const [area, rest] = [phone.slice(0, 3), phone.slice(3)];
  return pick(random, [
    `0${phone}`,
    `0${area} ${rest}`,
    `0${area}/${rest}`,
    `(0${area}) ${rest.slice(0, 5)}-${rest.slice(5)}`,
    `+49${phone}`,
    `+49 ${area} ${rest.slice(0, 3)} ${rest.slice(3)}`,
    `+49 (0)${area} ${rest}`,
    `0049 ${area} ${rest}`,
  ]);
}

/** The same name for a person, a different text for a program: both must count as agreeing. */
export const anyCase = (random: Random, text: string): string =>
  pick(random, [
    text,
    text.toUpperCase(),
    text.toLowerCase(),
    ` ${text} `,
    text.normalize("NFD"),
    text.replace(" ", "  "),
  ]);

/** A slip of the keyboard: two neighbours swapped, one doubled, or one left out. It always differs from the text. */
export function mistyped(random: Random, text: string): string {
  const letters = [...text];
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const [here = "", next = ""] = [letters[at], letters[at + 1]];
  const wrong = pick(random, [[next, here], [here, here, next], [next]]);
  const typed = [...letters.slice(0, at), ...wrong, ...letters.slice(at + 2)].join("");
  return typed.toLowerCase() === text.toLowerCase() ? `${text}x` : typed;
}
