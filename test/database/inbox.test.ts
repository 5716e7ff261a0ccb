import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { messageWords } from "../../src/conversation/message-words.ts";
import { HANDOVER_STATES } from "../../src/conversation/model.ts";
import { readInbox } from "../../src/database/inbox.ts";
import type { InboxFilter } from "../../src/database/inbox-filter.ts";
import { searchInbox } from "../../src/database/inbox-search.ts";
import type { TimeKey } from "../../src/database/nested-pages.ts";
import { MESSAGE_CHANNELS } from "../../src/identity/model.ts";
import {
  type Desk,
  openConflict,
  type StoredDesk,
  type StoredTalk,
  storeDesk,
  timeOf,
} from "../support/inbox.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const PEOPLE = 5;
const MEMBERS = 3;
const TEXTS = [
  "Where is my order?",
  "My order number is 4711, sent to Cafe Müller",
  "¡Hola! Está roto el café…",
  "It's broken; I'd like a refund (order 4712)",
  "REFUND please",
  "注文はどこですか",
];
const NAMES = ["Gina Order", "Zoë Refund", "Bob O'Brien", "Ana"];
/** As people type, each with what a plain look at the texts makes of it. */
const QUERIES = [
  "order",
  "ord 47",
  "cafe",
  "CAFÉ muller",
  "refund",
  "gin",
  "obrien",
  "どこ",
  "100%_",
  "zz",
];

