import { randomUUID } from "node:crypto";
import type pg from "pg";

export interface FilledInbox {
  readonly workspaceId: string;
  /** The first has a fifth of what is assigned; the last was removed and still has some. */
  readonly memberIds: readonly string[];
  /** Of ten thousand messages. */
  readonly longConversationId: string;
}

const MEMBERS = 20;
const LONG = 10_000;
/** From 0 to 1, the same in each run: of row `n`, for the purpose `k`. */
const chance = (k: number, n = "n") =>
  `((hashint8extended(${n}::bigint, ${k}) & 2147483647) / 2147483648.0)`;
/** The word of a rank: letters that nothing can be read out of. */
const wordOf = (rank: string) =>
  `translate(substr(md5(${rank}::text), 1, 7), '0123456789', 'ghijklmnop')`;
/** Of 20,000 words the n-th is one in some 10 n (Zipf). */
const word = (k: number) => wordOf(`floor(exp(${chance(k, "m")} * ln(20000)))::int`);

/** Words by how common they are. */
export async function wordOfRank(pool: pg.Pool, rank: number): Promise<string> {
  const { rows } = await pool.query<{ word: string }>(`select ${wordOf("$1::int")} as word`, [
    rank,
  ]);
  return rows[0]?.word ?? "";
}

/**
 * An inbox as it is after some years, written by the database itself: nine in ten conversations are closed, one in
 * twenty-five has something unread, half are chats, every second person is a contact, and of those `conflicted` of a
 * hundred have an open conflict. The first member has no emails but a few old ones.
 */
export async function fillInbox(
  pool: pg.Pool,
  size: { conversations: number; messagesEach: number; conflicted: number },
): Promise<FilledInbox> {
  const workspaceId = randomUUID();
  await pool.query(
    `insert into workspace (id, name, country, default_list_id, token_secret, proof_secret, created_at)
     values ($1, 'Bench', 'AU', $2, 'x', 'x', now())`,
    [workspaceId, randomUUID()],
  );
  const { rows } = await pool.query<{ id: string }>(
    `insert into member (workspace_id, id, role, name, email, password_hash, created_at, removed_at)
     select $1::uuid, gen_random_uuid(), 'AGENT', 'Member ' || n, 'm' || n || '@' || $1::uuid, 'x', now(),
       case when n = $2::int then now() end
     from generate_series(1, $2::int) n returning id`,
    [workspaceId, MEMBERS],
  );
  const memberIds = rows.map(({ id }) => id);
  await insertPeople(pool, workspaceId, size.conversations);
  await insertConversations(pool, workspaceId, size.conversations, memberIds);
  await insertMessages(pool, workspaceId, size.messagesEach);
  const longConversationId = await insertLong(pool, workspaceId);
  await pool.query(
    `insert into conversation_word (workspace_id, conversation_id, word)
     select distinct m.workspace_id, m.conversation_id, w.word from message m, regexp_split_to_table(m.text, ' ') w(word)
     where m.workspace_id = $1 order by 1, 2, 3`,
    [workspaceId],
  );
  await conflictMore(pool, workspaceId, size.conflicted);
  return { workspaceId, memberIds, longConversationId };
}

/** Gives so many of a hundred contacts an open conflict, unless they have one. */
export async function conflictMore(pool: pg.Pool, workspaceId: string, share: number) {
  await pool.query(
    `insert into conflict (workspace_id, id, contact_id, field, secondary, verified, happened_at, opened_at, status)
     select $1, gen_random_uuid(), c.id, 'gender', '"x"', false, now(), now(), 'open' from contact c
     where c.workspace_id = $1 and hashtext(c.id::text) & 1023 < $2::float8 * 10.24
       and not exists (select from conflict f where f.workspace_id = $1 and f.contact_id = c.id)`,
    [workspaceId, share],
  );
}

