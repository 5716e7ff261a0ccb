import type pg from "pg";
import { handoverKey } from "../conversation/jobs.ts";
import { BELONGS, type Gone, goneValues, OF_ONE_WHO_STAYS, TYPED } from "./deletion-plan.ts";
import { eraseFromImports } from "./erase-from-imports.ts";
import { eventToRow, type LogEvent } from "./event-row.ts";

/** In the order in which rows point at each other. */
const GOES = [
  "message",
  "conversation",
  "conflict",
  "suspected_duplicate",
  "contact_list_member",
  "contact_tag",
  "visitor_list_member",
  "contact_merge",
] as const;

/**
 * Erases people with all that is kept of them, and appends the event that says so. Set-wise, under the workspace's lock,
 * in the caller's transaction. Their events stay as skeletons, so that the sequence of cursors is unbroken.
 */
export async function erasePeople(
  client: pg.ClientBase,
  workspaceId: string,
  gone: Gone,
  event: LogEvent,
): Promise<void> {
  await eraseFromImports(client, workspaceId, gone.contactIds);
  await eraseRows(client, workspaceId, gone);
  await appendEvent(client, workspaceId, event);
}

/** All of it but what imports keep, without a word to the log. */
export async function eraseRows(
  client: pg.ClientBase,
  workspaceId: string,
  gone: Gone,
): Promise<void> {
  const { contactIds, visitorIds } = gone;
  const all = goneValues(workspaceId, gone);
  await client.query(
    `select graphile_worker.remove_job($${all.length + 1}::text || x.id) from conversation x
     where x.workspace_id = $1 and x.handover is not null and (${BELONGS.conversation}) and ${TYPED}`,
    [...all, handoverKey(workspaceId, "")],
  );
  for (const table of GOES)
    await client.query(
      `delete from ${table} x where x.workspace_id = $1 and (${BELONGS[table]}) and ${TYPED}`,
      all,
    );
  await client.query(
    "delete from identifier where workspace_id = $1 and contact_id = any($2::uuid[])",
    [workspaceId, contactIds],
  );
  await client.query(
    `with visitors as (
       delete from visitor x where x.workspace_id = $1 and x.id = any($3::uuid[])
       returning x.contact_id, x.kind = 'PUSH' or x.push_opted_in as push
     ), contacts as (
       delete from contact x where x.workspace_id = $1 and x.id = any($2::uuid[]) returning x.status
     )
     update workspace_head set
       identified = identified - (select count(*) from contacts where status = 'active'),
       archived = archived - (select count(*) from contacts where status = 'archived'),
       anonymous_push = anonymous_push - (select count(*) from visitors where contact_id is null and push),
       anonymous_conversations = anonymous_conversations
         - (select count(*) from visitors where contact_id is null and not push)
     where workspace_id = $1`,
    [workspaceId, contactIds, visitorIds],
  );
  await client.query(
    `update identity_event x set kind = 'EventErased', payload = jsonb_build_object('erasedKind', x.kind),
       contact_id = null, other_contact_id = null, visitor_id = null, conversation_id = null,
       actor_id = case when x.actor_type = 'visitor' then null else x.actor_id end
     where x.workspace_id = $1 and (${BELONGS.identity_event})`,
    all,
  );
  await client.query(
    `update identity_event x set contact_id = null
     where x.workspace_id = $1 and x.contact_id = any($2::uuid[]) and ${OF_ONE_WHO_STAYS}`,
    [workspaceId, contactIds, visitorIds],
  );
}

async function appendEvent(client: pg.ClientBase, workspaceId: string, event: LogEvent) {
  const row = Object.entries(eventToRow(event));
  const names = row.map(([name]) => `"${name}"`).join(", ");
  const values = row.map((_, index) => `$${index + 2}`).join(", ");
  await client.query(
    `with head as (update workspace_head set position = position + 1 where workspace_id = $1 returning position)
     insert into identity_event (workspace_id, position, ${names}) select $1, head.position, ${values} from head`,
    [workspaceId, ...row.map(([, value]) => value)],
  );
}
