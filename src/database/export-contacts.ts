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
  for (;;) {
    const page: Row[] = await readPage(pool, workspaceId, selection, after);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? null;
  }
}

interface Row extends ExportedContact {
  readonly id: string;
}

const NAMES_OF = (memberships: string, grouping: string, of: string) =>
  `array(select g.name from ${memberships} gm join ${of} g on g.workspace_id = gm.workspace_id and g.id = gm.${grouping}
     where gm.workspace_id = $1 and gm.contact_id = x.id and g.deleted_at is null
     order by g.name collate "C", g.id)`;

async function readPage(
  pool: pg.Pool,
  workspaceId: string,
  selection: ContactSelection,
  after: string | null,
): Promise<Row[]> {
  const values: unknown[] = [workspaceId];
  const placed = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    "x.workspace_id = $1",
    `x.status = ${placed(selection.status)}`,
    ...(after === null ? [] : [`x.id > ${placed(after)}::uuid`]),
    ...selected(selection, placed),
  ];
  const { rows } = await pool.query<Row>(
    `select x.id, x.email, x.phone, x.first_name as "firstName", x.middle_name as "middleName",
       x.last_name as "lastName", x.full_name as "fullName", x.gender, x.business_name as "businessName",
       x.contact_address as "contactAddress", x.billing_address as "billingAddress", x.attributes::text as attributes,
       ${NAMES_OF("contact_tag", "tag_id", "tag")} as tags,
       ${NAMES_OF("contact_list_member", "list_id", "contact_list")} as lists,
       (select m.email from member m where m.workspace_id = $1 and m.id = x.assignee_id and m.removed_at is null) as assignee
     from (select x.* from contact x where ${conditions.join(" and ")} order by x.id limit ${PAGE}) x order by x.id`,
    values,
  );
  return rows;
}

function selected(selection: ContactSelection, placed: (value: unknown) => string): string[] {
  const { channel, assigneeId, unassigned } = selection;
  const present = `exists (select from member m where m.workspace_id = x.workspace_id and m.id = x.assignee_id and m.removed_at is null)`;
  return [
    ...(channel === null ? [] : [REACHED[channel]]),
    ...(assigneeId === null ? [] : [`x.assignee_id = ${placed(assigneeId)}::uuid`, present]),
    ...(unassigned === null ? [] : [unassigned ? `not ${present}` : present]),
    ...contactGroupingConditions(selection, "x", placed),
  ];
}
