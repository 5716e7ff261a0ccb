import type pg from "pg";
import {
  contactGroupingConditions,
  type GroupingFilter,
  visitorGroupingConditions,
} from "./grouping-filter.ts";
import type { TimeKey } from "./nested-pages.ts";

/** Who stands on the contacts page (SPEC 2.6): each has an index of its own, in the order of the page. */
export type PersonKind = "IDENTIFIED" | "ARCHIVED" | "ANONYMOUS_PUSH" | "ANONYMOUS_CONVERSATIONS";
/** How an audience is reached (SPEC 2.4). */
export type AudienceChannel = "EMAIL" | "SMS" | "WHATSAPP" | "PUSH";

export interface PeopleFilter extends GroupingFilter {
  /** A member: those whose assignee it is, which no anonymous visitor has. */
  readonly assigneeId?: string | null;
}
export interface PersonRow {
  readonly type: "Contact" | "AnonymousVisitor";
  readonly id: string;
  readonly createdAt: Date;
}

const KINDS: { readonly [K in PersonKind]: { table: "contact" | "visitor"; condition: string } } = {
  IDENTIFIED: { table: "contact", condition: "x.status = 'active'" },
  ARCHIVED: { table: "contact", condition: "x.status = 'archived'" },
  ANONYMOUS_PUSH: {
    table: "visitor",
    condition: "x.contact_id is null and (x.kind = 'PUSH' or x.push_opted_in)",
  },
  ANONYMOUS_CONVERSATIONS: {
    table: "visitor",
    condition: "x.contact_id is null and x.kind = 'CONVERSATIONS' and not x.push_opted_in",
  },
};

/** Which rows of `contact`, under the name `x`, a channel reaches. */
export const REACHED: { readonly [C in AudienceChannel]: string } = {
  EMAIL: "x.email is not null",
  SMS: "x.phone is not null",
  WHATSAPP: "x.phone is not null",
  PUSH: "exists (select from visitor d where d.workspace_id = x.workspace_id and d.contact_id = x.id and d.push_opted_in)",
};

/** A part of the people wanted: rows of one table. */
interface Part {
  readonly table: "contact" | "visitor";
  readonly conditions: readonly string[];
}

/** A statement in the making: its values, and how one is named in its text. */
function statement(workspaceId: string) {
  const values: unknown[] = [workspaceId];
  return { values, placed: (value: unknown) => `$${values.push(value)}` };
}
type Placed = ReturnType<typeof statement>["placed"];

function pageParts(kinds: readonly PersonKind[], filter: PeopleFilter, placed: Placed): Part[] {
  return [...new Set(kinds)].flatMap((kind): Part[] => {
    const { table, condition } = KINDS[kind];
    if (table === "visitor")
      return filter.assigneeId
        ? []
        : [{ table, conditions: [condition, ...visitorGroupingConditions(filter, "x", placed)] }];
    // One that was removed is nobody's assignee, whatever still names it.
    const assigned = filter.assigneeId
      ? [
          `x.assignee_id = (select m.id from member m where m.workspace_id = $1
             and m.id = ${placed(filter.assigneeId)}::uuid and m.removed_at is null)`,
        ]
      : [];
    const grouped = contactGroupingConditions(filter, "x", placed);
    return [{ table, conditions: [condition, ...assigned, ...grouped] }];
  });
}

/** Archived contacts never; anonymous visitors by push alone, if they opted in. */
function audienceParts(channel: AudienceChannel, filter: GroupingFilter, placed: Placed): Part[] {
  const grouped = contactGroupingConditions(filter, "x", placed);
  const contacts: Part = {
    table: "contact",
    conditions: [KINDS.IDENTIFIED.condition, REACHED[channel], ...grouped],
  };
  if (channel !== "PUSH") return [contacts];
  const conditions = [KINDS.ANONYMOUS_PUSH.condition, "x.push_opted_in"];
  const visitors = visitorGroupingConditions(filter, "x", placed);
  return [contacts, { table: "visitor", conditions: [...conditions, ...visitors] }];
}

export interface PeoplePage {
  readonly workspaceId: string;
  readonly limit: number;
  /** The person that the page starts behind. */
  readonly after: TimeKey | null;
}

/** The newest first, contacts and visitors in one order. Each part reads no more of its index than the page has. */
export function readPeople(
  pool: pg.Pool,
  page: PeoplePage,
  kinds: readonly PersonKind[],
  filter: PeopleFilter,
): Promise<PersonRow[]> {
  const { values, placed } = statement(page.workspaceId);
  return readParts(pool, page, pageParts(kinds, filter, placed), values, placed);
}

/** Whom an audience reaches, the newest first. */
export function readAudience(
  pool: pg.Pool,
  page: PeoplePage,
  channel: AudienceChannel,
  filter: GroupingFilter,
): Promise<PersonRow[]> {
  const { values, placed } = statement(page.workspaceId);
  return readParts(pool, page, audienceParts(channel, filter, placed), values, placed);
}

async function readParts(
  pool: pg.Pool,
  { limit, after }: PeoplePage,
  parts: readonly Part[],
  values: unknown[],
  placed: Placed,
): Promise<PersonRow[]> {
  if (parts.length === 0) return [];
  const behind = after
    ? [`(x.created_at, x.id) < (${placed(after.at)}::timestamptz, ${placed(after.id)}::uuid)`]
    : [];
  const rows = placed(limit);
  const selects = parts.map(
    ({ table, conditions }) =>
      `(select '${table === "contact" ? "Contact" : "AnonymousVisitor"}' as type, x.id, x.created_at from ${table} x
        where ${["x.workspace_id = $1", ...conditions, ...behind].join(" and ")}
        order by x.created_at desc, x.id desc limit ${rows}::int)`,
  );
  const found = await pool.query<PersonRow>(
    `select p.type, p.id, p.created_at as "createdAt" from (${selects.join(" union all ")}) p
     order by p.created_at desc, p.id desc limit ${rows}::int`,
    values,
  );
  return found.rows;
}

/** How many an audience reaches: counted when it is asked for, in one statement. */
export async function countAudience(
  pool: pg.Pool,
  workspaceId: string,
  channel: AudienceChannel,
  filter: GroupingFilter,
): Promise<number> {
  const { values, placed } = statement(workspaceId);
  const counts = audienceParts(channel, filter, placed).map(
    ({ table, conditions }) =>
      `(select count(*) from ${table} x where ${["x.workspace_id = $1", ...conditions].join(" and ")})`,
  );
  const { rows } = await pool.query<{ count: number }>(
    `select (${counts.join(" + ")})::float8 as count`,
    values,
  );
  return rows[0]?.count ?? 0;
}
