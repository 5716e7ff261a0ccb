import { searchTerms } from "../../src/identity/search/terms.ts";

export interface Person {
  readonly id: string;
  readonly status: "active" | "archived";
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  readonly businessName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Numbers from 0 to 1, the same in each run (mulberry32). */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const list = (text: string) => text.trim().split(/\s+/);
/** Common ones by how common they are; behind them come rare ones that are put together of syllables. */
const FIRST =
  list(`James Mary Michael John Jennifer Robert Linda David Elizabeth William Maria Richard Susan Joseph Jessica
  Thomas Sarah Christopher Karen Charles Lisa Daniel Nancy Matthew Sandra Anthony Ashley Mark Emily Steven Kimberly Andrew
  Donna Paul Michelle Joshua Carol Kenneth Amanda Kevin Melissa Brian Deborah Ronald Stephanie Timothy Rebecca Jason Laura
  José Anna Mohammed Wei Priya Olga Sofia Luca Mateo Chloé Johanna Jon Joan Joanna Ahmed Fatima Yuki Hiroshi Björn Zoë Ravi`);
const LAST =
  list(`Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
  Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young
  Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Singh
  O'Brien Müller Schmidt Núñez Kim Wang Patel Kumar Smithson Johnston Jansen Petrov Ivanova Rossi Silva Santos Kowalski`);
const SYLLABLES =
  list(`ba ber bra cal cor da del dor el far fen gar gri hal han ing ka kel kor la lan len lo mar mer mon na
  nor ol per ra ren ro sal san sen son ta tel ter ton tor va vel ver vin wel win ya zan zel`);
const DOMAINS = list(
  `gmail.com yahoo.com hotmail.com outlook.com icloud.com aol.com bigpond.com gmx.de web.de proton.me`,
);
const TRADES = list(
  `Plumbing Consulting Bakery Motors Design Dental Logistics Electrical Studio Foods Travel Legal Media`,
);
const SUFFIXES = ["Pty Ltd", "Inc", "GmbH", "& Sons", "Group"];
/** A country's code with the beginnings and the lengths of its mobile numbers. */
const NUMBERS = [
  ["+614", 8],
  ["+1415", 7],
  ["+1212", 7],
  ["+447", 9],
  ["+4917", 9],
  ["+919", 9],
] as const;

/** The n-th of very many names. */
function nameOf(common: readonly string[], n: number): string {
  const name = common[n];
  if (name !== undefined) return name;
  let rest = n * 7919 + 104_729;
  let made = "";
  for (let syllable = 0; syllable < 3 + (n % 2); syllable++) {
    made += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length) + n;
  }
  return made.charAt(0).toUpperCase() + made.slice(1);
}

/** Zipf and Mandelbrot's law: one in `1 / n` for the n-th, flattened at the top. */
const rankOf = (chance: number, count: number, flat: number) =>
  Math.min(count - 1, Math.floor(flat * (((count + flat) / flat) ** chance - 1)));

/** People with skewed names: in a million some 11,000 Smiths, and names that one has alone. */
export function createPeople(seed: number): () => Person {
  const chance = createChance(seed);
  const one = <T>(of: readonly T[], skew = 1) => of[Math.floor(chance() ** skew * of.length)] as T;
  const some = <T>(share: number, make: () => T) => (chance() < share ? make() : null);
  const lastName = () => nameOf(LAST, rankOf(chance(), 60_000, 10));
  const firstName = () => nameOf(FIRST, rankOf(chance(), 3_000, 5));
  let made = 0;
  return () => {
    made += 1;
    const [first, last] = [firstName(), lastName()];
    const business = some(0.15, () => `${lastName()} ${one(TRADES)} ${one(SUFFIXES)}`);
    const domain = chance() < 0.85 ? one(DOMAINS, 2.5) : `${lastName().toLowerCase()}.example`;
    const local = one([`${first}.${last}`, `${first[0]}${last}`, `${first}${last}`]);
    return {
      id: uuidOf(chance),
      status: chance() < 0.05 ? "archived" : "active",
      firstName: first,
      middleName: some(0.1, firstName),
      lastName: last,
      businessName: business,
      email: some(0.85, () => ascii(`${local}${made.toString(36)}@${domain}`)),
      phone: some(0.7, () => {
        const [code, digits] = one(NUMBERS);
        return code + String(Math.floor(chance() * 10 ** digits)).padStart(digits, "0");
      }),
    };
  };
}

const ascii = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[^\w.@-]/g, "")
    .toLowerCase();

const uuidOf = (chance: () => number) => {
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(chance() * 2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};

/** The same terms as the service writes. */
export function termsOf(person: Person): string[] {
  const { firstName, middleName, lastName, businessName, email, phone } = person;
  const said = Object.entries({ firstName, middleName, lastName, businessName });
  return searchTerms({
    fields: Object.fromEntries(said.map(([field, value]) => [field, { ...STATE, value }])),
    identifiers: [
      ...(email === null ? [] : [{ ...IDENTIFIER, kind: "email" as const, value: email }]),
      ...(phone === null ? [] : [{ ...IDENTIFIER, kind: "phone" as const, value: phone }]),
    ],
  });
}

const STATE = {
  verified: false,
  version: 1,
  origin: { channel: null, visitorId: null, conversationId: null, happenedAt: "2026-01-01" },
};
const IDENTIFIER = { primary: true, verified: false, visitorId: null, provesPerson: false };