const some = <T>(of: readonly T[]) => fc.constantFrom(...of);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const talk = fc.record({
  person: fc.nat(PEOPLE - 1),
  channel: some(MESSAGE_CHANNELS),
  state: some(HANDOVER_STATES),
  assignee: maybe(fc.nat(MEMBERS - 1)),
  unread: fc.nat(2),
  // Few minutes, so that many are of the same.
  at: fc.nat(12),
  texts: fc.array(some(TEXTS), { maxLength: 3 }),
});
const person = fc.record({
  contact: maybe(fc.record({ name: some(NAMES), archived: fc.boolean() })),
  openConflicts: fc.nat(2),
});
const desks: fc.Arbitrary<Desk> = fc.record({
  people: fc.array(person, { minLength: PEOPLE, maxLength: PEOPLE }),
  talks: fc.array(talk, { minLength: 10, maxLength: 30 }),
  members: fc.array(fc.boolean(), { minLength: MEMBERS, maxLength: MEMBERS }),
});
/** Mostly not asked for. */
const perhaps = <T>(of: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: of });
/** A member by its place; the one that is nobody's is no member. */
const asked = fc.record({
  states: perhaps(fc.subarray([...HANDOVER_STATES])),
  channels: perhaps(fc.subarray([...MESSAGE_CHANNELS])),
  assignee: perhaps(fc.nat(MEMBERS)),
  unassigned: perhaps(fc.boolean()),
  unread: perhaps(fc.boolean()),
  hasOpenConflicts: perhaps(fc.boolean()),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const NOBODY = "00000000-0000-0000-0000-000000000000";
const toFilter = ({ assignee, ...rest }: Asked, { memberIds }: StoredDesk): InboxFilter => ({
  ...rest,
  assigneeId: assignee === null ? null : (memberIds[assignee] ?? NOBODY),
});

/** What the filter leaves, as one would say it. */
function expected(desk: Desk, talks: readonly StoredTalk[], wanted: Asked): StoredTalk[] {
  const { states, channels, assignee, unassigned, unread, hasOpenConflicts } = wanted;
  return talks
    .filter((one) => {
      const owner = one.assignee === null || desk.members[one.assignee] ? null : one.assignee;
      const person = desk.people[one.person];
      const conflicted = person?.contact != null && person.openConflicts > 0;
      return (
        (states === null || states.includes(one.state)) &&
        (channels === null || channels.includes(one.channel)) &&
        (assignee === null || owner === assignee) &&
        (unassigned === null || unassigned === (owner === null)) &&
        (unread === null || unread === one.unread > 0) &&
        (hasOpenConflicts === null || hasOpenConflicts === conflicted)
      );
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .normalize("NFC")
    .toLowerCase();
/** Every word begins one; of Japanese, every word stands in it. */
function says(texts: readonly string[], query: string): boolean {
  const words = plain(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  const said = plain(texts.join(" "));
  return (
    words.length > 0 &&
    words.every((word) =>
      /[ぁ-ん]/.test(word)
        ? said.includes(word)
        : (said.match(/[\p{L}\p{N}]+/gu) ?? []).some((one) => one.startsWith(word)),
    )
  );
}

/** Every page of a walk, one after the other. */
async function walk(read: (after: TimeKey | null) => Promise<TimeKey[]>, size: number) {
  const ids: string[] = [];
  for (let after: TimeKey | null = null; ; ) {
    const page: TimeKey[] = await read(after);
    ids.push(...page.map(({ id }) => id));
    if (page.length < size) return ids;
    after = page.at(-1) ?? null;
  }
}

describe("the inbox of random conversations", () => {
  const seen = { found: 0, none: 0 };
  it("has those that the filter leaves, in order, whatever the size of its pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        desks,
        fc.array(asked, { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        async (desk, questions, limit) => {
          const stored = await storeDesk(db.database.pool, desk);
          const { workspaceId } = stored;
          for (const question of questions) {
            const filter = toFilter(question, stored);
            const ids = await walk(
              (after) => readInbox(db.database.pool, { workspaceId, limit, after }, filter),
              limit,
            );
            const wanted = expected(desk, stored.talks, question).map(({ id }) => id);
            expect(ids).toEqual(wanted);
            seen[wanted.length > 0 ? "found" : "none"] += 1;
          }
        },
      ),
      { numRuns: 25, endOnFailure: false },
    );
    expect(seen.found).toBeGreaterThan(50);
    expect(seen.none).toBeGreaterThan(10);
  }, 120_000);

  it("has those in which the words are said, or whose person is called so, under a filter", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        desks,
        fc.array(fc.tuple(some(QUERIES), asked), { minLength: 8, maxLength: 8 }),
        fc.integer({ min: 1, max: 7 }),
        async (desk, questions, limit) => {
          const stored = await storeDesk(db.database.pool, desk);
          const { workspaceId } = stored;
          for (const [query, filter] of questions) {
            // In half of the desks with a filter.
            const rest = stored.talks.length % 2 ? filter : NOTHING_ASKED;
            const ids = await walk(
              (after) =>
                searchInbox(
                  db.database.pool,
                  { workspaceId, limit, after },
                  toFilter(rest, stored),
                  query,
                ),
              limit,
            );
            const wanted = expected(desk, stored.talks, rest).filter(
              ({ texts, person }) =>
                says(texts, query) || says([desk.people[person]?.contact?.name ?? ""], query),
            );
            expect(ids).toEqual(wanted.map(({ id }) => id));
            found += wanted.length;
          }
        },
      ),
      { numRuns: 25, endOnFailure: false },
    );
    expect(found).toBeGreaterThan(100);
  }, 120_000);
});
const NOTHING_ASKED: Asked = {
  states: null,
  channels: null,
  assignee: null,
  unassigned: null,
  unread: null,
  hasOpenConflicts: null,
};

const anonymous = { contact: null, openConflicts: 0 };
const quiet = {
  person: 0,
  channel: "CHAT",
  state: "WITH_AGENT",
  assignee: null,
  unread: 0,
  texts: ["Hello"],
} as const;

test("a walk shows what stays in its place once while others get messages and new ones come", async () => {
  const { pool } = db.database;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(29), { maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      async (moves, limit) => {
        const talks = Array.from({ length: 30 }, (_, at) => ({ ...quiet, at }));
        const { workspaceId, talks: stored } = await storeDesk(pool, {
          people: [anonymous],
          talks,
          members: [],
        });
        const pending = [...moves];
        const moved = new Set<string>();
        const ids = await walk(async (after) => {
          const page = await readInbox(pool, { workspaceId, limit, after }, { unread: false });
          const next = pending.shift();
          if (next !== undefined) {
            const id = stored[next]?.id as string;
            moved.add(id);
            await pool.query(
              "update conversation set last_message_at = $3 where workspace_id = $1 and id = $2",
              [workspaceId, id, timeOf(100 + pending.length)],
            );
          }
          return page;
        }, limit);
        expect(new Set(ids).size).toBe(ids.length);
        const stayed = stored.filter(({ id }) => !moved.has(id)).map(({ id }) => id);
        expect(ids.filter((id) => !moved.has(id))).toEqual(stayed.reverse());
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);

describe("whether a person has open conflicts", () => {
  const known = { contact: { name: "Ana", archived: false }, openConflicts: 0 };
  const conflicted = async ({ workspaceId }: StoredDesk) =>
    (
      await readInbox(
        db.database.pool,
        { workspaceId, limit: 10, after: null },
        { hasOpenConflicts: true },
      )
    ).map(({ id }) => id);
  const desk = () =>
    storeDesk(db.database.pool, {
      people: [known, anonymous, known],
      talks: [0, 1, 2].map((person) => ({ ...quiet, person, at: 10 - person })),
      members: [],
    });

  it("is known of all its conversations from the moment one opens until the last is decided", async () => {
    const { pool } = db.database;
    const stored = await desk();
    const { workspaceId, people, talks } = stored;
    const [contactId, first] = [people[0]?.contactId as string, talks[0]?.id];
    expect(await conflicted(stored)).toEqual([]);
    await openConflict(pool, workspaceId, contactId, 0);
    await openConflict(pool, workspaceId, contactId, 1);
    expect(await conflicted(stored)).toEqual([first]);
    const decide = (field: string) =>
      pool.query(
        "update conflict set status = 'resolved' where workspace_id = $1 and contact_id = $2 and field = $3",
        [workspaceId, contactId, field],
      );
    await decide("firstName");
    expect(await conflicted(stored)).toEqual([first]);
    await decide("lastName");
    expect(await conflicted(stored)).toEqual([]);
    await openConflict(pool, workspaceId, contactId, 2);
    await pool.query("delete from conflict where workspace_id = $1 and field = 'gender'", [
      workspaceId,
    ]);
    expect(await conflicted(stored)).toEqual([]);
  });

  it("changes with the contact that a device belongs to, and that a conflict belongs to", async () => {
    const { pool } = db.database;
    const stored = await desk();
    const { workspaceId, people, talks } = stored;
    const [one, other] = [people[0]?.contactId as string, people[2]?.contactId as string];
    const ids = talks.map(({ id }) => id);
    await openConflict(pool, workspaceId, one, 0);
    const link = (contactId: string | null) =>
      pool.query("update visitor set contact_id = $3 where workspace_id = $1 and id = $2", [
        workspaceId,
        people[1]?.visitorId,
        contactId,
      ]);
    await link(one);
    expect(await conflicted(stored)).toEqual([ids[0], ids[1]]);
    await link(other);
    expect(await conflicted(stored)).toEqual([ids[0]]);
    await pool.query("update conflict set contact_id = $2 where workspace_id = $1", [
      workspaceId,
      other,
    ]);
    expect(await conflicted(stored)).toEqual([ids[1], ids[2]]);
    await link(null);
    expect(await conflicted(stored)).toEqual([ids[2]]);
  });

  it("is known of a conversation that is opened by the same statement as the conflict", async () => {
    const stored = await desk();
    const { workspaceId, people } = stored;
    const { rows } = await db.database.pool.query(
      `with opened as (insert into conversation (workspace_id, id, visitor_id, channel, state, unread_count, opened_at, last_message_at)
         values ($1, gen_random_uuid(), $2, 'SMS', 'WITH_AI', 0, now(), now()) returning id),
       conflict as (insert into conflict (workspace_id, id, contact_id, field, secondary, verified, happened_at, opened_at, status)
         values ($1, gen_random_uuid(), $3, 'gender', '"x"', false, now(), now(), 'open'))
       select id from opened`,
      [workspaceId, people[2]?.visitorId, people[2]?.contactId],
    );
    expect(await conflicted(stored)).toEqual([rows[0].id, stored.talks[2]?.id]);
  });
});

test("the words of a conversation go with it", async () => {
  const { pool } = db.database;
  const { workspaceId } = await storeDesk(pool, {
    people: [anonymous],
    talks: [{ ...quiet, at: 1 }],
    members: [],
  });
  const words = async () =>
    (await pool.query("select word from conversation_word where workspace_id = $1", [workspaceId]))
      .rows;
  expect(await words()).toEqual([{ word: "hello" }]);
  await pool.query("delete from conversation where workspace_id = $1", [workspaceId]);
  expect(await words()).toEqual([]);
});

test("messages that were there before the words get the same words in SQL", async () => {
  const { pool } = db.database;
  const texts = ["It's a Café-Bar (№ 4711)", "Привет, как дела?", "gina@home.example / 0412 345"];
  const desk = await storeDesk(pool, {
    people: [anonymous],
    talks: texts.map((_text, at) => ({ ...quiet, at, texts: [] })),
    members: [],
  });
  const { workspaceId, talks } = desk;
  for (const [at, text] of texts.entries())
    await pool.query(
      `insert into message (workspace_id, id, conversation_id, visitor_id, channel, author, direction, text, sent_at, received_at)
       values ($1, gen_random_uuid(), $2, $3, 'CHAT', '{"type":"system"}', 'inbound', $4, now(), now())`,
      [workspaceId, talks[at]?.id, desk.people[0]?.visitorId, text],
    );
  const sql = await readFile("prisma/migrations/20261124000620_inbox/migration.sql", "utf8");
  await pool.query(sql.slice(sql.indexOf("-- Messages that exist already")));
  const { rows } = await pool.query<{ word: string }>(
    "select word from conversation_word where workspace_id = $1 order by word",
    [workspaceId],
  );
  const words = new Set(texts.flatMap(messageWords));
  expect(rows.map(({ word }) => word)).toEqual([...words].sort());
});
