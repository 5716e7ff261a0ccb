import type pg from "pg";
import { readInOrder } from "./by-index.ts";
import { type InboxFilter, isEverything, type Lanes, lanesOf } from "./inbox-filter.ts";
import type { TimeKey } from "./nested-pages.ts";

export interface InboxPage {
  readonly workspaceId: string;
  readonly limit: number;
  /** The conversation that the page starts behind. */
  readonly after: TimeKey | null;
}

/** A statement in the making: its values, and how one is named in its text. `$1` is the workspace. */
export function statement(workspaceId: string) {
  const values: unknown[] = [workspaceId];
  return { values, placed: (value: unknown) => `$${values.push(value)}` };
}
export type Placed = ReturnType<typeof statement>["placed"];

/** Conversations, those with the latest message first. However few of how many a filter leaves, it reads about a page. */
export async function readInbox(
  pool: pg.Pool,
  page: InboxPage,
  filter: InboxFilter,
): Promise<TimeKey[]> {
  const lanes = lanesOf(filter);
  const { values, placed } = statement(page.workspaceId);
  const sql = pageSql(lanes, page, placed);
  return (await readInOrder(pool, (client) => client.query<TimeKey>(sql, values))).rows;
}

export const IN_ORDER = "order by c.last_message_at desc, c.id desc";

/** The condition on a conversation `c` that it stands behind the page's start. */
export const behind = ({ after }: InboxPage, placed: Placed): string =>
  after === null
    ? "true"
    : `(c.last_message_at, c.id) < (${placed(after.at)}::timestamptz, ${placed(after.id)}::uuid)`;

/** The statement of a page: `at` and `id` in order. */
export function pageSql(lanes: Lanes, page: InboxPage, placed: Placed): string {
  const rows = `${placed(page.limit)}::int`;
  const start = behind(page, placed);
  if (isEverything(lanes))
    return `select c.last_message_at as at, c.id from conversation c
      where c.workspace_id = $1 and ${start} ${IN_ORDER} limit ${rows}`;
  const few = `${placed(headsOf(lanes, page.limit))}::int`;
  const among = lanes.withoutRemoved ? `${start} and ${NOT_REMOVED}` : start;
  /** The first of each of some lanes. Those of members have an index of their own. */
  const firstOf = (some: string, limit: string, condition: string) => {
    const lane = (
      of: string,
      whose: string,
    ) => `select l.member, l.bucket, f.at, f.id from ${some} l
      cross join lateral (select c.last_message_at as at, c.id from conversation c
        where c.workspace_id = $1 and ${of} and ${among} and ${condition} ${IN_ORDER} limit ${limit}) f
      where l.member is ${whose}`;
    return `${lane("c.inbox_bucket = l.bucket", "null")}
      union all ${lane("c.assignee_id = l.member and c.inbox_bucket = l.bucket", "not null")}`;
  };
  // Lanes that end before their head does are known. A page of the heads is no later than the page wanted, so of each
  // other lane only what is as late can be on it.
  return `with lane as materialized (${lanesSql(lanes, placed)}),
      head as materialized (${firstOf("lane", few, "true")}),
      long as materialized (select member, bucket from head group by member, bucket having count(*) = ${few}),
      oldest as materialized (select at from head order by at desc offset ${rows} - 1 limit 1),
      rest as (${firstOf("long", rows, "c.last_message_at >= coalesce((select at from oldest), '-infinity')")})
    select c.at, c.id from (select at, id from rest union all
      select at, id from head h where not exists (select from long l
        where l.bucket = h.bucket and l.member is not distinct from h.member)) c
    order by c.at desc, c.id desc limit ${rows}`;
}

/** The lanes of a filter: buckets of everybody, `member` null, and of members. */
const lanesSql = (lanes: Lanes, placed: Placed): string =>
  `select null::uuid as member, bucket from unnest(${placed(lanes.buckets)}::smallint[]) bucket
   union all select m.id, bucket from (${membersSql(lanes, placed)}) m
     cross join unnest(${placed(lanes.ofMembers.buckets)}::smallint[]) bucket`;

/** So many of each lane are a page, if a third of the lanes have them; and enough to tell the lanes with many from those with few. */
const headsOf = ({ buckets, ofMembers }: Lanes, limit: number): number => {
  const lanes = Math.max(1, buckets.length + ofMembers.buckets.length);
  return Math.min(limit, Math.max(8, Math.ceil((3 * limit) / lanes)));
};

/** The members that `ofMembers` means. */
function membersSql({ ofMembers }: Lanes, placed: Placed): string {
  if (ofMembers.buckets.length === 0) return "select null::uuid as id where false";
  return ofMembers.assigneeId === null
    ? REMOVED_WITH_CONVERSATIONS
    : `select m.id from member m where m.workspace_id = $1 and m.id = ${placed(ofMembers.assigneeId)}::uuid
        and m.removed_at is null`;
}

/** What is still named as theirs is unassigned in the background. */
const REMOVED_WITH_CONVERSATIONS = `select m.id from member m where m.workspace_id = $1 and m.removed_at is not null
  and exists (select from conversation r where r.workspace_id = $1 and r.assignee_id = m.id offset 0)`;
const NOT_REMOVED = `(c.assignee_id = any(array(${REMOVED_WITH_CONVERSATIONS}))) is not true`;

/** A filter as a condition on a conversation `c` that was found another way. */
export function conditionSql(lanes: Lanes, placed: Placed): string {
  if (isEverything(lanes)) return "true";
  const { buckets, ofMembers, withoutRemoved } = lanes;
  return `(c.inbox_bucket = any(${placed(buckets)}::smallint[])${withoutRemoved ? ` and ${NOT_REMOVED}` : ""}
    or c.inbox_bucket = any(${placed(ofMembers.buckets)}::smallint[])
      and c.assignee_id = any(array(${membersSql(lanes, placed)})))`;
}
