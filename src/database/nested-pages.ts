import type pg from "pg";
import { readInOrder } from "./by-index.ts";
import type {
  Conflict,
  Contact,
  ContactMerge,
  Conversation,
  Message,
  Visitor,
} from "./generated/prisma/client.ts";

/**
 * Pages of what belongs to many parents at once, each cut off in the database: "the first ten conversations of each of
 * these fifty contacts" is one statement. (Prisma's nested `take` over several parents reads all children and cuts in
 * memory.)
 */
export interface NestedPageRequest<Key> {
  readonly workspaceId: string;
  readonly parentIds: readonly string[];
  /** How many rows of each parent at the most. */
  readonly limit: number;
  /** The sort key of the row that the page starts behind; null from the beginning. */
  readonly after: Key | null;
}
export type NestedPages<Row> = Map<string, Row[]>;

/** Newest first by when they last changed; ids break ties. */
export interface TimeKey {
  readonly at: Date;
  readonly id: string;
}

export const VISITOR = `v.workspace_id as "workspaceId", v.id, v.number, v.kind, v.push_opted_in as "pushOptedIn",
  v.contact_id as "contactId", v.proven, v.claims, v.successor_of_visitor_id as "successorOfVisitorId",
  v.successor_of_contact_id as "successorOfContactId", v.sender_channel as "senderChannel",
  v.sender_address as "senderAddress", v.created_at as "createdAt"`;
const CONVERSATION = `c.workspace_id as "workspaceId", c.id, c.visitor_id as "visitorId", c.channel, c.state,
  c.language, c.unread_count as "unreadCount", c.handover,
  c.opened_at as "openedAt", c.last_message_at as "lastMessageAt", c.assignee_id as "assigneeId"`;
const CONFLICT = `f.workspace_id as "workspaceId", f.id, f.contact_id as "contactId", f.field, f.secondary, f.verified,
  f.channel, f.visitor_id as "visitorId", f.conversation_id as "conversationId", f.happened_at as "happenedAt",
  f.opened_at as "openedAt", f.status, f.resolution`;
const MESSAGE = `m.workspace_id as "workspaceId", m.id, m.conversation_id as "conversationId", m.visitor_id as "visitorId",
  m.channel, m.author, m.direction, m.text, m.external_id as "externalId", m.sent_at as "sentAt",
  m.received_at as "receivedAt"`;
const CONTACT = `k.workspace_id as "workspaceId", k.id, k.status, k.email, k.phone, k.first_name as "firstName",
  k.middle_name as "middleName", k.last_name as "lastName", k.full_name as "fullName", k.gender,
  k.business_name as "businessName", k.contact_address as "contactAddress", k.billing_address as "billingAddress",
  k.attributes, k.field_states as "fieldStates", k.created_via as "createdVia", k.created_by as "createdBy",
  k.created_at as "createdAt", k.archived_at as "archivedAt", k.assignee_id as "assigneeId"`;
const MERGE = `m.workspace_id as "workspaceId", m.id, m.survivor_id as "survivorId", m.loser_id as "loserId", m.cause,
  m.merged_at as "mergedAt", m.merged_by as "mergedBy", m.record, m.undone_at as "undoneAt", m.undone_by as "undoneBy"`;

export async function visitorsOfContacts(
  pool: pg.Pool,
  request: NestedPageRequest<bigint>,
): Promise<NestedPages<Visitor>> {
  const rows = await pages<Visitor>(
    pool,
    request,
    `select ${VISITOR} from visitor v where v.workspace_id = $1 and v.contact_id = p.id
       and ($4::bigint is null or v.number < $4) order by v.number desc limit $3`,
    [request.after === null ? null : String(request.after)],
  );
  for (const page of rows.values()) for (const row of page) row.number = BigInt(row.number);
  return rows;
}

