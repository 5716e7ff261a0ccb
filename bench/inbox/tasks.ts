import { readInbox } from "../../src/database/inbox.ts";
import type { InboxFilter } from "../../src/database/inbox-filter.ts";
import { searchInbox } from "../../src/database/inbox-search.ts";
import type { TimeKey } from "../../src/database/nested-pages.ts";
import type { Database } from "../../src/database/open.ts";
import { createLoaders } from "../../src/graphql/loaders.ts";
import { type FilledInbox, wordOfRank } from "./fill.ts";

export const PAGE = 50;

interface Prepared {
  readonly database: Database;
  readonly filled: FilledInbox;
  readonly messages: number;
}
/** What is done, and how many rows it came to. */
export type Tasks = ReadonlyMap<string, () => Promise<number>>;

/** Everything that is measured, as the API does it between a request and its answer. */
export async function tasksOf({ database, filled, messages }: Prepared): Promise<Tasks> {
  const { pool } = database;
  const { workspaceId, memberIds, longConversationId } = filled;
  const [busy] = memberIds as [string];
  const middle = await behindHalf(database, workspaceId);
  const from = (after: TimeKey | null) => ({ workspaceId, limit: PAGE + 1, after });
  const rows = (found: readonly TimeKey[]) => loadRows(database, workspaceId, found);
  const page =
    (filter: InboxFilter, after: TimeKey | null = null) =>
    () =>
      readInbox(pool, from(after), filter).then(rows);
  /** Which conversations, without what they show. */
  const alone = (filter: InboxFilter) => async () =>
    (await readInbox(pool, from(null), filter)).length;
  const search =
    (text: string, filter: InboxFilter = {}) =>
    () =>
      searchInbox(pool, from(null), filter, text).then(rows);
  /** The word that some so many conversations have: of 8 words a message, the n-th is one in 10 n. */
  const wordOf = (conversations: number) =>
    wordOfRank(pool, Math.max(1, Math.round((messages * 8) / (9.9 * conversations))));
  const [first, second, rare] = [
    await wordOfRank(pool, 1),
    await wordOfRank(pool, 2),
    await wordOf(100),
  ];
  const open = (after: TimeKey | null) => () =>
    openConversation(database, workspaceId, longConversationId, after);
  return new Map([
    ["all", page({})],
    ["all, half way", page({}, middle)],
    ["mine", page({ assigneeId: busy })],
    ["unassigned", page({ unassigned: true })],
    ["waiting", page({ states: ["WAITING_FOR_AGENT", "DETAILS_ASKED"] })],
    ["closed", page({ states: ["CLOSED"] })],
    ["closed, half way", page({ states: ["CLOSED"] }, middle)],
    ["SMS", page({ channels: ["SMS"] })],
    ["unread", page({ unread: true })],
    ["conflicts", page({ hasOpenConflicts: true })],
    ["no conflicts", page({ hasOpenConflicts: false })],
    ["conflicts, unassigned", page({ hasOpenConflicts: true, unassigned: true })],
    ["mine, WhatsApp", page({ assigneeId: busy, channels: ["WHATSAPP"] })],
    ["unread, closed, chat", page({ unread: true, states: ["CLOSED"], channels: ["CHAT"] })],
    ["mine, email: each common, together few", page({ assigneeId: busy, channels: ["EMAIL"] })],
    ["text: the most common word", search(first)],
    ["text: the two most common words", search(`${first} ${second}`)],
    ["text: the most common word, mine", search(first, { assigneeId: busy })],
    [
      "text: the most common word, mine and email",
      search(first, { assigneeId: busy, channels: ["EMAIL"] }),
    ],
    ["text: a word of some 100 conversations", search(rare)],
    ["text: a rare and the most common word", search(`${rare} ${first}`)],
    ["text: one in fifty conversations has it", search(await wordOf(messages / 250))],
    ["text: the beginning of many words", search(first.slice(0, 1))],
    ["text: a contact's name", search("Last77")],
    ["text: nobody says it", search("zzzzz")],
    ["unassigned, its statement alone", alone({ unassigned: true })],
    ["unread, its statement alone", alone({ unread: true })],
    ["conflicts, its statement alone", alone({ hasOpenConflicts: true })],
    ["opening 10,000 messages at the end", open(null)],
    ["10,000 messages, half way back", open(halfBack)],
  ]);
}

const halfBack: TimeKey = {
  at: new Date(Date.parse("2024-01-01T00:00:00Z") - 5_000 * 60_000),
  id: "00000000-0000-0000-0000-000000000000",
};

/** Conversations with all that a line of the inbox shows. */
async function loadRows(database: Database, workspaceId: string, found: readonly TimeKey[]) {
  const loaders = createLoaders(database, workspaceId);
  await Promise.all(found.map(({ id }) => lineOf(loaders, id)));
  return found.length;
}

async function lineOf(loaders: ReturnType<typeof createLoaders>, id: string) {
  const conversation = await loaders.conversation.load(id);
  if (conversation === null) throw new Error(`${id} is not there`);
  const latest = { parentId: id, newestFirst: true, limit: 1, after: null };
  const [visitor] = await Promise.all([
    loaders.visitor.load(conversation.visitorId),
    conversation.assigneeId && loaders.member.load(conversation.assigneeId),
    loaders.messagesOfConversation.load(latest),
  ]);
  if (!visitor?.contactId) return;
  await Promise.all([
    loaders.contact.load(visitor.contactId),
    loaders.openConflictsOfContact.load(visitor.contactId),
  ]);
}

async function openConversation(
  database: Database,
  workspaceId: string,
  id: string,
  after: TimeKey | null,
) {
  const loaders = createLoaders(database, workspaceId);
  const page = { parentId: id, newestFirst: true, limit: 2 * PAGE + 1, after };
  const [messages] = await Promise.all([
    loaders.messagesOfConversation.load(page),
    lineOf(loaders, id),
  ]);
  return messages.length;
}

async function behindHalf({ pool }: Database, workspaceId: string): Promise<TimeKey> {
  const { rows } = await pool.query<TimeKey>(
    `select last_message_at as at, id from conversation where workspace_id = $1
     order by last_message_at desc, id desc
     offset (select count(*) / 2 from conversation where workspace_id = $1) limit 1`,
    [workspaceId],
  );
  const [half] = rows;
  if (half === undefined) throw new Error("no conversations");
  return half;
}

/** Looks up one conversation after the other by its id. */
export async function lookupsOf({ database: { pool }, filled: { workspaceId } }: Prepared) {
  const { rows } = await pool.query<{ id: string }>(
    "select id from conversation where workspace_id = $1 order by id limit 5000",
    [workspaceId],
  );
  let next = 0;
  return () =>
    pool.query("select * from conversation where workspace_id = $1 and id = $2", [
      workspaceId,
      rows[next++ % rows.length]?.id,
    ]);
}
