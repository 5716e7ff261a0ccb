import type pg from "pg";
import { CONVERSATION_EVENT_KINDS } from "../conversation/events.ts";

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
  /** Merges that they took part in, and those that took along what they had brought to another contact. */
  readonly mergeIds: readonly string[];
  /** Conflicts that these merges made, also on contacts that stay. */
  readonly conflictIds: readonly string[];
  /** Whose events tell of these merges and conflicts. */
  readonly survivorIds: readonly string[];
  readonly counts: DeletionCounts;
}
/** What of a plan says which rows go. */
export type Gone = Pick<
  DeletionPlan,
  "contactIds" | "visitorIds" | "mergeIds" | "conflictIds" | "survivorIds"
>;
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
  /** Rows of imported files, applied or waiting. */
  readonly importRows: number;
  /** Events whose content goes; their places in the log stay. */
  readonly events: number;
}

const WHO = {
  contact: `contacts as (with recursive chain(id) as (
      select c.id from contact c where c.workspace_id = $1 and c.id = $2 union
      select c.id from chain join contact c on c.workspace_id = $1 and c.merged_into = chain.id) select id from chain),
    visitors as (select v.id from contacts join visitor v on v.workspace_id = $1 and v.contact_id = contacts.id)`,
  visitor: `contacts as (select null::uuid as id where false),
    visitors as (select v.id from visitor v where v.workspace_id = $1 and v.id = $2)`,
};

/**
 * The merges of the contacts `$2`. While one that was undone lasted, its survivor held what they had brought, and passed it
 * on in merges of its own, which were undone before.
 */
const MERGES = `with recursive held(id, survivor_id, merged_at, undone_at, record) as (
    select m.id, m.survivor_id, m.merged_at, m.undone_at, m.record from contact_merge m
    where m.workspace_id = $1 and (m.survivor_id = any($2::uuid[]) or m.loser_id = any($2::uuid[]))
    union
    select m.id, m.survivor_id, m.merged_at, m.undone_at, m.record from held join contact_merge m on m.workspace_id = $1
      and (m.loser_id = held.survivor_id or m.survivor_id = held.survivor_id)
      and m.merged_at between held.merged_at and held.undone_at and m.undone_at <= held.undone_at)
  select
    array(select id::text from held order by id) as "mergeIds",
    array(select c ->> 'id' from held, jsonb_array_elements(held.record -> 'newConflicts') c order by 1) as "conflictIds",
    array(select distinct survivor_id::text from held order by 1) as "survivorIds"`;

/**
 * What happened in the conversations of a visitor that was unlinked since: it stays with the visitor, whose chat would lose
 * what was said, and names the contact in `contact_id` alone.
 */
export const OF_ONE_WHO_STAYS = `(x.kind = any('{${CONVERSATION_EVENT_KINDS.join(",")}}') and x.visitor_id <> all($3::uuid[]))`;

/**
 * Which rows of a table (under the name `x`) are somebody's, by the values of `goneValues`. As arrays, so that each
 * condition walks an index of its own.
 */
export const BELONGS = {
  conversation: "x.visitor_id = any($3::uuid[])",
  message:
    "x.conversation_id = any(array(select k.id from conversation k where k.workspace_id = $1 and k.visitor_id = any($3::uuid[])))",
  // What a visitor that goes had said against another contact goes too.
  conflict:
    "x.contact_id = any($2::uuid[]) or x.visitor_id = any($3::uuid[]) or x.id = any($5::text[]::uuid[])",
  suspected_duplicate: "x.contact_id = any($2::uuid[]) or x.other_contact_id = any($2::uuid[])",
  contact_list_member: "x.contact_id = any($2::uuid[])",
  contact_tag: "x.contact_id = any($2::uuid[])",
  visitor_list_member: "x.visitor_id = any($3::uuid[])",
  contact_merge: "x.id = any($4::text[]::uuid[])",
  import_outcome: "x.contact_id = any($2::uuid[])",
  // What waits to be applied, by whom it names.
  import_row: `(x.person -> 'values' ->> 'email') = any(array(select i.value from identifier i
      where i.workspace_id = $1 and i.kind = 'email' and i.contact_id = any($2::uuid[])))
    or (x.person -> 'values' ->> 'phone') = any(array(select i.value from identifier i
      where i.workspace_id = $1 and i.kind = 'phone' and i.contact_id = any($2::uuid[])))`,
  identity_event: `(x.contact_id = any($2::uuid[]) and not ${OF_ONE_WHO_STAYS})
    or (x.other_contact_id is not null and x.other_contact_id = any($2::uuid[])) or x.visitor_id = any($3::uuid[])
    or (x.contact_id = any($6::uuid[])
      and (x.payload ->> 'mergeId' = any($4::text[]) or x.payload ->> 'conflictId' = any($5::text[])))`,
} as const;

