import type { Pool } from "pg";
import type { ImportKey } from "./import-record.ts";

/**
 * Which events (under the name `e`) leave a contact as the import `$2` left it: the import's own, those of imports that
 * were undone themselves, and what the service finds out about it.
 */
export const NOT_OTHERS = `(e.kind = 'DuplicateSuspected' and e.actor_type = 'system'
  or e.import_id is not null and (e.import_id = $2 or exists (
    select from import u where u.workspace_id = $1 and u.id = e.import_id and u.state = 'UNDONE')))`;

const CHANGED = "in ('CREATED', 'CONFLICTING', 'FILLED')";

export const MOST_TOUCHED = 1_000;
const SHOWN = 10;

/** What stands in the way of undoing an import. */
export interface TouchedContacts {
  /** `MOST_TOUCHED` and more are not told apart. */
  readonly count: number;
  /** Some of them. */
  readonly contactIds: readonly string[];
  /** Events of the import are gone: what it did is not known any more. */
  readonly isPruned: boolean;
}

/**
 * Contacts that the import made or changed and that somebody else touched since. What happened since is walked, and not
 * what the import did: that is a million contacts, and this is to be known at once. Other imports are known by their rows.
 */
export async function readTouchedContacts(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
): Promise<TouchedContacts> {
  const { rows } = await pool.query<{ isPruned: boolean; contactIds: string[] }>(
    `select h.pruned_through > i.since as "isPruned", array(
       select contact_id from (
         select o.contact_id from identity_event e
         cross join lateral (values (e.contact_id), (e.other_contact_id)) o(contact_id)
         where e.workspace_id = $1 and e.position > i.since and e.import_id is null and not ${NOT_OTHERS}
           and o.contact_id is not null
           and exists (select from import_outcome r where r.workspace_id = $1 and r.contact_id = o.contact_id
             and r.import_id = $2)
           and exists (select from identity_event own where own.workspace_id = $1 and own.contact_id = o.contact_id
             and own.import_id = $2 and own.position < e.position)
         union
         select r.contact_id from import m
         join import_outcome o on o.workspace_id = $1 and o.import_id = m.id and o.outcome ${CHANGED}
         join import_outcome r on r.workspace_id = $1 and r.import_id = $2 and r.outcome ${CHANGED}
           and r.contact_id = o.contact_id
         where m.workspace_id = $1 and m.state in ('RUNNING', 'FINISHED', 'CANCELLED', 'UNDO_QUEUED', 'UNDOING')
           and m.id <> $2 and coalesce(m.finished_at, 'infinity') > i.finished_at
       ) touched limit ${MOST_TOUCHED}) as "contactIds"
     from workspace_head h, lateral (
       select coalesce((preview ->> 'logPosition')::bigint, 0) as since, coalesce(finished_at, 'infinity') as finished_at
       from import where workspace_id = $1 and id = $2
     ) i where h.workspace_id = $1`,
    [workspaceId, importId],
  );
  const { isPruned = false, contactIds = [] } = rows[0] ?? {};
  return { isPruned, count: contactIds.length, contactIds: contactIds.slice(0, SHOWN) };
}
