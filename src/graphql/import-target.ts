import type { AddressField, ColumnTarget } from "../csv/mapping/targets.ts";
import type { ADDRESS_PARTS } from "../identity/model.ts";

// What a column is, as one word of the API; two of them need a second one: the key of an attribute, what parts names.

const FIELDS = {
  EMAIL: "email",
  PHONE: "phone",
  FIRST_NAME: "firstName",
  MIDDLE_NAME: "middleName",
  LAST_NAME: "lastName",
  FULL_NAME: "fullName",
  GENDER: "gender",
  BUSINESS_NAME: "businessName",
} as const;
const ADDRESSES = { CONTACT_ADDRESS: "contactAddress", BILLING_ADDRESS: "billingAddress" } as const;
const PARTS = {
  LINE1: "line1",
  LINE2: "line2",
  CITY: "city",
  REGION: "region",
  POSTAL_CODE: "postalCode",
  COUNTRY: "country",
} as const satisfies Record<string, (typeof ADDRESS_PARTS)[number]>;
const PLAIN = ["ATTRIBUTES", "ASSIGNEE", "IGNORE"] as const;

type Address = keyof typeof ADDRESSES;
export type TargetName =
  | keyof typeof FIELDS
  | Address
  | `${Address}_${keyof typeof PARTS}`
  | (typeof PLAIN)[number]
  | "ATTRIBUTE"
  | "TAGS"
  | "LISTS";

export interface NamedTarget {
  readonly target: TargetName;
  readonly attributeKey: string | null;
  readonly separator: string | null;
}

const SIMPLE = new Map<TargetName, ColumnTarget>([
  ...entries(FIELDS).map(([name, field]) => [name, { to: "FIELD", field }] as const),
  ...entries(ADDRESSES).flatMap(([name, address]) => addressTargets(name, address)),
  ...PLAIN.map((to) => [to, { to }] as const),
]);

function addressTargets(name: Address, address: AddressField): [TargetName, ColumnTarget][] {
  return [
    [name, { to: "ADDRESS", address, part: null }],
    ...entries(PARTS).map(([end, part]): [TargetName, ColumnTarget] => [
      `${name}_${end}`,
      { to: "ADDRESS", address, part },
    ]),
  ];
}

const NAMES = new Map([...SIMPLE].map(([name, target]) => [keyOf(target), name]));

function keyOf(target: ColumnTarget): string {
  switch (target.to) {
    case "FIELD":
      return target.field;
    case "ADDRESS":
      return `${target.address}.${target.part}`;
    default:
      return target.to;
  }
}

export function nameTarget(target: ColumnTarget): NamedTarget {
  const named = { attributeKey: null, separator: null };
  switch (target.to) {
    case "ATTRIBUTE":
      return { ...named, target: "ATTRIBUTE", attributeKey: target.key };
    case "TAGS":
    case "LISTS":
      return { ...named, target: target.to, separator: target.separator };
    default:
      return { ...named, target: NAMES.get(keyOf(target)) as TargetName };
  }
}

/** Null: an attribute without a key. */
export function readTarget({ target, attributeKey, separator }: NamedTarget): ColumnTarget | null {
  switch (target) {
    case "ATTRIBUTE":
      return attributeKey === null ? null : { to: "ATTRIBUTE", key: attributeKey };
    case "TAGS":
    case "LISTS":
      return { to: target, separator: separator ?? DEFAULT_SEPARATOR };
    default:
      return SIMPLE.get(target) ?? null;
  }
}

/** What an export puts between names. */
export const DEFAULT_SEPARATOR = ";";

function entries<Key extends string, Value>(of: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(of) as [Key, Value][];
}
