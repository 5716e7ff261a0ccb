import type { Parts } from "../model.ts";
import { plainText, wordsOf } from "../search/plain.ts";
import { canonicalWord } from "./abbreviations.ts";

/** What of a contact tells whether it is the same person as another one. */
export interface DuplicateFields {
  readonly firstName?: string | null;
  readonly middleName?: string | null;
  readonly lastName?: string | null;
  readonly fullName?: string | null;
  readonly businessName?: string | null;
  readonly contactAddress?: Parts | null;
  readonly billingAddress?: Parts | null;
  /** E.164, main and alternate ones. */
  readonly phones?: readonly string[];
}

/** The same, ready to be compared. Empty: not said. */
export interface Profile {
  /** First and last name are known apart. */
  readonly split: boolean;
  readonly given: string;
  readonly family: string;
  /** The words of all names. */
  readonly names: readonly string[];
  readonly business: string;
  readonly addresses: readonly AddressProfile[];
  /** Without the country's code, as far as can be told: the last nine digits. */
  readonly phones: readonly string[];
}
export interface AddressProfile {
  readonly numbers: readonly string[];
  /** The two lines without their first number, as they may have been swapped. */
  readonly lines: readonly [string, string];
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
}

/** Letters only, so that a space or a hyphen more or less makes no difference. */
const joined = (text: string | null | undefined) =>
  text ? wordsOf(text).join("").replace(/-/g, "") : "";

export function profileOf(fields: DuplicateFields): Profile {
  const { firstName, middleName, lastName, fullName } = fields;
  const named = Boolean(firstName || lastName);
  const whole = named ? [firstName, middleName, lastName] : [fullName];
  return {
    split: named,
    given: named ? joined(firstName) : "",
    family: named ? joined(lastName) : "",
    names: whole.flatMap((text) => (text ? wordsOf(text) : [])),
    business: fields.businessName ? businessWords(fields.businessName) : "",
    addresses: [fields.contactAddress, fields.billingAddress].flatMap((address) =>
      address ? [addressProfile(address)] : [],
    ),
    phones: (fields.phones ?? []).map((phone) => phone.replace(/\D/g, "").slice(-9)),
  };
}

const LEGAL_FORMS = /\b(inc|ltd|limited|llc|gmbh|pty|plc|corp|co|company|ag|sa|srl|bv|kg|the)\b/g;

const businessWords = (name: string) =>
  wordsOf(name).join(" ").replace(LEGAL_FORMS, "").replace(/\s+/g, "");

function addressProfile(address: Parts): AddressProfile {
  const text = (part: string) => plainText(String(address[part] ?? ""));
  const lines = [text("line1"), text("line2")] as const;
  return {
    numbers: lines.flatMap((line) => line.match(/\d+/g) ?? []),
    lines: [lineWords(lines[0]), lineWords(lines[1])],
    city: joined(text("city")),
    region: joined(text("region")),
    postalCode: text("postalCode").replace(/[^\p{L}\d]/gu, ""),
    country: joined(text("country")),
  };
}

const lineWords = (line: string) =>
  wordsOf(line)
    .map((word) => canonicalWord(word.replace(/^\d+(?=\D|$)/, "")))
    .join("");