export async function conversationsOfContacts(
  pool: pg.Pool,
  request: NestedPageRequest<TimeKey>,
): Promise<NestedPages<Conversation>> {
  return pages(
    pool,
    request,
    `select ${CONVERSATION} from visitor v join conversation c on c.workspace_id = v.workspace_id and c.visitor_id = v.id
       where v.workspace_id = $1 and v.contact_id = p.id
       and ($4::timestamptz is null or (c.last_message_at, c.id) < ($4, $5::uuid))
       order by c.last_message_at desc, c.id desc limit $3`,
    [request.after?.at ?? null, request.after?.id ?? null],
  );
}

export async function conversationsOfVisitors(
  pool: pg.Pool,
  request: NestedPageRequest<TimeKey>,
): Promise<NestedPages<Conversation>> {
  return pages(
    pool,
    request,
    `select ${CONVERSATION} from conversation c where c.workspace_id = $1 and c.visitor_id = p.id
       and ($4::timestamptz is null or (c.last_message_at, c.id) < ($4, $5::uuid))
       order by c.last_message_at desc, c.id desc limit $3`,
    [request.after?.at ?? null, request.after?.id ?? null],
  );
}

/** In the order in which they were sent, from either end. */
export async function messagesOfConversations(
  pool: pg.Pool,
  request: NestedPageRequest<TimeKey> & { readonly newestFirst: boolean },
): Promise<NestedPages<Message>> {
  const [behind, direction] = request.newestFirst ? ["<", "desc"] : [">", "asc"];
  const ofOne = `select ${MESSAGE} from message m where m.workspace_id = $1 and m.conversation_id = p.id
       and ($4::timestamptz is null or (m.sent_at, m.id) ${behind} ($4, $5::uuid))
       order by m.sent_at ${direction}, m.id ${direction} limit $3`;
  const after = [request.after?.at ?? null, request.after?.id ?? null];
  return readInOrder(pool, (client) => pages(client, request, ofOne, after));
}

/** The newest first. `status` null: of any. */
export async function conflictsOfContacts(
  pool: pg.Pool,
  request: NestedPageRequest<string> & { readonly status: string | null },
): Promise<NestedPages<Conflict>> {
  return pages(
    pool,
    request,
    `select ${CONFLICT} from conflict f where f.workspace_id = $1 and f.contact_id = p.id
       and ($4::uuid is null or f.id < $4) and ($5::text is null or f.status = $5)
       order by f.id desc limit $3`,
    [request.after, request.status],
  );
}

/** The active ones: an archived contact is hidden from lists (SPEC 3.5), and back in them when it is reactivated. */
export async function contactsOfLists(
  pool: pg.Pool,
  request: NestedPageRequest<string>,
): Promise<NestedPages<Contact>> {
  return pages(
    pool,
    request,
    `select ${CONTACT} from contact_list_member l
       join contact k on k.workspace_id = l.workspace_id and k.id = l.contact_id and k.status = 'active'
       where l.workspace_id = $1 and l.list_id = p.id and ($4::uuid is null or l.contact_id < $4)
       order by l.contact_id desc limit $3`,
    [request.after],
  );
}
/** The merges that contacts survived, the newest first, undone ones too. */
export async function mergesOfContacts(
  pool: pg.Pool,
  request: NestedPageRequest<string>,
): Promise<NestedPages<ContactMerge>> {
  return pages(
    pool,
    request,
    `select ${MERGE} from contact_merge m where m.workspace_id = $1 and m.survivor_id = p.id
       and ($4::uuid is null or m.id < $4) order by m.id desc limit $3`,
    [request.after],
  );
}

export async function pages<Row>(
  pool: Pick<pg.ClientBase, "query">,
  request: NestedPageRequest<unknown>,
  childrenOfOne: string,
  further: readonly unknown[],
): Promise<NestedPages<Row>> {
  const { rows } = await pool.query<Row & { parentId: string }>(
    `select p.id as "parentId", child.* from unnest($2::uuid[]) p(id) cross join lateral (${childrenOfOne}) child`,
    [request.workspaceId, request.parentIds, request.limit, ...further],
  );
  const byParent: NestedPages<Row> = new Map();
  for (const row of rows) {
    const page = byParent.get(row.parentId);
    if (page) page.push(row);
    else byParent.set(row.parentId, [row]);
  }
  return byParent;
}
