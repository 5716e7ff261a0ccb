import type { DuplicateFields } from "../../src/identity/duplicates/profile.ts";
import { garbled } from "./errors.ts";
import type { Record } from "./measure.ts";
import { type Random, randomOf } from "./random.ts";
import { BUSINESSES, CITIES, FAMILY, GIVEN, STREET_KINDS, STREETS, TRADES } from "./words.ts";

type Text = {
  -readonly [F in "firstName" | "middleName" | "lastName" | "fullName" | "businessName"]?: string;
};
type Address = { [part: string]: string };
interface Person extends Text {
  phone: string;
  contactAddress: Address;
}

/**
 * People of made-up households, some of them recorded several times with all kinds of errors: most in what they have in
 * common with nobody, while those who live together share last name, address and often the business.
 */
export function generateRecords({ seed, people }: { seed: number; people: number }): Record[] {
  const random = randomOf(seed);
  const records: Record[] = [];
  for (let made = 0; made < people; ) {
    const household = householdOf(random);
    for (const person of household) {
      const id = `${seed}-${made++}`;
      records.push({ person: id, fields: fieldsOf(person) });
      const others = random.chance(0.4) ? 1 + random.below(3) : 0;
      for (let n = 0; n < others; n++) {
        const fields = fieldsOf(again(person, random));
        records.push({ person: id, fields });
      }
    }
  }
  return shuffled(records, random);
}

function householdOf(random: Random): Person[] {
  const size = random.pick([1, 1, 1, 2, 2, 3, 4]);
  // Some names are much more common than others.
  const family = FAMILY[Math.floor(random.next() ** 2 * FAMILY.length)] as string;
  const contactAddress = addressOf(random);
  const business = random.chance(0.3)
    ? `${random.pick(BUSINESSES)} ${random.pick(TRADES)} ${random.below(900)}`
    : undefined;
  const taken = new Set<string>();
  return Array.from({ length: size }, () => {
    let firstName = given(random);
    while (taken.has(firstName)) firstName = given(random);
    taken.add(firstName);
    return {
      firstName,
      ...(random.chance(0.3) ? { middleName: given(random) } : {}),
      lastName: random.chance(0.9) ? family : random.pick(FAMILY),
      ...(business && random.chance(0.7) ? { businessName: business } : {}),
      contactAddress,
      phone: `+44${7_000_000_000 + random.below(999_999_999)}`,
    };
  });
}

const given = (random: Random) => GIVEN[Math.floor(random.next() ** 1.5 * GIVEN.length)] as string;

function addressOf(random: Random): Address {
  return {
    line1: `${1 + random.below(200)} ${random.pick(STREETS)} ${random.pick(STREET_KINDS)}`,
    ...(random.chance(0.3) ? { line2: `flat ${1 + random.below(40)}` } : {}),
    city: random.pick(CITIES),
    region: random.pick(["north", "south", "midlands"]),
    postalCode: String(10_000 + random.below(80_000)),
    country: "GB",
  };
}

const fieldsOf = ({ phone: _, ...fields }: Person): DuplicateFields => fields;

/** The same person as recorded another time. */
function again(person: Person, random: Random): Person {
  const copy: Person = { ...person, contactAddress: { ...person.contactAddress } };
  const errors = 1 + random.below(4);
  for (let n = 0; n < errors; n++) oneError(copy, random);
  return copy;
}

const NAMES = ["firstName", "lastName", "middleName"] as const;

function oneError(person: Person, random: Random): void {
  const address = person.contactAddress;
  const parts = Object.keys(address).filter((name) => address[name] && name !== "country");
  const part = parts.length > 0 ? random.pick(parts) : undefined;
  const name = random.pick(NAMES);
  switch (random.below(10)) {
    case 0:
    case 1:
    case 2:
      if (person[name]) person[name] = garbled(person[name], random);
      break;
    case 3:
    case 4:
    case 5:
      if (part) address[part] = garbled(address[part] as string, random);
      break;
    case 6:
      if (part) delete address[part];
      break;
    case 7: {
      const { firstName, lastName } = person;
      if (firstName && lastName)
        Object.assign(person, { firstName: lastName, lastName: firstName });
      break;
    }
    case 8:
      rewrite(person, random);
      break;
    default:
      address.line1 = (address.line1 ?? "").replace(
        /street|road|avenue|lane|drive|court|place/,
        (word) =>
          word === "street"
            ? "St."
            : word === "road"
              ? "Rd"
              : word === "avenue"
                ? "Av"
                : word.slice(0, 2),
      );
  }
}

/** What another channel or form makes of it. */
function rewrite(person: Person, random: Random): void {
  const { firstName, middleName, lastName, contactAddress: address } = person;
  switch (random.below(5)) {
    case 0:
      if (!firstName || !lastName) return;
      person.fullName = [firstName, middleName, lastName].filter(Boolean).join(" ");
      for (const name of NAMES) delete person[name];
      break;
    case 1:
      if (firstName) person.firstName = firstName.charAt(0);
      break;
    case 2:
      if (random.chance(0.3)) delete person.firstName;
      else delete person.middleName;
      break;
    case 3:
      if (address.line2) Object.assign(address, { line1: address.line2, line2: address.line1 });
      break;
    default:
      person.contactAddress = random.chance(0.5) ? addressOf(random) : address;
  }
}

function shuffled<T>(items: T[], random: Random): T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}
