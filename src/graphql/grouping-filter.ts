import { GraphQLError } from "graphql";
import { decodeIdOrNobodys, type IdType } from "../auth/global-id.ts";
import type { GroupingFilter } from "../database/grouping-filter.ts";
import type { SchemaTypes } from "./builder.ts";

/** How many lists or tags one condition may name. */
export const MOST_NAMED = 50;

type Fields = PothosSchemaTypes.InputFieldBuilder<
  PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>,
  "InputObject"
>;

/** The conditions on lists and tags, for any input that selects people. `toGroupingFilter` reads them. */
export const groupingFilterFields = (t: Fields) => ({
  inAnyList: t.idList({
    description: `Only those on at least one of these lists: at most ${MOST_NAMED} ids, here and in what follows. An empty list of ids: nobody. Null: no matter.`,
  }),
  inAllLists: t.idList({ description: "Only those on every one of these lists." }),
  inNoneOfLists: t.idList({ description: "Only those on none of these lists." }),
  withAnyTag: t.idList({
    description:
      "Only those with at least one of these tags: anonymous visitors have none. An empty list of ids: nobody. Null: no matter.",
  }),
  withAllTags: t.idList({ description: "Only those with every one of these tags." }),
  withNoneOfTags: t.idList({ description: "Only those with none of these tags." }),
});

export const CONDITIONS = {
  inAnyList: "ContactList",
  inAllLists: "ContactList",
  inNoneOfLists: "ContactList",
  withAnyTag: "Tag",
  withAllTags: "Tag",
  withNoneOfTags: "Tag",
} as const satisfies Record<keyof GroupingFilter, IdType>;
export type Condition = keyof typeof CONDITIONS;

/**
 * The conditions as the database reads them. What is no id of the right type stands for a list or tag that is not there.
 * @throws GraphQLError `TOO_MANY_IDS`
 */
export function toGroupingFilter(
  input: { readonly [C in Condition]?: readonly string[] | null } | null | undefined,
): GroupingFilter {
  const filter: { [C in Condition]?: string[] } = {};
  for (const [name, type] of Object.entries(CONDITIONS) as [Condition, IdType][]) {
    const ids = input?.[name];
    if (!ids) continue;
    if (ids.length > MOST_NAMED)
      throw new GraphQLError(`\`${name}\` may hold at most ${MOST_NAMED} ids.`, {
        extensions: { code: "TOO_MANY_IDS", largest: MOST_NAMED },
      });
    filter[name] = [...new Set(ids)].map((id) => decodeIdOrNobodys(type, id));
  }
  return filter;
}
