import { ADDRESS_PARTS } from "../identity/model.ts";
import { joinNames } from "./write-csv.ts";

type Address = { readonly [Part in (typeof ADDRESS_PARTS)[number]]?: string };

/** A contact as a row of a file says it: its main values, and what it belongs to by name. */
export interface ExportedContact {
  readonly email: string | null;
  readonly phone: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly fullName: string | null;
  readonly gender: string | null;
  readonly businessName: string | null;
  readonly contactAddress: Address | null;
  readonly billingAddress: Address | null;
  readonly tags: readonly string[];
  readonly lists: readonly string[];
  /** Whose contact it is: the member's email. */
  readonly assignee: string | null;
  /** A JSON object, as it is stored. */
  readonly attributes: string | null;
}

const PART_HEADERS: { readonly [Part in keyof Address]-?: string } = {
  line1: "line 1",
  line2: "line 2",
  city: "city",
  region: "region",
  postalCode: "postal code",
  country: "country",
};
const addressHeaders = (address: string) =>
  ADDRESS_PARTS.map((part) => `${address} ${PART_HEADERS[part]}`);
const addressCells = (address: Address | null) => ADDRESS_PARTS.map((part) => address?.[part]);

/** The header of an export. An import maps each of these columns by its name alone. */
export const EXPORT_HEADER: readonly string[] = [
  "email",
  "phone",
  "first name",
  "middle name",
  "last name",
  "full name",
  "gender",
  "business name",
  ...addressHeaders("contact address"),
  ...addressHeaders("billing address"),
  "tags",
  "lists",
  "assignee",
  "attributes",
];

/** One cell a column of `EXPORT_HEADER`; what is not known is blank. */
export const exportCells = (contact: ExportedContact): string[] =>
  [
    contact.email,
    contact.phone,
    contact.firstName,
    contact.middleName,
    contact.lastName,
    contact.fullName,
    contact.gender,
    contact.businessName,
    ...addressCells(contact.contactAddress),
    ...addressCells(contact.billingAddress),
    joinNames(contact.tags),
    joinNames(contact.lists),
    contact.assignee,
    contact.attributes,
  ].map((value) => value ?? "");
