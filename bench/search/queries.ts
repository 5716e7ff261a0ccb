import type { Person } from "./people.ts";

export interface Kind {
  readonly name: string;
  /** What somebody types who looks for this person; null where there is nothing to type. */
  type(person: Person, chance: () => number): string | null;
  /** Whether the person must be found, unless the list is full. */
  readonly finds: boolean;
}

const kind = (name: string, type: Kind["type"], finds = true): Kind => ({ name, type, finds });

/** Two letters changed about, or one left out. */
function mistyped(text: string, chance: () => number): string | null {
  if (text.length < 5) return null;
  const at = 1 + Math.floor(chance() * (text.length - 2));
  return chance() < 0.5
    ? text.slice(0, at) + text.slice(at + 1)
    : `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
}

const spaced = (digits: string) => digits.replace(/(\d{3})(?=\d)/g, "$1 ");
const local = ({ email }: Person) => email?.split("@")[0] ?? null;

export const KINDS: readonly Kind[] = [
  kind("first and last name", (p) => `${p.firstName} ${p.lastName}`),
  kind("last and first name", (p) => `${p.lastName}, ${p.firstName}`),
  kind("last name", (p) => p.lastName),
  kind("first name", (p) => p.firstName),
  kind("2 letters", (p) => p.firstName.slice(0, 2)),
  kind("3 letters", (p) => p.lastName.slice(0, 3)),
  kind(
    "beginnings of both names",
    (p) => `${p.firstName.slice(0, 2)} ${p.lastName.slice(0, 3)}`,
    false,
  ),
  kind("name, beginning of another", (p) => `${p.firstName} ${p.lastName.slice(0, 3)}`),
  kind("inside a name", (p) => (p.lastName.length < 6 ? null : p.lastName.slice(1, 5))),
  kind("email", (p) => p.email),
  kind("beginning of an email", (p) => local(p)?.slice(0, 8) ?? null),
  kind("inside an email", (p) => local(p)?.slice(3) ?? null),
  kind("domain", (p) => p.email?.split("@")[1] ?? null),
  kind("phone, international", (p) => p.phone && `+${spaced(p.phone.slice(1))}`),
  kind("phone, digits only", (p) => p.phone?.slice(1) ?? null),
  kind("phone, in part", (p) => p.phone && spaced(p.phone.slice(-6))),
  kind("phone, 4 digits", (p) => p.phone?.slice(-4) ?? null),
  kind("business name", (p) => p.businessName),
  kind("word of a business", (p) => p.businessName?.split(" ")[1] ?? null),
  kind(
    "name and business",
    (p) => p.businessName && `${p.lastName} ${p.businessName.split(" ")[0]}`,
    false,
  ),
  kind("mistyped last name", (p, chance) => mistyped(p.lastName, chance), false),
  kind(
    "mistyped full name",
    (p, chance) => {
      const last = mistyped(p.lastName, chance);
      return last && `${p.firstName} ${last}`;
    },
    false,
  ),
  kind("mistyped email", (p, chance) => p.email && mistyped(p.email, chance), false),
  kind("mistyped phone", (p, chance) => p.phone && `+${mistyped(p.phone.slice(1), chance)}`, false),
  kind("nobody's", (_p, chance) => `q${Math.floor(chance() * 1e9).toString(36)}x`, false),
];
