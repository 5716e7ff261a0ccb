import { encodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";

/** The payload of a mutation after which a list or tag is no more. */
interface DeletedPayloadValue<Name extends string = string> {
  readonly __typename: Name;
  readonly groupingId: string;
}

export const deletedListPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<DeletedPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      deletedListId: t.id({
        description: "The id that the list had.",
        resolve: ({ groupingId }) => encodeId("ContactList", groupingId),
      }),
    }),
  });

export const deletedTagPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<DeletedPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      deletedTagId: t.id({
        description: "The id that the tag had.",
        resolve: ({ groupingId }) => encodeId("Tag", groupingId),
      }),
    }),
  });