/** Four devices for every five conversations. */
async function insertPeople(pool: pg.Pool, workspaceId: string, conversations: number) {
  const visitors = Math.ceil(conversations * 0.8);
  await pool.query(
    `insert into contact (workspace_id, id, status, first_name, last_name, search_terms, field_states, created_by, created_at)
     select $1::uuid, md5($1::uuid::text || 'c' || n)::uuid, 'active', 'First' || n % 3000, 'Last' || n,
       array['first' || n % 3000 || ' last' || n, 'last' || n || ' first' || n % 3000], '{}', '{"type":"system"}', now()
     from generate_series(1, $2::int, 2) n`,
    [workspaceId, visitors],
  );
  await pool.query(
    `insert into visitor (workspace_id, id, number, kind, contact_id, created_at)
     select $1::uuid, md5($1::uuid::text || 'v' || n)::uuid, n, 'CONVERSATIONS',
       case when n % 2 = 1 then md5($1::uuid::text || 'c' || n)::uuid end, now()
     from generate_series(1, $2::int) n`,
    [workspaceId, visitors],
  );
}

async function insertConversations(
  pool: pg.Pool,
  workspaceId: string,
  conversations: number,
  memberIds: readonly string[],
) {
  await pool.query(
    `insert into conversation (workspace_id, id, visitor_id, channel, state, assignee_id, unread_count, opened_at, last_message_at)
     select $1::uuid, md5($1::uuid::text || 'k' || n)::uuid, md5($1::uuid::text || 'v' || 1 + n % ceil($2::int * 0.8)::int)::uuid,
       channel, state,
       case when state = 'WITH_AGENT' or state = 'CLOSED' and ${chance(3)} < 0.7 then
         ($3::uuid[])[case when ${chance(4)} < 0.2 and (channel <> 'EMAIL' or n < 40) then 1
           else 2 + floor(${chance(5)} * ${MEMBERS - 1})::int end] end,
       case when ${chance(6)} < 0.04 then 1 else 0 end,
       timestamptz '2024-01-01' + n * interval '60 seconds', timestamptz '2024-01-01' + n * interval '60 seconds'
     from (select n,
         (array['CHAT', 'CHAT', 'CHAT', 'CHAT', 'CHAT', 'WHATSAPP', 'WHATSAPP', 'SMS', 'EMAIL', 'FACEBOOK'])[1 + floor(${chance(1)} * 10)::int] as channel,
         case when ${chance(2)} < 0.9 then 'CLOSED' when ${chance(2)} < 0.95 then 'WITH_AGENT'
           when ${chance(2)} < 0.98 then 'WAITING_FOR_AGENT' when ${chance(2)} < 0.99 then 'DETAILS_ASKED' else 'WITH_AI' end as state
       from generate_series(1, $2::int) n) c`,
    [workspaceId, conversations, memberIds],
  );
}

const MESSAGE = `insert into message (workspace_id, id, conversation_id, visitor_id, channel, author, direction, text, sent_at, received_at)`;
const TEXT = `concat_ws(' ', ${[11, 12, 13, 14, 15, 16, 17, 18].map(word).join(", ")})`;

async function insertMessages(pool: pg.Pool, workspaceId: string, each: number) {
  await pool.query(
    `${MESSAGE}
     select $1, gen_random_uuid(), c.id, c.visitor_id, c.channel, '{"type":"system"}',
       case when c.m % 2 = 0 then 'inbound' else 'outbound' end, ${TEXT},
       c.last_message_at - c.back * interval '1 minute', c.last_message_at - c.back * interval '1 minute'
     from (select c.*, back, hashtext(c.id::text) * 100::bigint + back as m
       from conversation c cross join generate_series(0, $2::int - 1) back where c.workspace_id = $1) c`,
    [workspaceId, each],
  );
}

async function insertLong(pool: pg.Pool, workspaceId: string): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into conversation (workspace_id, id, visitor_id, channel, state, unread_count, opened_at, last_message_at)
     select $1::uuid, $2, md5($1::uuid::text || 'v1')::uuid, 'CHAT', 'CLOSED', 0, '2023-01-01', '2024-01-01'`,
    [workspaceId, id],
  );
  await pool.query(
    `${MESSAGE}
     select $1::uuid, gen_random_uuid(), $2, md5($1::uuid::text || 'v1')::uuid, 'CHAT', '{"type":"system"}',
       case when m % 2 = 0 then 'inbound' else 'outbound' end, ${TEXT},
       timestamptz '2024-01-01' - m * interval '1 minute', now()
     from generate_series(0, ${LONG - 1}) m`,
    [workspaceId, id],
  );
  return id;
}
