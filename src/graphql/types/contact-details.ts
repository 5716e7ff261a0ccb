import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Contact } from "../../database/generated/prisma/client.ts";
import type { Parts } from "../../identity/model.ts";
import { builder } from "../builder.ts";
import { displayNameOf } from "./contact-name.ts";
import { PhoneFormat } from "./enums.ts";
import { Address } from "./field-value.ts";

/** What a contact is, without what the business knows around it: what a visitor that proved to be it may read (SPEC 4). */
export const ContactDetails = builder.interfaceRef<Contact>("ContactDetails").implement({
  description: "The main values of a contact: who it is.",
  fields: (t) => ({
    displayName: t.string({
      description:
        "The best name there is: first to last name, else full name, business name, email, phone.",
      resolve: displayNameOf,
    }),
    email: t.exposeString("email", {
      nullable: true,
      description: "Main email address, normalised. Example: `ada@example.com`.",
    }),
    phone: t.string({
      nullable: true,
      args: {
        format: t.arg({
          type: PhoneFormat,
          defaultValue: "E164",
          description: "How it is to be written.",
        }),
      },
      description: "Main phone number.",
      resolve: (contact, { format }) =>
        contact.phone === null || format === "E164" || !format
          ? contact.phone
          : (parsePhoneNumberFromString(contact.phone)?.format(format) ?? contact.phone),
    }),
    firstName: t.exposeString("firstName", { nullable: true, description: "First name." }),
    middleName: t.exposeString("middleName", { nullable: true, description: "Middle name." }),
    lastName: t.exposeString("lastName", { nullable: true, description: "Last name." }),
    fullName: t.exposeString("fullName", {
      nullable: true,
      description: "The whole name, where a channel gave one text. It is never split by guess.",
    }),
    gender: t.exposeString("gender", { nullable: true, description: "Gender, as free text." }),
    businessName: t.exposeString("businessName", {
      nullable: true,
      description: "Name of the business.",
    }),
    contactAddress: t.field({
      type: Address,
      nullable: true,
      description: "Contact address.",
      resolve: (contact) => contact.contactAddress as Parts | null,
    }),
    billingAddress: t.field({
      type: Address,
      nullable: true,
      description: "Billing address.",
      resolve: (contact) => contact.billingAddress as Parts | null,
    }),
    attributes: t.expose("attributes", {
      type: "JSONObject",
      nullable: true,
      description: 'Free-form attributes. Example: `{ "plan": "gold" }`.',
    }),
  }),
});
