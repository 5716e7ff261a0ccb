import type pg from "pg";
import { searchedWords } from "../conversation/message-words.ts";
import { readSearch } from "../identity/search/query.ts";
import { readInOrder } from "./by-index.ts";
import {
  behind,
  conditionSql,
  IN_ORDER,
  type InboxPage,
  type Placed,
  pageSql,
  statement,
} from "./inbox.ts";
import { type InboxFilter, type Lanes, lanesOf } from "./inbox-filter.ts";
import type { TimeKey } from "./nested-pages.ts";
import { searchContacts } from "./search-contacts.ts";
import { beginningWith } from "./search-ranges.ts";

/** So many conversations with a word, of the inbox in order, or of people's devices, are looked at for a search at the most. */
export const LOOKED_AT = 1_000;
/** Of the inbox first so many times a page. */
const DEPTH_AT_FIRST = 4;
/** Of a longer query, further words are not looked at. */
const MOST_WORDS = 8;

interface Search {
  readonly client: pg.ClientBase;
  readonly page: InboxPage;
  readonly lanes: Lanes;
}

/**
 * The conversations in whose messages every word of a text begins a word, and those of people who are called so, in the
 * order of the inbox.
 */
export async function searchInbox(
  pool: pg.Pool,
  page: InboxPage,
  filter: InboxFilter,
  text: string,
): Promise<TimeKey[]> {
  const lanes = lanesOf(filter);
  const words = searchedWords(text).slice(0, MOST_WORDS);
  const contactIds = await peopleCalled(pool, page.workspaceId, text);
  return readInOrder(pool, async (client) => {
    const search = { client, page, lanes };
    const said = await withWords(search, words);
    return merged([said, await ofPeople(search, contactIds)], page.limit);
  });
}

async function withWords(search: Search, words: readonly string[]): Promise<TimeKey[]> {
  if (words.length === 0) return [];
  const counts = await countUpTo(search, words, LOOKED_AT + 1);
  const least = Math.min(...counts);
  if (least === 0) return [];
  const rarest = words[counts.indexOf(least)] as string;
  const others = words.filter((word) => word !== rarest);
  if (least <= LOOKED_AT) return fromWord(search, rarest, others);
  // All are common: a page of them is soon seen along the inbox.
  const { limit } = search.page;
  let walked: TimeKey[] = [];
  for (const depth of [DEPTH_AT_FIRST * limit, LOOKED_AT]) {
    const { found, ended } = await fromLatest(search, words, depth);
    if (found.length === limit || ended) return found;
    walked = found;
  }
  return merged([walked, await fromWord(search, rarest, others)], limit);
}

/** How many words of conversations each of these begins, counted so far at the most. */
async function countUpTo({ client, page }: Search, words: readonly string[], most: number) {
  const ranges = words.map(beginningWith);
  const { rows } = await client.query<{ count: number }>(
    `select (select count(*)::int from (select from conversation_word w
        where w.workspace_id = $1 and w.word >= r.low and w.word < r.high limit $4) hit) as count
     from unnest($2::text[], $3::text[]) with ordinality r(low, high, n) order by r.n`,
    [page.workspaceId, ranges.map(({ low }) => low), ranges.map(({ high }) => high), most],
  );
  return rows.map(({ count }) => count);
}

/** Of the conversations with a word, those that have the others too. */
async function fromWord(
  { client, page, lanes }: Search,
  word: string,
  others: readonly string[],
): Promise<TimeKey[]> {
  const { values, placed } = statement(page.workspaceId);
  const { low, high } = beginningWith(word);
  const candidates = `select w.conversation_id from conversation_word w
    where w.workspace_id = $1 and w.word >= ${placed(low)} and w.word < ${placed(high)}
    order by w.word, w.conversation_id desc limit ${LOOKED_AT}`;
  const sql = `select c.last_message_at as at, c.id from conversation c
    where c.workspace_id = $1 and c.id = any(array(select distinct conversation_id from (${candidates}) w))
      and ${conditionSql(lanes, placed)} and ${behind(page, placed)} and ${hasWords(others, placed)}
    ${IN_ORDER} limit ${placed(page.limit)}::int`;
  return (await client.query<TimeKey>(sql, values)).rows;
}

/** Of so many conversations behind the page's start, those that have all words, and whether there are no more. */
async function fromLatest(
  { client, page, lanes }: Search,
  words: readonly string[],
  depth: number,
): Promise<{ found: TimeKey[]; ended: boolean }> {
  const { values, placed } = statement(page.workspaceId);
  const latest = pageSql(lanes, { ...page, limit: depth }, placed);
  const sql = `with latest as materialized (${latest})
    select l.looked, said.at, said.id from (select count(*)::int as looked from latest) l
    left join lateral (select c.at, c.id from latest c where ${hasWords(words, placed)}
      order by c.at desc, c.id desc limit ${placed(page.limit)}::int) said on true`;
  const { rows } = await client.query<{ looked: number; at: Date | null; id: string | null }>(
    sql,
    values,
  );
  const found = rows.flatMap(({ at, id }) => (at && id ? [{ at, id }] : []));
  return { found, ended: (rows[0]?.looked ?? 0) < depth };
}

/** `offset`: looked up for each conversation, never joined with everything that has the word. */
const hasWords = (words: readonly string[], placed: Placed): string =>
  words
    .map(beginningWith)
    .map(
      ({ low, high }) => `exists (select from conversation_word w where w.workspace_id = $1
        and w.conversation_id = c.id and w.word >= ${placed(low)} and w.word < ${placed(high)} offset 0)`,
    )
    .join(" and ") || "true";

/** Contacts that the text may mean, some hundreds at the most. */
async function peopleCalled(pool: pg.Pool, workspaceId: string, text: string): Promise<string[]> {
  const query = readSearch(text);
  if (query === null) return [];
  const found = await Promise.all(
    [false, true].map((archived) =>
      searchContacts(pool, { workspaceId, archived, query, beginningsOnly: true }),
    ),
  );
  return found.flat();
}

async function ofPeople(
  { client, page, lanes }: Search,
  contactIds: readonly string[],
): Promise<TimeKey[]> {
  if (contactIds.length === 0) return [];
  const { values, placed } = statement(page.workspaceId);
  const limit = `${placed(page.limit)}::int`;
  const sql = `select c.at, c.id from (select v.id from visitor v
      where v.workspace_id = $1 and v.contact_id = any(${placed(contactIds)}::uuid[]) limit ${LOOKED_AT}) v
    cross join lateral (select c.last_message_at as at, c.id from conversation c
      where c.workspace_id = $1 and c.visitor_id = v.id
        and ${conditionSql(lanes, placed)} and ${behind(page, placed)} ${IN_ORDER} limit ${limit}) c
    order by c.at desc, c.id desc limit ${limit}`;
  return (await client.query<TimeKey>(sql, values)).rows;
}

/** Each once, in the order of the inbox. */
function merged(found: readonly (readonly TimeKey[])[], limit: number): TimeKey[] {
  const byId = new Map(found.flat().map((key) => [key.id, key]));
  return [...byId.values()]
    .sort((one, other) => +other.at - +one.at || (one.id < other.id ? 1 : -1))
    .slice(0, limit);
}
