import type pg from "pg";
import type { ConversationEventKind } from "../conversation/events.ts";
import type { IdentityEventKind } from "../identity/events.ts";
import type { MessageChannel } from "../identity/model.ts";
import {
  CONVERSATION_COLUMNS,
  type ConversationOfEvent,
  type ConversationOfEventRow,
  conversationOf,
  EVENTS_IN_CONVERSATIONS,
} from "./conversation-of-event.ts";
import { type EventRow, type LogEvent, rowToEvent } from "./event-row.ts";
import { withWorkspaceLock } from "./workspace-lock.ts";

export type LogEventKind = IdentityEventKind | ConversationEventKind;

/** Which events are wanted; what is absent or null does not narrow. A contact's events are also those that name it second. */
export interface EventFilter {
  readonly kinds?: readonly LogEventKind[] | null;
  readonly contactId?: string | null;
  /** For reading only, in place of `contactId`: the events of all of these, each once. */
  readonly contactIds?: readonly string[] | null;
  readonly visitorId?: string | null;
  readonly conversationId?: string | null;
  /** Also the details of imports, which histories show and feeds leave out (SPEC 9.1). */
  readonly withImports?: boolean;
  /** Only what happened in a conversation. */
  readonly inConversations?: boolean;
  /** Only what happened in conversations over one of these. */
  readonly channels?: readonly MessageChannel[] | null;
  /** Only what happened in conversations that were each of these members', from then on or until then. */
  readonly assigneeIds?: readonly string[];
}

export interface PositionedEvent {
  readonly position: bigint;
  readonly event: LogEvent;
  readonly conversation: ConversationOfEvent | null;
}

/** Where a workspace's log ends, and up to where its beginning was pruned. */
export interface LogHead {
  readonly position: bigint;
  readonly prunedThrough: bigint;
}

/** Events after a position, in order, and the head as the same snapshot saw it: `afterPosition < prunedThrough` is a gap. */
export interface LogSlice extends LogHead {
  readonly events: readonly PositionedEvent[];
}

const COLUMNS = `e.position, e.kind, e.recorded_at as "recordedAt", e.happened_at as "happenedAt",
  e.actor_type as "actorType", e.actor_id as "actorId", e.channel, e.contact_id as "contactId",
  e.other_contact_id as "otherContactId", e.visitor_id as "visitorId", e.conversation_id as "conversationId", e.payload, e.import_id as "importId", ${CONVERSATION_COLUMNS}`;

type LogRow = EventRow & ConversationOfEventRow;

/** Null when there is no such workspace. */
export async function readEvents(
  database: pg.Pool | pg.ClientBase,
  wanted: {
    readonly workspaceId: string;
    readonly afterPosition: bigint;
    readonly limit: number;
    readonly filter?: EventFilter | null;
  },
): Promise<LogSlice | null> {
  const values: unknown[] = [wanted.workspaceId, wanted.afterPosition.toString(), wanted.limit];
  const { rows } = await database.query<
    { headPosition: string; prunedThrough: string } & (LogRow | { position: null })
  >(
    `select h.position as "headPosition", h.pruned_through as "prunedThrough", ${COLUMNS}
     from workspace_head h left join lateral (${eventsAfter(wanted.filter ?? {}, values)}) e on true
     where h.workspace_id = $1 order by e.position`,
    values,
  );
  const first = rows[0];
  if (first === undefined) return null;
  return {
    position: BigInt(first.headPosition),
    prunedThrough: BigInt(first.prunedThrough),
    events: rows.flatMap((row) => (row.position === null ? [] : [toPositioned(row)])),
  };
}

const toPositioned = (row: LogRow): PositionedEvent => ({
  position: BigInt(row.position),
  event: rowToEvent(row),
  conversation: conversationOf(row),
});

