import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type EventFilter, readEvents } from "../../src/database/event-log.ts";
import type { LogEvent } from "../../src/database/event-row.ts";
import { matches } from "../../src/live/event-filter.ts";
import { appendEvents, insertWorkspace, pushOptedIn } from "../support/log-writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

// What the log says of conversations, and how it is narrowed to them.

let db: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  workspaceId = await insertWorkspace(db.database.pool);
});

const read = (filter?: EventFilter) =>
  readEvents(db.database.pool, { workspaceId, afterPosition: 0n, limit: 1_000, filter });
const positions = async (filter?: EventFilter) =>
  (await read(filter))?.events.map(({ position }) => Number(position));
const append = (events: readonly LogEvent[]) => appendEvents(db.database.pool, workspaceId, events);

interface Told {
  conversationId: string;
  channel?: "CHAT" | "SMS";
  assigneeId?: string | null;
  previousAssigneeId?: string | null;
  visitorId?: string;
  contactId?: string | null;
}
/** An event of a conversation: as an assignment, when it says whose it was. */
function told({ channel = "CHAT", assigneeId = null, ...rest }: Told): LogEvent {
  const common = {
    ...pushOptedIn(rest.visitorId),
    contactId: rest.contactId ?? null,
    conversationId: rest.conversationId,
    channel,
    assigneeId,
    state: "WITH_AGENT",
  };
  return ("previousAssigneeId" in rest
    ? {
        ...common,
        kind: "ConversationAssigned",
        cause: "BY_HAND",
        previousAssigneeId: rest.previousAssigneeId,
      }
    : {
        ...common,
        kind: "MessageReceived",
        messageId: randomUUID(),
        language: null,
      }) as unknown as LogEvent;
}
/** An identity event that was said in a conversation, on a channel of its own. */
const identified = (conversationId: string | null, visitorId?: string): LogEvent =>
  ({ ...pushOptedIn(visitorId), conversationId, channel: "AI_AGENT" }) as LogEvent;

describe("an identity event", () => {
  const [conversationId, ann, bob] = [randomUUID(), randomUUID(), randomUUID()];

  it("is of the conversation as it stood then", async () => {
    await append([
      told({ conversationId, channel: "SMS", assigneeId: ann }),
      identified(conversationId),
      told({ conversationId, channel: "SMS", assigneeId: bob, previousAssigneeId: ann }),
      identified(conversationId),
      identified(null),
    ]);
    const slice = await read();
    expect(slice?.events.map(({ conversation }) => conversation)).toEqual([
      { channel: "SMS", assigneeIds: [ann] },
      { channel: "SMS", assigneeIds: [ann] },
      { channel: "SMS", assigneeIds: [bob, ann] },
      { channel: "SMS", assigneeIds: [bob] },
      null,
    ]);
    expect(await positions({ channels: ["SMS"] })).toEqual([1, 2, 3, 4]);
    expect(await positions({ channels: ["CHAT"] })).toEqual([]);
    expect(await positions({ assigneeIds: [ann] })).toEqual([1, 2, 3]);
    expect(await positions({ assigneeIds: [ann, bob] })).toEqual([3]);
  });

  it("before the conversation was opened is of the conversation that then was", async () => {
    await append([identified(conversationId), told({ conversationId, assigneeId: ann })]);
    expect(await positions({ assigneeIds: [ann], channels: ["CHAT"] })).toEqual([1, 2]);
  });
});

it("every filter lets the same through in a replay and live", async () => {
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
  const [conversations, members, visitors, contacts] = [ids(4), ids(3), ids(3), ids(2)];
  // A sequence that is the same each time, and long enough to hold every combination.
  let seed = 7;
  const one = <T>(of: readonly T[]): T => {
    seed = (seed * 48_271) % 2_147_483_647;
    return of[seed % of.length] as T;
  };
  await append(
    Array.from({ length: 400 }, () => {
      const conversationId = one(conversations);
      const channel = conversations.indexOf(conversationId) % 2 === 0 ? "CHAT" : "SMS";
      const about = { conversationId, channel, visitorId: one(visitors) } as const;
      const contactId = one([null, ...contacts]);
      switch (one([1, 2, 3, 4])) {
        case 1:
          return identified(conversationId, about.visitorId);
        case 2:
          return identified(null, about.visitorId);
        case 3:
          return told({ ...about, contactId, assigneeId: one([null, ...members]) });
        default:
          return told({
            ...about,
            assigneeId: one([null, ...members]),
            previousAssigneeId: one([null, ...members]),
          });
      }
    }),
  );
  const all = (await read())?.events ?? [];
  const choices = <T>(...given: T[]) => [undefined, ...given];
  let narrowed = 0;
  for (const inConversations of choices(true))
    for (const kinds of choices<EventFilter["kinds"]>(["MessageReceived", "PushOptedIn"]))
      for (const channels of choices<EventFilter["channels"]>(["SMS"], []))
        for (const assigneeIds of choices(members.slice(0, 1), members.slice(0, 2)))
          for (const conversationId of choices(conversations[0]))
            for (const visitorId of choices(visitors[0]))
              for (const contactId of choices(contacts[0])) {
                const filter = {
                  inConversations,
                  kinds,
                  channels,
                  assigneeIds,
                  conversationId,
                  visitorId,
                  contactId,
                };
                const replayed = (await read(filter))?.events ?? [];
                const live = all.filter((event) => matches(filter, event));
                expect([filter, replayed]).toEqual([filter, live]);
                if (replayed.length > 0 && replayed.length < all.length) narrowed += 1;
              }
  expect(narrowed).toBeGreaterThan(50);
}, 60_000);

interface Node {
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly Node[];
}
const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];

it("a replay of conversations reads through nothing else, however much of it there is", async () => {
  const { pool } = db.database;
  // Of 100,000 events one in a hundred happened in one of 50 conversations.
  await pool.query(
    `with head as (update workspace_head set position = 100000 where workspace_id = $1)
     insert into identity_event (workspace_id, position, kind, recorded_at, happened_at, actor_type, channel, conversation_id, payload)
     select $1, n, case when n % 100 <> 0 or n % 200 = 0 then 'ContactCreated' else 'MessageReceived' end, now(), now(),
       'system', 'CHAT', case when n % 100 = 0 then ('00000000-0000-7000-8000-' || lpad((n / 200 % 50)::text, 12, '0'))::uuid end,
       '{}' from generate_series(1, 100000) n`,
    [workspaceId],
  );
  await pool.query("vacuum analyze identity_event");
  async function rowsRead(filter: EventFilter): Promise<number> {
    let nodes: Node[] = [];
    const explaining = {
      async query(sql: string, values: unknown[]) {
        const { rows } = await pool.query(
          `explain (analyze, timing off, format json) ${sql}`,
          values,
        );
        nodes = flat(rows[0]["QUERY PLAN"][0].Plan);
        return { rows: [] };
      },
    };
    const wanted = { workspaceId, afterPosition: 50_000n, limit: 200, filter };
    await readEvents(explaining as unknown as pg.Pool, wanted);
    return nodes
      .filter((node) => node["Relation Name"] === "identity_event")
      .reduce((sum, node) => {
        const rows = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0);
        return sum + rows * node["Actual Loops"];
      }, 0);
  }
  // Each event, and for an identity event one beside it.
  expect(await rowsRead({ inConversations: true })).toBeLessThan(500);
  const conversationId = "00000000-0000-7000-8000-000000000001";
  expect(await rowsRead({ inConversations: true, conversationId })).toBeLessThan(100);
  expect(await rowsRead({ inConversations: true, channels: ["SMS"] })).toBeLessThan(2_500);
}, 60_000);
