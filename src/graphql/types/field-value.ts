import {
  ADDRESS_PARTS,
  type FieldName,
  type FieldValue,
  type Parts,
} from "../../identity/model.ts";
import { builder } from "../builder.ts";

const PART_DESCRIPTIONS: Record<(typeof ADDRESS_PARTS)[number], string> = {
  line1: "Street and number. Example: `1 George Street`.",
  line2: "What follows: flat, floor, care of.",
  city: "City, town or suburb.",
  region: "State, province or county.",
  postalCode: "Postal code, as it is written there.",
  country: "ISO 3166-1 alpha-2. Example: `AU`.",
};

export const Address = builder.objectRef<Parts>("Address").implement({
  description:
    "A postal address in parts. Each part is free text, the country excepted; null: not said.",
  fields: (t) =>
    Object.fromEntries(
      ADDRESS_PARTS.map((part) => [
        part,
        t.string({
          nullable: true,
          description: PART_DESCRIPTIONS[part],
          resolve: (address) => (address[part] as string | undefined) ?? null,
        }),
      ]),
    ),
});

export const AddressInput = builder.inputType("AddressInput", {
  description:
    "A postal address in parts. A part that is not given is not said: it differs from nothing and erases nothing.",
  fields: (t) =>
    ({
      line1: t.string({ description: PART_DESCRIPTIONS.line1 }),
      line2: t.string({ description: PART_DESCRIPTIONS.line2 }),
      city: t.string({ description: PART_DESCRIPTIONS.city }),
      region: t.string({ description: PART_DESCRIPTIONS.region }),
      postalCode: t.string({ description: PART_DESCRIPTIONS.postalCode }),
      country: t.string({
        description: "ISO 3166-1 alpha-2; anything else is refused. Example: `AU`.",
      }),
    }) satisfies Record<(typeof ADDRESS_PARTS)[number], unknown>,
});

type Value =
  | { readonly __typename: "TextValue"; readonly text: string }
  | { readonly __typename: "AddressValue"; readonly address: Parts }
  | { readonly __typename: "AttributesValue"; readonly attributes: Parts };

const TextValue = builder
  .objectRef<Extract<Value, { __typename: "TextValue" }>>("TextValue")
  .implement({
    description:
      "A value of a field that is one text: names, email, phone (E.164), gender, business name.",
    fields: (t) => ({ text: t.exposeString("text", { description: "The text." }) }),
  });
const AddressValue = builder
  .objectRef<Extract<Value, { __typename: "AddressValue" }>>("AddressValue")
  .implement({
    description: "A value of an address field.",
    fields: (t) => ({
      address: t.field({
        type: Address,
        description:
          "The address. As a secondary value it has only the parts that differ from the main one.",
        resolve: (value) => value.address,
      }),
    }),
  });
const AttributesValue = builder
  .objectRef<Extract<Value, { __typename: "AttributesValue" }>>("AttributesValue")
  .implement({
    description: "A value of the attributes.",
    fields: (t) => ({
      attributes: t.field({
        type: "JSONObject",
        description:
          "The attributes. As a secondary value they have only the keys whose values differ.",
        resolve: (value) => value.attributes,
      }),
    }),
  });

export const FieldValueType = builder.unionType("FieldValue", {
  description: "A value of any field of a contact.",
  types: [TextValue, AddressValue, AttributesValue],
  resolveType: (value) => value.__typename,
});

/** A value as the union of the schema; null stays null. */
export function toFieldValue(field: FieldName, value: FieldValue): Value;
export function toFieldValue(field: FieldName, value: FieldValue | null | undefined): Value | null;
export function toFieldValue(field: FieldName, value: FieldValue | null | undefined): Value | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return { __typename: "TextValue", text: value };
  return field === "attributes"
    ? { __typename: "AttributesValue", attributes: value }
    : { __typename: "AddressValue", address: value };
}
