import type { Contact } from "../../database/generated/prisma/client.ts";

/** The best name there is: what people go by, then what they can be found under. */
export function displayNameOf(contact: Contact): string {
  const { firstName, middleName, lastName, fullName, businessName, email, phone } = contact;
  // A middle name alone is nobody's name.
  const joined =
    firstName === null && lastName === null
      ? null
      : [firstName, middleName, lastName].filter((part) => part !== null).join(" ");
  return joined ?? fullName ?? businessName ?? email ?? phone ?? "Contact without a name";
}
