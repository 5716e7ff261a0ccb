import { changeListMembers } from "../../actions/change-list-members.ts";
import { decodeId } from "../../auth/global-id.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { namedAsGiven, readIds } from "../given-ids.ts";
import { identityRefusal } from "../identity-refusals.ts";
import type { RefusalValue } from "../refusals.ts";
import { existingList } from "./list-payload.ts";

// What `addToList` and `removeFromList` share.

interface MembersPayloadValue<Name extends string> {
  readonly __typename: Name;
  readonly listId: string;
  readonly changed: number;
}

export const membersPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<MembersPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      list: t.field({
        type: "ContactList",
        description: "The list.",
        resolve: ({ listId }, _args, context) => existingList(listId, context),
      }),
      changedCount: t.exposeInt("changed", {
        description: "For how many people it made a difference: each is an event.",
      }),
    }),
  });

export const membersInput = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({
      listId: t.id({ required: true, description: "The list." }),
      contactIds: t.idList({
        description: "Contacts: with the visitors at least one, at most 1,000.",
      }),
      visitorIds: t.idList({
        description: "Anonymous visitors. One that is linked by now stands for its contact.",
      }),
    }),
  });

export async function changeMembers<Name extends string>(
  __typename: Name,
  add: boolean,
  input: { listId: string; contactIds?: string[] | null; visitorIds?: string[] | null },
  context: Context,
): Promise<MembersPayloadValue<Name> | RefusalValue> {
  const listId = decodeId("ContactList", input.listId);
  if (listId === null) return { __typename: "ListNotFound" };
  const contacts = readIds("Contact", input.contactIds ?? []);
  const visitors = readIds("AnonymousVisitor", input.visitorIds ?? []);
  const people = { contactIds: contacts.uuids, visitorIds: visitors.uuids };
  const change = changeListMembers(context);
  const result = await change(trustedCaller(context), { listId, add, ...people });
  if (!result.ok) return namedAsGiven(identityRefusal(result.refusal), contacts, visitors);
  return { __typename, listId, changed: result.changed };
}
