import type { RawClaims } from "../../identity/normalize/claims.ts";
import { builder } from "../builder.ts";
import { AddressInput } from "./field-value.ts";

const DESCRIPTIONS = {
  email: "Email address. Example: `ada@example.com`.",
  phone:
    "Phone number in any usual notation. Without an international prefix it is taken as the workspace's country's. Examples: `+49 30 123456`, `030 123456`.",
  firstName: "First name. At most 200 characters.",
  middleName: "Middle name. At most 200 characters.",
  lastName: "Last name. At most 200 characters.",
  fullName: "The whole name, where there is just one text. At most 300 characters.",
  gender: "Gender, as free text. At most 64 characters.",
  businessName: "Name of the business. At most 300 characters.",
  contactAddress: "Contact address.",
  billingAddress: "Billing address.",
  attributes: 'Free-form attributes. Example: `{ "plan": "gold" }`.',
};

const valuesInput = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({
      email: t.string({ description: DESCRIPTIONS.email }),
      phone: t.string({ description: DESCRIPTIONS.phone }),
      firstName: t.string({ description: DESCRIPTIONS.firstName }),
      middleName: t.string({ description: DESCRIPTIONS.middleName }),
      lastName: t.string({ description: DESCRIPTIONS.lastName }),
      fullName: t.string({ description: DESCRIPTIONS.fullName }),
      gender: t.string({ description: DESCRIPTIONS.gender }),
      businessName: t.string({ description: DESCRIPTIONS.businessName }),
      contactAddress: t.field({ type: AddressInput, description: DESCRIPTIONS.contactAddress }),
      billingAddress: t.field({ type: AddressInput, description: DESCRIPTIONS.billingAddress }),
      attributes: t.field({ type: "JSONObject", description: DESCRIPTIONS.attributes }),
    }),
  });

export const ClaimsInput = valuesInput(
  "ClaimsInput",
  "What somebody says of themselves. Fields that are absent, null or blank were not said.",
);

export const ContactValuesInput = valuesInput(
  "ContactValuesInput",
  "Values that somebody enters by hand. In an update, fields that are absent stay as they are, and null clears; an address or the attributes replace the whole value.",
);

type GivenAddress = typeof AddressInput.$inferInput;
type Given = typeof ClaimsInput.$inferInput;

/** As the rules' normalisation takes it. */
export const toRawClaims = (given: Given): RawClaims => ({
  ...given,
  ...("contactAddress" in given ? { contactAddress: toRawAddress(given.contactAddress) } : {}),
  ...("billingAddress" in given ? { billingAddress: toRawAddress(given.billingAddress) } : {}),
});
const toRawAddress = (given: GivenAddress | null | undefined) => (given ? { ...given } : given);
