import { builder } from "../builder.ts";

/** The payload of a mutation that did something to one tag. */
interface TagPayloadValue<Name extends string = string> {
  readonly __typename: Name;
  readonly groupingId: string;
}

export const tagPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<TagPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      tag: t.field({
        type: "Tag",
        description: "The tag as it is now.",
        resolve: async ({ groupingId }, _args, { loaders }) => {
          const tag = await loaders.tag.load(groupingId);
          if (tag === null) throw new Error("The tag is not there any more.");
          return tag;
        },
      }),
    }),
  });