/** `$1` to `$6`. */
export const goneValues = (workspaceId: string, gone: Gone) => [
  workspaceId,
  gone.contactIds,
  gone.visitorIds,
  gone.mergeIds,
  gone.conflictIds,
  gone.survivorIds,
];
/** True: for statements that do not name all of `$2` to `$6`, whose types have to be known. */
export const TYPED = `cardinality($2::uuid[]) + cardinality($3::uuid[]) + cardinality($4::text[]) + cardinality($5::text[])
  + cardinality($6::uuid[]) > 0`;

const counted = (table: keyof typeof BELONGS) =>
  `(select count(*) from ${table} x where x.workspace_id = $1 and (${BELONGS[table]}))`;
const COUNTS: { readonly [Name in keyof DeletionCounts]: string } = {
  mergedContacts: "greatest(cardinality($2::uuid[]) - 1, 0)",
  visitors: "cardinality($3::uuid[])",
  conversations: counted("conversation"),
  messages: counted("message"),
  conflicts: counted("conflict"),
  suspectedDuplicates: counted("suspected_duplicate"),
  memberships: ["contact_list_member", "contact_tag", "visitor_list_member"]
    .map((table) => counted(table as keyof typeof BELONGS))
    .join(" + "),
  merges: counted("contact_merge"),
  importRows: `${counted("import_outcome")} + ${counted("import_row")}`,
  events: counted("identity_event"),
};
const COUNT_ALL = `select json_build_object(${Object.entries(COUNTS)
  .map(([name, sql]) => `'${name}', ${sql}`)
  .join(", ")}) as counts`;

export async function readDeletionPlan(
  database: pg.Pool | pg.ClientBase,
  workspaceId: string,
  target: DeletionTarget,
): Promise<DeletionPlan> {
  const who = await database.query<
    Pick<DeletionPlan, "contact" | "visitor" | "contactIds" | "visitorIds">
  >(
    `with ${WHO[target.type]}
     select
       (select json_build_object('id', c.id, 'mergedInto', c.merged_into) from contact c
        where c.workspace_id = $1 and c.id = $2 and '${target.type}' = 'contact') as contact,
       (select json_build_object('contactId', v.contact_id) from visitor v
        where v.workspace_id = $1 and v.id = $2 and '${target.type}' = 'visitor') as visitor,
       (select coalesce(json_agg(id order by id), '[]') from contacts) as "contactIds",
       (select coalesce(json_agg(id order by id), '[]') from visitors) as "visitorIds"`,
    [workspaceId, target.id],
  );
  const [row] = who.rows;
  if (row === undefined) throw new Error("a statement without a row");
  const merges = await database.query<
    Pick<DeletionPlan, "mergeIds" | "conflictIds" | "survivorIds">
  >(MERGES, [workspaceId, row.contactIds]);
  const gone = { ...row, ...(merges.rows[0] as (typeof merges.rows)[0]) };
  const { rows } = await database.query<Pick<DeletionPlan, "counts">>(
    COUNT_ALL,
    goneValues(workspaceId, gone),
  );
  return { target, ...gone, counts: rows[0]?.counts as DeletionCounts };
}
