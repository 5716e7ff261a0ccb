import { builder } from "../builder.ts";
import type { TargetName } from "../import-target.ts";

const addressParts = {
  LINE1: "line 1: street and number",
  LINE2: "line 2",
  CITY: "city",
  REGION: "region",
  POSTAL_CODE: "postal code",
  COUNTRY: "country, as a code or by its name",
};
const address = (name: "CONTACT_ADDRESS" | "BILLING_ADDRESS", words: string) => ({
  [name]: `The whole ${words} in one cell, kept as its line 1.`,
  ...Object.fromEntries(
    Object.entries(addressParts).map(([part, what]) => [
      `${name}_${part}`,
      `Of the ${words}: ${what}.`,
    ]),
  ),
});

const DESCRIPTIONS = {
  EMAIL: "Email address.",
  PHONE: "Phone number: international with `+`, others of the workspace's country.",
  FIRST_NAME: "First name.",
  MIDDLE_NAME: "Middle name.",
  LAST_NAME: "Last name.",
  FULL_NAME: "The whole name, kept as it is. It stands for neither the first nor the last name.",
  GENDER: "Gender, as free text.",
  BUSINESS_NAME: "Name of the business.",
  ...address("CONTACT_ADDRESS", "contact address"),
  ...address("BILLING_ADDRESS", "billing address"),
  ATTRIBUTE: "One free-form attribute. `attributeKey` says which.",
  ATTRIBUTES: "Free-form attributes as a JSON object, as an export writes them.",
  TAGS: "Names of tags, parted by `separator`. Those that are not there are made.",
  LISTS: "Names of lists, parted by `separator`. Those that are not there are made.",
  ASSIGNEE: "Whose the contact is: the email of a member.",
  IGNORE: "Nothing: the column is not imported.",
} as Record<TargetName, string>;

export const ImportTarget = builder.enumType("ImportTarget", {
  description: "What the cells of a column are.",
  values: Object.fromEntries(
    Object.entries(DESCRIPTIONS).map(([name, description]) => [
      name,
      { value: name as TargetName, description },
    ]),
  ),
});
