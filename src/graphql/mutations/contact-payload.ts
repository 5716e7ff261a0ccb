import type { ContactResult } from "../../actions/contact-command.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { identityRefusal } from "../identity-refusals.ts";
import type { RefusalValue } from "../refusals.ts";

/** The payload of a mutation that did something to one contact. */
export interface ContactPayloadValue<Name extends string = string> {
  readonly __typename: Name;
  readonly contactId: string;
}

export const contactPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<ContactPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      contact: t.field({
        type: "Contact",
        description: "The contact as it is now.",
        resolve: ({ contactId }, _args, context) => existingContact(contactId, context),
      }),
    }),
  });

export async function existingContact(contactId: string, { loaders }: Context) {
  const contact = await loaders.contact.load(contactId);
  if (contact === null) throw new Error("What was just written is not there.");
  return contact;
}

export const answerContact = <Name extends string>(
  __typename: Name,
  result: ContactResult,
): ContactPayloadValue<Name> | RefusalValue =>
  result.ok ? { __typename, contactId: result.contactId } : identityRefusal(result.refusal);
