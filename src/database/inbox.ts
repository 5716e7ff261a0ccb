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
  const { buckets, ofMembers, withoutRemoved } = lanes;
  const [first, further] = [placed(buckets), placed(ofMembers.buckets)];
  const members = membersSql(lanes, placed);
  const among = withoutRemoved ? `${start} and ${NOT_REMOVED}` : start;
  const some = `${placed(headsOf(lanes, page.limit))}::int`;
  /** The first of each lane. The members' lanes have an index of their own. */
  const firstOfEach = (limit: string, condition: string) => {
    const lane = (of: string) => `select c.last_message_at as at, c.id from conversation c
      where c.workspace_id = $1 and ${of} and ${among} and ${condition} ${IN_ORDER} limit ${limit}`;
    return `select f.at, f.id from unnest(${first}::smallint[]) l(bucket)
        cross join lateral (${lane("c.inbox_bucket = l.bucket")}) f
      union all
      select f.at, f.id from (${members}) m cross join unnest(${further}::smallint[]) l(bucket)
        cross join lateral (${lane("c.assignee_id = m.id and c.inbox_bucket = l.bucket")}) f`;
  };
  // A page of the heads is at least as old as the page wanted: of each lane only what is no older can be on it.
  return `with heads as materialized (${firstOfEach(some, "true")}),
      oldest as materialized (select at from heads order by at desc offset ${rows} - 1 limit 1)
    select c.at, c.id from (${firstOfEach(rows, "c.last_message_at >= coalesce((select at from oldest), '-infinity')")}) c
    order by c.at desc, c.id desc limit ${rows}`;
}

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
