import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { prune, readEvents, readHeads } from "../../src/database/event-log.ts";
import {
  appendEvents,
  imported,
  insertWorkspace,
  pushOptedIn,
  taggedByImport,
} from "../support/log-writer.ts";
import { explained, type PlanNode, rowsRead, sequential } from "../support/plans.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

// SPEC 9.1: an import appends one event to the feed, and its details to the history of each contact.

let db: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  workspaceId = await insertWorkspace(db.database.pool);
});

const importId = randomUUID();
const append = (...events: Parameters<typeof appendEvents>[2]) =>
  appendEvents(db.database.pool, workspaceId, events);
const read = (more: Partial<Parameters<typeof readEvents>[1]> = {}) =>
  readEvents(db.database.pool, { workspaceId, afterPosition: 0n, limit: 100, ...more });
const positions = async (more: Parameters<typeof read>[0] = {}) =>
  (await read(more))?.events.map(({ position }) => Number(position));

describe("the details of an import", () => {
  it("come back as they were written, which import it was included", async () => {
    const events = [taggedByImport(importId), imported(importId)];
    await append(...events);
    const slice = await read({ filter: { withImports: true } });
    expect(slice?.events.map(({ event }) => event)).toEqual(events);
  });

  it("are in histories in their order, and in no feed, however it is narrowed", async () => {
    const contactId = randomUUID();
    const tagged = () => taggedByImport(importId, contactId);
    const { importId: _none, ...byHand } = tagged() as ReturnType<typeof tagged> & {
      importId: string;
    };
    await append(tagged(), byHand, tagged(), imported(importId));
    const all = [1, 2, 3, 4];
    expect(await positions()).toEqual([2, 4]);
    expect(await positions({ filter: { withImports: true } })).toEqual(all);
    for (const [filter, inFeed, inHistory] of [
      [{ contactId }, [2], [1, 2, 3]],
      [{ contactIds: [contactId, randomUUID()] }, [2], [1, 2, 3]],
      [{ kinds: ["ContactTagged"] }, [2], [1, 2, 3]],
      [{ kinds: ["ContactTagged"], contactId }, [2], [1, 2, 3]],
      [{ kinds: ["ContactsImported"] }, [4], [4]],
      [{ visitorId: randomUUID() }, [], []],
      [{ inConversations: true }, [], []],
      [{ conversationId: randomUUID() }, [], []],
    ] as const) {
      expect(await positions({ filter })).toEqual(inFeed);
      expect(await positions({ filter: { ...filter, withImports: true } })).toEqual(inHistory);
    }
  });

  it("count for a slice's head, not for its length", async () => {
    await append(pushOptedIn(), taggedByImport(importId), pushOptedIn(), taggedByImport(importId));
    expect(await positions({ limit: 2 })).toEqual([1, 3]);
    expect(await read({ afterPosition: 3n })).toEqual({
      position: 4n,
      prunedThrough: 0n,
      events: [],
    });
  });

  it("are pruned by their age as all others are", async () => {
    const recordedAt = "2025-01-01T00:00:00.000Z";
    const old = () => ({ ...taggedByImport(importId), recordedAt });
    await append(old(), { ...pushOptedIn(), recordedAt }, old(), pushOptedIn(), old());
    const before = new Date("2026-01-01T00:00:00.000Z");
    expect(await prune(db.database.pool, { workspaceId, before })).toBe(3);
    expect(await positions({ filter: { withImports: true } })).toEqual([4, 5]);
    expect((await readHeads(db.database.pool, [workspaceId])).get(workspaceId)).toEqual({
      position: 5n,
      prunedThrough: 3n,
    });
  });
});

describe("behind an import of many contacts", () => {
  const MANY = 50_000;
  /** One event, the details of an import of many contacts, and then two events. */
  beforeEach(async () => {
    const { pool } = db.database;
    await append(pushOptedIn());
    await pool.query(
      `insert into identity_event (workspace_id, position, kind, recorded_at, happened_at, actor_type, channel, contact_id, import_id, payload)
       select $1, 1 + n, 'ContactCreated', now(), now(), 'system', 'IMPORT', gen_random_uuid(), $2, '{"changes": []}'
       from generate_series(1, $3::int) n`,
      [workspaceId, importId, MANY],
    );
    await pool.query("update workspace_head set position = position + $2 where workspace_id = $1", [
      workspaceId,
      MANY,
    ]);
    await append(imported(importId), pushOptedIn());
    await pool.query("analyze identity_event");
  }, 60_000);

  async function plansOf(wanted: Partial<Parameters<typeof readEvents>[1]>): Promise<PlanNode[]> {
    const nodes: PlanNode[] = [];
    const explaining = {
      async query(sql: string, values: unknown[]) {
        nodes.push(...(await explained(db.database.pool, sql, values)));
        return { rows: [] };
      },
    };
    const from = { workspaceId, afterPosition: 1n, limit: 200 };
    await readEvents(explaining as never, { ...from, ...wanted });
    return nodes;
  }
  const indexes = (nodes: readonly PlanNode[]) =>
    new Set(nodes.flatMap((node) => node["Index Name"] ?? []));

  it.each([
    ["everything", {}],
    ["one kind", { kinds: ["ContactCreated"] }],
    ["one channel's conversations", { channels: ["CHAT"] }],
  ] as const)("a replay of %s walks the feed's index, past all of them", async (_what, filter) => {
    const nodes = await plansOf({ filter });
    expect(indexes(nodes)).toContain("identity_event_feed_idx");
    expect(sequential(nodes, ["workspace_head"])).toEqual([]);
    expect(rowsRead(nodes)).toBeLessThan(20);
  });

  it("what happened in conversations is read as quickly", async () => {
    const nodes = await plansOf({ filter: { inConversations: true } });
    expect(sequential(nodes, ["workspace_head"])).toEqual([]);
    expect(rowsRead(nodes)).toBeLessThan(20);
  });

  it("the replay brings what came behind them", async () => {
    expect(await positions({ afterPosition: 1n })).toEqual([MANY + 2, MANY + 3]);
    expect(await positions({ afterPosition: 100n, limit: 1 })).toEqual([MANY + 2]);
  });
});
