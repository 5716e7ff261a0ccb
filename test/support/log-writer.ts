import { randomUUID } from "node:crypto";
import type pg from "pg";
import { eventToRow, type LogEvent } from "../../src/database/event-row.ts";
import { withWorkspaceLock } from "../../src/database/workspace-lock.ts";
import { NO_COUNTS } from "../../src/identity/import-model.ts";

/** A workspace with an empty log, made by SQL alone: for tests of the log that need no rules. */
export async function insertWorkspace(pool: pg.Pool): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `with w as (
       insert into workspace (id, name, country, default_list_id, token_secret, proof_secret, created_at)
       values ($1, 'Test', 'AU', $2, 'x', 'x', now()) returning id
     ) insert into workspace_head (workspace_id) select id from w`,
    [id, randomUUID()],
  );
  return id;
}

/** Appends events to a workspace's log as the writer does: under its lock, in one transaction. Answers the last position. */
export function appendEvents(
  pool: pg.Pool,
  workspaceId: string,
  events: readonly LogEvent[],
): Promise<bigint> {
  return withWorkspaceLock(pool, workspaceId, (client) => insert(client, workspaceId, events));
}

async function insert(
  client: pg.PoolClient,
  workspaceId: string,
  events: readonly LogEvent[],
): Promise<bigint> {
  const rows = JSON.stringify(events.map(eventToRow));
  const { rows: heads } = await client.query<{ position: string }>(
    `update workspace_head set position = position + $2::int where workspace_id = $1 returning position`,
    [workspaceId, events.length],
  );
  const last = BigInt(heads[0]?.position ?? 0);
  await client.query(
    `insert into identity_event (workspace_id, position, kind, recorded_at, happened_at, actor_type, actor_id, channel,
         contact_id, other_contact_id, visitor_id, conversation_id, payload, import_id)
       select $1, $2::bigint + n, r.kind, r.recorded_at, r.happened_at, r.actor_type, r.actor_id, r.channel,
         r.contact_id, r.other_contact_id, r.visitor_id, r.conversation_id, coalesce(r.payload, '{}'), r.import_id
       from rows from (jsonb_to_recordset($3::jsonb) as (kind text, recorded_at timestamptz, happened_at timestamptz,
         actor_type text, actor_id uuid, channel text, contact_id uuid, other_contact_id uuid, visitor_id uuid,
         conversation_id uuid, payload jsonb, import_id uuid)) with ordinality as r(kind, recorded_at, happened_at, actor_type, actor_id,
         channel, contact_id, other_contact_id, visitor_id, conversation_id, payload, import_id, n)`,
    [workspaceId, last - BigInt(events.length), rows],
  );
  return last;
}

/** A small event that names a visitor: what the log's tests tell events apart by. */
export function pushOptedIn(visitorId: string = randomUUID()): LogEvent {
  const at = new Date().toISOString();
  return {
    kind: "PushOptedIn",
    recordedAt: at,
    happenedAt: at,
    actor: { type: "visitor", id: visitorId },
    channel: null,
    contactId: null,
    visitorId,
    conversationId: null,
  };
}

/** An event that an import leaves in the history of a contact, and not in feeds. */
export function taggedByImport(importId: string, contactId: string = randomUUID()): LogEvent {
  const { visitorId: _none, ...head } = pushOptedIn();
  return {
    ...head,
    kind: "ContactTagged",
    actor: { type: "member", id: randomUUID() },
    channel: "IMPORT",
    importId,
    contactId,
    visitorId: null,
    tagId: randomUUID(),
  };
}

const ofImport = () => ({
  ...pushOptedIn(),
  actor: { type: "member" as const, id: randomUUID() },
  visitorId: null,
});

/** The one event of an import in feeds. */
export const imported = (importId: string): LogEvent => ({
  ...ofImport(),
  kind: "ContactsImported",
  ofImportId: importId,
  cancelled: false,
  counts: NO_COUNTS,
});

/** What an import had done was taken back. */
export const importUndone = (importId: string): LogEvent => ({
  ...ofImport(),
  kind: "ImportUndone",
  ofImportId: importId,
  deletedContacts: 2,
  revertedContacts: 1,
  keptContacts: 0,
});
