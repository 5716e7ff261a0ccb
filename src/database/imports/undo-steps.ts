import type { ClientBase, Pool } from "pg";
import type { IdentityEvent } from "../../identity/events.ts";
import { type EventRow, rowToEvent } from "../event-row.ts";
import type { Statement } from "../load-statement.ts";
import type { ImportKey, ImportState, UndoResult } from "./import-record.ts";
import { NOT_OTHERS } from "./touched-contacts.ts";

// How an import is undone, some rows at a time.

export async function beginUndo(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  at: Date,
): Promise<void> {
  await pool.query(
    `update import set state = 'UNDOING', started_at = $3, rows_done = 0, last_leader = 0,
       rows_total = (result ->> 'rows')::int
     where workspace_id = $1 and id = $2 and state = 'UNDO_QUEUED'`,
    [workspaceId, importId, at],
  );
}

/** Where an undo stands, locked until the transaction ends: under the workspace's lock already, so nobody waits for it. */
export interface UndoPlace {
  readonly state: ImportState;
  readonly lastLine: number;
  readonly rowsDone: number;
  readonly undoResult: UndoResult;
  /** Events of the import are gone: what it did is not known any more. */
  readonly isPruned: boolean;
}
export const undoPlaceStatement = ({ workspaceId, importId }: ImportKey): Statement => ({
  name: "onymous-undo-place",
  text: `select state, last_leader as "lastLine", rows_done as "rowsDone", undo_result as "undoResult",
      (select h.pruned_through from workspace_head h where h.workspace_id = $1)
        > coalesce((preview ->> 'logPosition')::bigint, 0) as "isPruned"
    from import where workspace_id = $1 and id = $2 for update`,
  values: [workspaceId, importId],
});

/** The next rows, each with its contact where none before it is about the same. */
export interface UndoRow {
  readonly line: number;
  readonly contactId: string | null;
}
export async function readUndoRows(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<UndoRow[]> {
  const { rows } = await pool.query<UndoRow>({
    name: "onymous-undo-rows",
    text: `select o.line, case when o.contact_id is not null and not exists (
        select from import_outcome p where p.workspace_id = $1 and p.contact_id = o.contact_id
          and p.import_id = $2 and p.line < o.line) then o.contact_id end as "contactId"
      from import_outcome o where o.workspace_id = $1 and o.import_id = $2 and o.line > $3 order by o.line limit $4`,
    values: [workspaceId, importId, after, limit],
  });
  return rows;
}

/** What the import did to a contact. */
export interface Deeds {
  readonly did: readonly IdentityEvent[];
  /** The position of the first. */
  readonly since: string;
}

/** By contact, of those to which it did something. */
export async function readDeeds(
  client: ClientBase,
  { workspaceId, importId }: ImportKey,
  contactIds: readonly string[],
): Promise<Map<string, Deeds>> {
  const { rows } = await client.query<EventRow & { contactId: string; position: string }>({
    name: "onymous-undo-deeds",
    text: `select e.position, e.kind, e.recorded_at as "recordedAt", e.happened_at as "happenedAt",
        e.actor_type as "actorType", e.actor_id as "actorId", e.channel, e.contact_id as "contactId",
        e.other_contact_id as "otherContactId", e.visitor_id as "visitorId",
        e.conversation_id as "conversationId", e.payload, e.import_id as "importId"
      from identity_event e
      where e.workspace_id = $1 and e.contact_id = any($2::uuid[]) and e.import_id = $3 order by e.position`,
    values: [workspaceId, contactIds, importId],
  });
  const deeds = new Map<string, { did: IdentityEvent[]; since: string }>();
  for (const row of rows) {
    const found = deeds.get(row.contactId) ?? { did: [], since: row.position };
    found.did.push(rowToEvent(row) as IdentityEvent);
    deeds.set(row.contactId, found);
  }
  return deeds;
}

/** Those of the contacts that somebody else touched since. */
export async function readTouched(
  client: ClientBase,
  { workspaceId, importId }: ImportKey,
  deeds: ReadonlyMap<string, Deeds>,
): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>({
    name: "onymous-undo-touched",
    text: `select c.id from unnest($3::uuid[], $4::bigint[]) as c(id, since)
      where exists (select from identity_event e where e.workspace_id = $1 and e.contact_id = c.id
          and e.position > c.since and not ${NOT_OTHERS})
        or exists (select from identity_event e where e.workspace_id = $1 and e.other_contact_id is not null
          and e.other_contact_id = c.id and e.position > c.since and not ${NOT_OTHERS})`,
    values: [
      workspaceId,
      importId,
      [...deeds.keys()],
      [...deeds.values()].map(({ since }) => since),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Before others of the same fields are open again, which may only be one at a time. */
export async function withdrawConflicts(
  client: ClientBase,
  workspaceId: string,
  conflictIds: readonly string[],
): Promise<void> {
  if (conflictIds.length === 0) return;
  await client.query(
    "update conflict set status = 'withdrawn' where workspace_id = $1 and id = any($2::uuid[])",
    [workspaceId, conflictIds],
  );
}

/** Rows of contacts that are gone name them no more. */
export async function forgetContacts(
  client: ClientBase,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<void> {
  if (contactIds.length === 0) return;
  await client.query(
    `update import_outcome set contact_id = null, detail = null
     where workspace_id = $1 and contact_id = any($2::uuid[])`,
    [workspaceId, contactIds],
  );
}

/** That rows are undone: with the rows of the people themselves, or not at all. */
export const undoneStatement = (
  { workspaceId, importId }: ImportKey,
  done: { readonly lastLine: number; readonly rowsDone: number; readonly undoResult: UndoResult },
): Statement => ({
  name: "onymous-undo-done",
  text: "update import set last_leader = $3, rows_done = $4, undo_result = $5 where workspace_id = $1 and id = $2",
  values: [workspaceId, importId, done.lastLine, done.rowsDone, JSON.stringify(done.undoResult)],
});

/** The end of an undo, in the transaction that tells the feed. What was shown of people who are gone goes with them. */
export const endUndoStatement = ({ workspaceId, importId }: ImportKey, at: string): Statement => ({
  name: "onymous-undo-end",
  text: `update import i set state = 'UNDONE', undone_at = $3,
      preview = jsonb_set(i.preview, '{examples}', '{}'),
      columns = (select coalesce(jsonb_agg(c || '{"samples": []}' order by n), '[]')
        from jsonb_array_elements(i.columns) with ordinality c(c, n))
    where i.workspace_id = $1 and i.id = $2`,
  values: [workspaceId, importId, at],
});
