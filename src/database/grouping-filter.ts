import type { Prisma } from "./generated/prisma/client.ts";

/**
 * Whom lists and tags select: everything that is said must hold, and what is null does not narrow. A list or tag that
 * does not exist, or was deleted, has nobody on it. Anonymous visitors have no tags.
 */
export interface GroupingFilter {
  readonly inAnyList?: readonly string[] | null;
  readonly inAllLists?: readonly string[] | null;
  readonly inNoneOfLists?: readonly string[] | null;
  readonly withAnyTag?: readonly string[] | null;
  readonly withAllTags?: readonly string[] | null;
  readonly withNoneOfTags?: readonly string[] | null;
}

interface Memberships {
  readonly table: string;
  readonly person: string;
  readonly grouping: string;
  readonly of: string;
}
const MEMBERSHIPS = {
  contactLists: {
    table: "contact_list_member",
    person: "contact_id",
    grouping: "list_id",
    of: "contact_list",
  },
  visitorLists: {
    table: "visitor_list_member",
    person: "visitor_id",
    grouping: "list_id",
    of: "contact_list",
  },
  contactTags: { table: "contact_tag", person: "contact_id", grouping: "tag_id", of: "tag" },
} satisfies Record<string, Memberships>;

/** Takes a value of a statement and answers its placeholder, such as `$3`. */
type Placed = (value: unknown) => string;

/** The conditions on a row of `contact` under the name `alias`, none where nothing narrows. */
export function contactGroupingConditions(
  filter: GroupingFilter,
  alias: string,
  placed: Placed,
): string[] {
  const lists = conditionsOn(MEMBERSHIPS.contactLists, alias, placed);
  const tags = conditionsOn(MEMBERSHIPS.contactTags, alias, placed);
  return [
    ...lists(filter.inAnyList, filter.inAllLists, filter.inNoneOfLists),
    ...tags(filter.withAnyTag, filter.withAllTags, filter.withNoneOfTags),
  ];
}

/** The same on a row of `visitor`. */
export function visitorGroupingConditions(
  filter: GroupingFilter,
  alias: string,
  placed: Placed,
): string[] {
  const lists = conditionsOn(MEMBERSHIPS.visitorLists, alias, placed);
  return [
    ...lists(filter.inAnyList, filter.inAllLists, filter.inNoneOfLists),
    ...(filter.withAnyTag || filter.withAllTags?.length ? ["false"] : []),
  ];
}

function conditionsOn({ table, person, grouping, of }: Memberships, alias: string, placed: Placed) {
  const among = (ids: readonly string[]) =>
    `from ${table} gm join ${of} g on g.workspace_id = gm.workspace_id and g.id = gm.${grouping} and g.deleted_at is null
     where gm.workspace_id = ${alias}.workspace_id and gm.${person} = ${alias}.id
       and gm.${grouping} = any(${placed(ids)}::uuid[])`;
  return (any: Ids, all: Ids, none: Ids): string[] => [
    ...(any ? [`exists (select ${among(any)})`] : []),
    // One by one, so that the planner can begin with the shortest.
    ...[...new Set(all)].map((id) => `exists (select ${among([id])})`),
    ...(none?.length ? [`not exists (select ${among(none)})`] : []),
  ];
}
type Ids = readonly string[] | null | undefined;

/** `contactGroupingConditions` for what Prisma reads. */
export function contactGroupingWhere(filter: GroupingFilter): Prisma.ContactWhereInput {
  const onList = (ids: readonly string[]): Prisma.ContactWhereInput => ({
    listMemberships: { some: { listId: { in: [...ids] }, list: { deletedAt: null } } },
  });
  const tagged = (ids: readonly string[]): Prisma.ContactWhereInput => ({
    tagMemberships: { some: { tagId: { in: [...ids] }, tag: { deletedAt: null } } },
  });
  return {
    AND: [
      ...(filter.inAnyList ? [onList(filter.inAnyList)] : []),
      ...(filter.inAllLists ?? []).map((id) => onList([id])),
      ...(filter.inNoneOfLists?.length ? [{ NOT: onList(filter.inNoneOfLists) }] : []),
      ...(filter.withAnyTag ? [tagged(filter.withAnyTag)] : []),
      ...(filter.withAllTags ?? []).map((id) => tagged([id])),
      ...(filter.withNoneOfTags?.length ? [{ NOT: tagged(filter.withNoneOfTags) }] : []),
    ],
  };
}
