import type { ConversationEvent } from "../conversation/events.ts";
import type { IdentityEvent } from "../identity/events.ts";
import type { Actor, Channel } from "../identity/model.ts";

export type LogEvent = IdentityEvent | ConversationEvent;

/** A row of `identity_event`, as Prisma and `readEvents` name its columns: the envelope in columns, the rest in `payload`. */
export interface EventRow {
  readonly position: bigint | string;
  readonly kind: string;
  readonly recordedAt: Date;
  readonly happenedAt: Date;
  readonly actorType: string;
  readonly actorId: string | null;
  readonly channel: string | null;
  readonly contactId: string | null;
  readonly otherContactId: string | null;
  readonly visitorId: string | null;
  readonly conversationId: string | null;
  readonly payload: unknown;
  readonly importId: string | null;
}

/** An event as the save statement takes it: the names are the table's columns, the position is drawn when it is saved. */
export interface NewEventRow {
  readonly kind: string;
  readonly recorded_at: string;
  readonly happened_at: string;
  readonly actor_type: string;
  readonly actor_id: string | null;
  readonly channel: string | null;
  readonly contact_id: string | null;
  readonly other_contact_id: string | null;
  readonly visitor_id: string | null;
  readonly conversation_id: string | null;
  readonly payload: object;
  readonly import_id: string | null;
}

export function eventToRow(event: LogEvent): NewEventRow {
  const {
    kind,
    recordedAt,
    happenedAt,
    actor,
    channel,
    contactId,
    visitorId,
    conversationId,
    importId,
    ...rest
  } = event as LogEvent & { readonly importId?: string };
  const { otherContactId, ...payload } = rest as { otherContactId?: string };
  return {
    kind,
    recorded_at: recordedAt,
    happened_at: happenedAt,
    actor_type: actor.type,
    actor_id: "id" in actor ? actor.id : null,
    channel,
    contact_id: contactId,
    other_contact_id: otherContactId ?? null,
    visitor_id: visitorId,
    conversation_id: conversationId,
    payload,
    import_id: importId ?? null,
  };
}

/** The log is written by `eventToRow` alone, so what it says is taken at its word. */
export function rowToEvent(row: EventRow): LogEvent {
  return {
    kind: row.kind,
    recordedAt: row.recordedAt.toISOString(),
    happenedAt: row.happenedAt.toISOString(),
    actor: (row.actorId === null
      ? { type: row.actorType }
      : { type: row.actorType, id: row.actorId }) as Actor,
    channel: row.channel as Channel | null,
    contactId: row.contactId,
    visitorId: row.visitorId,
    conversationId: row.conversationId,
    ...(row.importId === null ? {} : { importId: row.importId }),
    ...(row.otherContactId === null ? {} : { otherContactId: row.otherContactId }),
    ...(row.payload as object),
  } as LogEvent;
}
