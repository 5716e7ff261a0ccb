import type pg from "pg";

/** Whom a deletion is about: a contact, or an anonymous visitor. */
export type DeletionTarget =
  | { readonly type: "contact"; readonly id: string }
  | { readonly type: "visitor"; readonly id: string };

/** Everything that goes with somebody (SPEC 3.6): which people, and how much of each thing. */
export interface DeletionPlan {
  readonly target: DeletionTarget;
  /** Null: there is no such contact, or the target is a visitor. */
  readonly contact: { readonly id: string; readonly mergedInto: string | null } | null;
  readonly visitor: { readonly contactId: string | null } | null;
  /** The contact, and those that were merged into it. */
  readonly contactIds: readonly string[];
  readonly visitorIds: readonly string[];
  readonly counts: DeletionCounts;
}
export interface DeletionCounts {
  readonly mergedContacts: number;
  readonly visitors: number;
  readonly conversations: number;
  readonly messages: number;
  readonly conflicts: number;
  readonly suspectedDuplicates: number;
  /** Places on lists, and tags. */
  readonly memberships: number;
  /** Merges that can't be undone any more. */
  readonly merges: number;
  /** Events whose content goes; their places in the log stay. */
  readonly events: number;
}

const WHO = {
  contact: `contacts as (with recursive chain(id) as (
      select c.id from contact c where c.workspace_id = $1 and c.id = $2 union
      select c.id from chain join contact c on c.workspace_id = $1 and c.merged_into = chain.id) select id from chain),
    visitors as (select v.id from visitor v where v.workspace_id = $1 and v.contact_id in (select id from contacts))`,
  visitor: `contacts as (select null::uuid as id where false),
    visitors as (select v.id from visitor v where v.workspace_id = $1 and v.id = $2)`,
};

const COUNTS: { readonly [Name in keyof DeletionCounts]: string } = {
  mergedContacts: "(select greatest(count(*) - 1, 0) from contacts)",
  visitors: "(select count(*) from visitors)",
  conversations: counted("conversation", "x.visitor_id in (select id from visitors)"),
  messages: `(select count(*) from conversation k join message m on m.workspace_id = $1 and m.conversation_id = k.id
    where k.workspace_id = $1 and k.visitor_id in (select id from visitors))`,
  conflicts: counted(
    "conflict",
    conflictsOf("(select id from contacts)", "(select id from visitors)"),
  ),
  suspectedDuplicates: counted(
    "suspected_duplicate",
    "x.contact_id in (select id from contacts) or x.other_contact_id in (select id from contacts)",
  ),
  memberships: `${counted("contact_list_member", "x.contact_id in (select id from contacts)")}
    + ${counted("contact_tag", "x.contact_id in (select id from contacts)")}
    + ${counted("visitor_list_member", "x.visitor_id in (select id from visitors)")}`,
  merges: counted(
    "contact_merge",
    "x.survivor_id in (select id from contacts) or x.loser_id in (select id from contacts)",
  ),
  events: counted(
    "identity_event",
    eventsOf("(select id from contacts)", "(select id from visitors)"),
  ),
};

function counted(table: string, condition: string): string {
  return `(select count(*) from ${table} x where x.workspace_id = $1 and (${condition}))`;
}

/** What a visitor that goes had said against another contact goes too. */
export function conflictsOf(contacts: string, visitors: string): string {
  return `x.contact_id in ${contacts} or x.visitor_id in ${visitors}`;
}
export function eventsOf(contacts: string, visitors: string): string {
  return `x.contact_id in ${contacts} or x.other_contact_id in ${contacts} or x.visitor_id in ${visitors}`;
}

export async function readDeletionPlan(
  database: pg.Pool | pg.ClientBase,
  workspaceId: string,
  target: DeletionTarget,
): Promise<DeletionPlan> {
  const counts = Object.entries(COUNTS).map(([name, sql]) => `'${name}', ${sql}`);
  const { rows } = await database.query<Omit<DeletionPlan, "target">>(
    `with ${WHO[target.type]}
     select
       (select json_build_object('id', c.id, 'mergedInto', c.merged_into) from contact c
        where c.workspace_id = $1 and c.id = $2 and '${target.type}' = 'contact') as contact,
       (select json_build_object('contactId', v.contact_id) from visitor v
        where v.workspace_id = $1 and v.id = $2 and '${target.type}' = 'visitor') as visitor,
       (select coalesce(json_agg(id order by id), '[]') from contacts) as "contactIds",
       (select coalesce(json_agg(id order by id), '[]') from visitors) as "visitorIds",
       json_build_object(${counts.join(", ")}) as counts`,
    [workspaceId, target.id],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a statement without a row");
  return { target, ...row };
}
