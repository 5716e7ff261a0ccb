import { changeContactTags } from "../../actions/change-contact-tags.ts";
import { trustedCaller } from "../acting-caller.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { namedAsGiven, readIds } from "../given-ids.ts";
import { identityRefusal } from "../identity-refusals.ts";
import { existingRows } from "../loaders.ts";
import type { RefusalValue } from "../refusals.ts";

// What `tagContacts` and `untagContacts` share.

interface TagsPayloadValue<Name extends string> {
  readonly __typename: Name;
  readonly tagIds: readonly string[];
  readonly changed: number;
}

export const tagsPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<TagsPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      tags: t.field({
        type: ["Tag"],
        description: "The tags.",
        resolve: ({ tagIds }, _args, { loaders }) =>
          existingRows(loaders.tag, [...new Set(tagIds)]),
      }),
      changedCount: t.exposeInt("changed", {
        description: "For how many contacts it made a difference.",
      }),
    }),
  });

export const tagsInput = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({
      tagIds: t.idList({ required: true, description: "The tags: 1 to 10." }),
      contactIds: t.idList({
        required: true,
        description: "The contacts: 1 to 1,000. Tags times contacts are at most 2,000.",
      }),
    }),
  });

export async function changeTags<Name extends string>(
  __typename: Name,
  add: boolean,
  input: { tagIds: string[]; contactIds: string[] },
  context: Context,
): Promise<TagsPayloadValue<Name> | RefusalValue> {
  const tags = readIds("Tag", input.tagIds);
  const contacts = readIds("Contact", input.contactIds);
  const ids = { tagIds: tags.uuids, contactIds: contacts.uuids };
  const result = await changeContactTags(context)(trustedCaller(context), { add, ...ids });
  if (!result.ok) return namedAsGiven(identityRefusal(result.refusal), tags, contacts);
  return { __typename, tagIds: tags.uuids, changed: result.changed };
}
