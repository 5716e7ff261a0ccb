import type pg from "pg";
import type { ExportedContact } from "../csv/contact-export.ts";
import { contactGroupingConditions, type GroupingFilter } from "./grouping-filter.ts";
import { type AudienceChannel, REACHED } from "./people.ts";

/** Which contacts are exported: all that is said must hold. */
export interface ContactSelection extends GroupingFilter {
  readonly status: "active" | "archived";
  /** Those who can be reached so: of the active ones, the contacts of that audience. */
  readonly channel: AudienceChannel | null;
  /** A member's. */
  readonly assigneeId: string | null;
  /** True: nobody's. False: somebody's. */
  readonly unassigned: boolean | null;
}

/** Contacts a statement: each takes some milliseconds, and memory holds one page. */
const PAGE = 500;
/** Who is meant is found out for many pages at once: a statement that narrows may read a whole list or tag. */
const AHEAD = 20_000;

/**
 * The contacts of a selection in the order of their ids, page by page, each in a statement of its own: no transaction
 * stays open between them. A contact is in one page at most, as it is when that page is read.
 */
export async function* exportContacts(
  pool: pg.Pool,
  workspaceId: string,
  selection: ContactSelection,
): AsyncGenerator<readonly ExportedContact[]> {
  let after: string | null = null;
  do {
    const ids: string[] = await readIds(pool, workspaceId, selection, after);
    for (let from = 0; from < ids.length; from += PAGE) {
      const page = ids.slice(from, from + PAGE);
      yield await readContacts(pool, workspaceId, selection.status, page);
    }
    after = ids.length < AHEAD ? null : (ids.at(-1) ?? null);
  } while (after !== null);
}

async function readIds(
  pool: pg.Pool,
  workspaceId: string,
  selection: ContactSelection,
  after: string | null,
): Promise<string[]> {
  const values: unknown[] = [workspaceId];
  const placed = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    "x.workspace_id = $1",
    `x.status = ${placed(selection.status)}`,
    ...(after === null ? [] : [`x.id > ${placed(after)}::uuid`]),
    ...narrowing(selection, placed),
  ];
  const { rows } = await pool.query<{ id: string }>(
    `select x.id from contact x where ${conditions.join(" and ")} order by x.id limit ${AHEAD}`,
    values,
  );
  return rows.map(({ id }) => id);
}

function narrowing(selection: ContactSelection, placed: (value: unknown) => string): string[] {
  const { channel, assigneeId, unassigned } = selection;
  const present = `exists (select from member m where m.workspace_id = x.workspace_id and m.id = x.assignee_id and m.removed_at is null)`;
  return [
    ...(channel === null ? [] : [REACHED[channel]]),
    ...(assigneeId === null ? [] : [`x.assignee_id = ${placed(assigneeId)}::uuid`, present]),
    ...(unassigned === null ? [] : [unassigned ? `not ${present}` : present]),
    ...contactGroupingConditions(selection, "x", placed),
  ];
}

const namesOf = (memberships: string, grouping: string, of: string) =>
  `array(select g.name from ${memberships} gm join ${of} g on g.workspace_id = gm.workspace_id and g.id = gm.${grouping}
     where gm.workspace_id = x.workspace_id and gm.contact_id = x.id and g.deleted_at is null
     order by g.name collate "C", g.id)`;

/** Those of the contacts that are there still, and have the status still. */
async function readContacts(
  pool: pg.Pool,
  workspaceId: string,
  status: string,
  ids: readonly string[],
): Promise<ExportedContact[]> {
  const { rows } = await pool.query<ExportedContact>(
    `select x.email, x.phone, x.first_name as "firstName", x.middle_name as "middleName",
       x.last_name as "lastName", x.full_name as "fullName", x.gender, x.business_name as "businessName",
       x.contact_address as "contactAddress", x.billing_address as "billingAddress", x.attributes::text as attributes,
       ${namesOf("contact_tag", "tag_id", "tag")} as tags,
       ${namesOf("contact_list_member", "list_id", "contact_list")} as lists,
       (select m.email from member m where m.workspace_id = x.workspace_id and m.id = x.assignee_id and m.removed_at is null) as assignee
     from contact x where x.workspace_id = $1 and x.id = any($2::uuid[]) and x.status = $3 order by x.id`,
    [workspaceId, ids, status],
  );
  return rows;
}
