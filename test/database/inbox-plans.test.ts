import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FilledInbox, fillInbox, wordOfRank } from "../../bench/inbox/fill.ts";
import { readInbox } from "../../src/database/inbox.ts";
import type { InboxFilter } from "../../src/database/inbox-filter.ts";
import { LOOKED_AT, searchInbox } from "../../src/database/inbox-search.ts";
import { messagesOfConversations } from "../../src/database/nested-pages.ts";
import { explained, type PlanNode, rowsRead, sequential } from "../support/plans.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
let filled: FilledInbox;
const SIZE = 16_000;
beforeAll(async () => {
  db = await createTestDatabase();
  filled = await fillInbox(db.database.pool, {
    conversations: SIZE,
    messagesEach: 1,
    conflicted: 30,
  });
  // Another workspace, so that the workspace itself selects something.
  await fillInbox(db.database.pool, { conversations: 2_000, messagesEach: 1, conflicted: 1 });
  await db.database.pool.query("vacuum analyze");
}, 120_000);
afterAll(() => db.drop());

/** The nodes of the plans of what `ask` asks the database, which is answered as always. */
async function plansOf(ask: (pool: pg.Pool) => Promise<unknown>): Promise<PlanNode[]> {
  const nodes: PlanNode[] = [];
  const { pool } = db.database;
  const connect = async () => {
    const client = await pool.connect();
    const query = async (sql: string, values?: unknown[]) => {
      // Contacts are searched for with plans that `npm run bench:search` looks at.
      if (values === undefined || sql.includes("contact_search")) return client.query(sql, values);
      nodes.push(...(await explained(client, sql, values)));
      return client.query(sql, values);
    };
    return { query, release: (error?: Error) => client.release(error) };
  };
  await ask({ connect } as unknown as pg.Pool);
  expect(nodes.length).toBeGreaterThan(0);
  return nodes;
}
// A handful.
const HANDFUL = ["member"];

const LIMIT = 101;
const page = (after: { at: Date; id: string } | null = null) => ({
  workspaceId: filled.workspaceId,
  limit: LIMIT,
  after,
});
const filters = (): Record<string, InboxFilter> => {
  const [busy, second] = filled.memberIds as [string, string];
  return {
    "a member's": { assigneeId: busy },
    unassigned: { unassigned: true },
    "somebody's": { unassigned: false },
    waiting: { states: ["WAITING_FOR_AGENT", "DETAILS_ASKED"] },
    closed: { states: ["CLOSED"] },
    open: { states: ["WITH_AI", "WAITING_FOR_AGENT", "DETAILS_ASKED", "WITH_AGENT"] },
    "of a channel": { channels: ["SMS"] },
    unread: { unread: true },
    conflicted: { hasOpenConflicts: true },
    "not conflicted": { hasOpenConflicts: false },
    "each common, together a handful": { assigneeId: busy, channels: ["EMAIL"] },
    "each common, together none": { unassigned: true, states: ["WITH_AGENT"] },
    "pairs of all kinds": {
      assigneeId: second,
      channels: ["CHAT", "SMS"],
      unread: false,
      hasOpenConflicts: true,
    },
  };
};

describe("a page of the inbox", () => {
  it("without a filter is read off the index of its order", async () => {
    const nodes = await plansOf((pool) => readInbox(pool, page(), {}));
    expect(nodes.map((node) => node["Node Type"])).not.toContain("Sort");
    expect(rowsRead(nodes)).toBeLessThanOrEqual(LIMIT);
  });

  it("reads little more than it shows, whatever the filter, at the beginning and far behind", async () => {
    const { pool } = db.database;
    const middle = await pool.query(
      `select last_message_at as at, id from conversation where workspace_id = $1
       order by last_message_at desc, id desc offset $2 limit 1`,
      [filled.workspaceId, SIZE / 2],
    );
    const sizes: number[] = [];
    for (const [name, filter] of Object.entries(filters()))
      for (const after of [null, middle.rows[0]]) {
        const nodes = await plansOf(async (explaining) => {
          sizes.push((await readInbox(explaining, page(after), filter)).length);
        });
        expect({ name, sequential: sequential(nodes, HANDFUL) }).toEqual({ name, sequential: [] });
        // Twice a page at the least, and of each bucket its first eight: of 16,000.
        expect({ name, few: rowsRead(nodes) < 3_000 }).toEqual({ name, few: true });
      }
    expect(sizes.filter((size) => size === LIMIT).length).toBeGreaterThan(15);
    expect(sizes.filter((size) => size < LIMIT).length).toBeGreaterThan(2);
  });
});

describe("a search in the inbox", () => {
  it("looks at a bounded number of conversations, however common its words, and finds what counting finds", async () => {
    const { pool } = db.database;
    const words = await Promise.all([1, 2, 300, 3_000].map((rank) => wordOfRank(pool, rank)));
    const [common, second, seldom, rare] = words as [string, string, string, string];
    const few = { assigneeId: filled.memberIds[0] as string, channels: ["EMAIL" as const] };
    for (const [text, filter] of [
      [common, {}],
      [rare, {}],
      [`${common} ${rare}`, {}],
      [`${common} ${second}`, { states: ["CLOSED" as const] }],
      [common.slice(0, 1), { unread: true }],
      [common, few],
      [`${seldom} ${common}`, { unassigned: true }],
    ] as [string, InboxFilter][]) {
      let found: string[] = [];
      const nodes = await plansOf(async (explaining) => {
        found = (await searchInbox(explaining, page(), filter, text)).map(({ id }) => id);
      });
      expect({ text, sequential: sequential(nodes, HANDFUL) }).toEqual({ text, sequential: [] });
      // Two walks along the inbox, and, where chance has too few of them there, what has the rarest word: of 16,000.
      expect({ text, few: rowsRead(nodes) < 15 * LOOKED_AT }).toEqual({ text, few: true });
      expect(found).toEqual(await byLooking(text.split(" "), filter));
    }
  });
});

/** The same by looking at every conversation that the filter leaves. */
async function byLooking(words: readonly string[], filter: InboxFilter): Promise<string[]> {
  const { pool } = db.database;
  const left = await readInbox(pool, { ...page(), limit: 2 * SIZE }, filter);
  const { rows } = await pool.query<{ id: string }>(
    `select c.id from unnest($2::uuid[]) with ordinality c(id, n)
     where not exists (select from unnest($3::text[]) u(word) where not exists (select from message m
       where m.workspace_id = $1 and m.conversation_id = c.id and ' ' || m.text like '% ' || u.word || '%'))
     order by c.n limit $4`,
    [filled.workspaceId, left.map(({ id }) => id), words, LIMIT],
  );
  return rows.map(({ id }) => id);
}

describe("the messages of a long conversation", () => {
  it("are read off their index from either end", async () => {
    const { workspaceId, longConversationId } = filled;
    const at = new Date(Date.parse("2024-01-01T00:00:00Z") - 5_000 * 60_000);
    for (const newestFirst of [false, true])
      for (const after of [null, { at, id: "88888888-8888-4888-8888-888888888888" }]) {
        const nodes = await plansOf((pool) =>
          messagesOfConversations(pool, {
            workspaceId,
            parentIds: [longConversationId],
            limit: LIMIT,
            after,
            newestFirst,
          }),
        );
        expect(sequential(nodes, HANDFUL)).toEqual([]);
        expect(nodes.map((node) => node["Node Type"])).not.toContain("Sort");
        expect(rowsRead(nodes)).toBeLessThanOrEqual(LIMIT);
      }
  });
});
