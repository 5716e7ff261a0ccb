import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { MappedColumn } from "../../src/csv/mapping/targets.ts";
import { createPeople } from "../search/people.ts";

export const HEADER =
  "Email,Phone,First name,Last name,Company,Street,Postal code,City,Country,Tags";
/** What its columns are mapped to. */
export const COLUMNS: readonly MappedColumn[] = [
  ...(["email", "phone", "firstName", "lastName", "businessName"] as const).map((field) => ({
    to: "FIELD" as const,
    field,
  })),
  ...(["line1", "postalCode", "city", "country"] as const).map((part) => ({
    to: "ADDRESS" as const,
    address: "contactAddress" as const,
    part,
  })),
  { to: "TAGS" as const, separator: ";" },
].map((target, index) => ({
  column: index + 1,
  header: HEADER.split(",")[index] ?? "",
  target,
}));
export const TAGS = ["customer", "newsletter", "vip", "trial", "partner", "event 2026"] as const;

/** Somebody of the file or of the workspace, the same for the same number. */
export interface Someone {
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly businessName: string;
  readonly line1: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly tags: readonly string[];
}

/** What a contact that exists lacks of the row that matches it, or what of it differs. */
export type Known = "EMAIL_AND_NAMES" | "PHONE_AND_NAMES" | "ALL" | "OTHER_NAME";

/** Of twenty contacts that exist, so many are of each kind. */
export const knownAs = (n: number): Known => {
  const part = n % 20;
  if (part < 10) return "EMAIL_AND_NAMES";
  if (part < 14) return "PHONE_AND_NAMES";
  return part < 17 ? "ALL" : "OTHER_NAME";
};

/** Where the numbers of the contacts that exist begin: above those of any file. */
const KNOWN_FROM = 10_000_000;
const CITIES = "Sydney Perth Hobart Darwin Cairns Geelong Ballarat Orange Dubbo Albany".split(" ");

export const known = (n: number): Someone => someone(KNOWN_FROM + n);

function someone(n: number): Someone {
  const { firstName, lastName, businessName } = createPeople(n)();
  const name = `${firstName}.${lastName}`.normalize("NFKD").replace(/[^a-z.]/gi, "");
  return {
    email: `${name}.${n.toString(36)}@mail${n % 500}.example.com`.toLowerCase(),
    // 7919 and 40 million have no common divisor: no number twice.
    phone: `+614${String((n * 7919) % 40_000_000).padStart(8, "0")}`,
    firstName,
    lastName,
    businessName: businessName ?? `${lastName} Trading`,
    line1: `${1 + (n % 300)} ${lastName} Street`,
    postalCode: String(2000 + (n % 6000)),
    city: CITIES[n % CITIES.length] as string,
    country: n % 10 === 0 ? "NZ" : "AU",
    tags: TAGS.filter((_tag, at) => (n + at) % 3 === 0 && (n >> at) % 2 === 0),
  };
}

/** Of a hundred rows, 70 are new people, 20 contacts that exist, 10 repeat somebody of an earlier row. */
function kindOf(row: number): "NEW" | "KNOWN" | "REPEATED" {
  const part = (row * 37) % 100;
  return part < 70 ? "NEW" : part < 90 ? "KNOWN" : "REPEATED";
}

/** `"`, so that every contender has to read quotes. */
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function lineOf(row: number, knownSoFar: number, from: number): string {
  const kind = kindOf(row);
  let number = row;
  if (kind === "REPEATED") {
    number = Math.floor(row * ((row * 0.618_034) % 1));
    while (kindOf(number) !== "NEW") number -= 1;
  }
  const one = kind === "KNOWN" ? known(knownSoFar) : someone(from + number);
  const email = kind === "REPEATED" ? one.email.toUpperCase() : one.email;
  const phone = one.phone.replace(/^(...)(...)(...)(...)$/, "$1 $2 $3 $4");
  return [
    email,
    row % 3 === 0 ? phone : one.phone,
    one.firstName,
    one.lastName,
    quoted(one.businessName),
    quoted(one.line1),
    one.postalCode,
    one.city,
    one.country,
    one.tags.join(";"),
  ].join(",");
}

/**
 * Answers how many of its rows match contacts that exist: those with the numbers up to that. Files of other people
 * begin `from` other numbers.
 */
export async function writeImportFile(path: string, rows: number, from = 0): Promise<number> {
  const file = createWriteStream(path, { mode: 0o644 });
  file.write(`${HEADER}\n`);
  let knownSoFar = 0;
  for (let row = 0; row < rows; row += 1) {
    const written = file.write(`${lineOf(row, knownSoFar, from)}\n`);
    if (kindOf(row) === "KNOWN") knownSoFar += 1;
    if (!written) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  return knownSoFar;
}