/** Each narrowing has an index of its own to walk; a contact has two, whose first `limit` rows each hold the answer. */
function eventsAfter(filter: EventFilter, values: unknown[]): string {
  const conditions = ["e.workspace_id = $1", "e.position > $2::bigint"];
  const narrow = (sql: string, value: unknown) => {
    values.push(value);
    conditions.push(`${sql} $${values.length}`);
  };
  if (filter.kinds) {
    values.push(filter.kinds);
    conditions.push(`e.kind = any($${values.length}::text[])`);
  }
  if (filter.visitorId) narrow("e.visitor_id =", filter.visitorId);
  if (filter.conversationId) narrow("e.conversation_id =", filter.conversationId);
  if (!filter.withImports) conditions.push("e.import_id is null");
  if (filter.inConversations) conditions.push("e.conversation_id is not null");
  if (filter.channels) {
    values.push(filter.channels);
    conditions.push(`c.conversation_channel = any($${values.length}::text[])`);
  }
  for (const assigneeId of filter.assigneeIds ?? []) {
    values.push(assigneeId);
    conditions.push(
      `$${values.length}::text in (c.conversation_assignee_id, c.conversation_previous_assignee_id)`,
    );
  }
  const select = (further: readonly string[]) =>
    `select * from ${EVENTS_IN_CONVERSATIONS} where ${[...conditions, ...further].join(" and ")} order by e.position limit $3::int`;
  if (filter.contactIds) {
    values.push(filter.contactIds);
    const of = (column: string) => select([`e.${column} = wanted.id`]);
    return `select distinct on (e.position) e.* from unnest($${values.length}::uuid[]) wanted(id) cross join lateral (
      (${of("contact_id")}) union all (${of("other_contact_id")})) e order by e.position limit $3::int`;
  }
  if (!filter.contactId) return select([]);
  values.push(filter.contactId);
  const one = `e.contact_id = $${values.length}`;
  const other = `e.other_contact_id = $${values.length}`;
  return `select * from ((${select([one])}) union all (${select([other])})) e order by e.position limit $3::int`;
}

/** The heads of the workspaces that exist among the given ones: one statement, however many. */
export async function readHeads(
  database: pg.Pool | pg.ClientBase,
  workspaceIds: readonly string[],
): Promise<Map<string, LogHead>> {
  const { rows } = await database.query<{ id: string; position: string; pruned: string }>({
    name: "onymous-log-heads",
    text: "select workspace_id as id, position, pruned_through as pruned from workspace_head where workspace_id = any($1::uuid[])",
    values: [workspaceIds],
  });
  return new Map(
    rows.map((row) => [
      row.id,
      { position: BigInt(row.position), prunedThrough: BigInt(row.pruned) },
    ]),
  );
}

/** How many events one transaction removes: the workspace's writers wait for it. */
const PRUNE_CHUNK = 5_000;

/**
 * Removes a workspace's events recorded before a moment, from the beginning up to the first one that is not, and answers
 * how many. What is gone is known (`pruned_through`), so that a reader that comes too late is told to start over.
 */
export async function prune(
  pool: pg.Pool,
  { workspaceId, before }: { readonly workspaceId: string; readonly before: Date },
): Promise<number> {
  for (let total = 0; ; ) {
    const removed = await withWorkspaceLock(pool, workspaceId, async (client) => {
      const { rows } = await client.query<{ removed: string }>(
        `with oldest as (
           select position, recorded_at from identity_event
           where workspace_id = $1 order by position limit ${PRUNE_CHUNK}
         ), old as (
           select position from oldest
           where position < coalesce((select min(position) from oldest where recorded_at >= $2), 'infinity'::numeric)
         ), gone as (
           delete from identity_event where workspace_id = $1 and position in (select position from old) returning position
         ), marked as (
           update workspace_head set pruned_through = (select max(position) from old)
           where workspace_id = $1 and exists (select from old)
         )
         select count(*) as removed from gone`,
        [workspaceId, before],
      );
      return Number(rows[0]?.removed ?? 0);
    });
    total += removed;
    if (removed < PRUNE_CHUNK) return total;
  }
}
