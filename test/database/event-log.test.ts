import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { prune, readEvents, readHeads } from "../../src/database/event-log.ts";
import { eventToRow, type LogEvent, rowToEvent } from "../../src/database/event-row.ts";
import { appendEvents, insertWorkspace, pushOptedIn } from "../support/log-writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
let workspaceId: string;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  workspaceId = await insertWorkspace(db.database.pool);
});

const append = (events: readonly LogEvent[]) => appendEvents(db.database.pool, workspaceId, events);
const read = (more: Partial<Parameters<typeof readEvents>[1]> = {}) =>
  readEvents(db.database.pool, { workspaceId, afterPosition: 0n, limit: 100, ...more });
const positions = (slice: Awaited<ReturnType<typeof read>>) =>
  slice?.events.map(({ position }) => Number(position));

/** An event whose every column says something, and whose payload has parts of its own. */
const suspected = (contactId: string, otherContactId: string): LogEvent => ({
  kind: "DuplicateSuspected",
  recordedAt: "2026-03-01T09:30:00.123Z",
  happenedAt: "2026-02-28T23:59:59.999Z",
  actor: { type: "integration", id: randomUUID() },
  channel: "PLUGIN",
  contactId,
  visitorId: randomUUID(),
  conversationId: randomUUID(),
  suspicionId: randomUUID(),
  otherContactId,
  reasons: ["UNVERIFIED_IDENTIFIER_OF_ANOTHER"],
  score: 0.4,
});

describe("an event", () => {
  test("comes back as it was written, the service's own with no actor's id", async () => {
    const events: LogEvent[] = [
      suspected(randomUUID(), randomUUID()),
      { ...pushOptedIn(), actor: { type: "system" } },
    ];
    await append(events);
    expect((await read())?.events.map(({ event }) => event)).toEqual(events);
  });

  test("is the same from Prisma's row, as histories read it", async () => {
    const event = suspected(randomUUID(), randomUUID());
    await append([event]);
    const row = await db.database.prisma.identityEvent.findFirstOrThrow({ where: { workspaceId } });
    expect(rowToEvent(row)).toEqual(event);
  });

  test("keeps nothing twice: what has a column is not in the payload", () => {
    const { payload } = eventToRow(suspected(randomUUID(), randomUUID()));
    expect(Object.keys(payload).sort()).toEqual(["reasons", "score", "suspicionId"]);
  });
});

describe("a slice", () => {
  test("begins after a position, is as long as asked, and tells the head", async () => {
    await append(Array.from({ length: 5 }, () => pushOptedIn()));
    const slice = await read({ afterPosition: 1n, limit: 2 });
    expect(positions(slice)).toEqual([2, 3]);
    expect(slice).toMatchObject({ position: 5n, prunedThrough: 0n });
    expect((await read({ afterPosition: 5n }))?.events).toEqual([]);
  });

  test("of another workspace's log is its own, and of none is null", async () => {
    await append([pushOptedIn()]);
    const elsewhere = await insertWorkspace(db.database.pool);
    expect((await read({ workspaceId: elsewhere }))?.events).toEqual([]);
    expect(await read({ workspaceId: randomUUID() })).toBeNull();
  });

  test("of a contact holds the events that name it second, once each and in order", async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await append([
      suspected(one, other),
      pushOptedIn(),
      suspected(other, one),
      suspected(randomUUID(), one),
      suspected(randomUUID(), randomUUID()),
    ]);
    expect(positions(await read({ filter: { contactId: one } }))).toEqual([1, 3, 4]);
    expect(positions(await read({ filter: { contactId: one }, limit: 2 }))).toEqual([1, 3]);
  });

  test("is narrowed by kind, visitor and conversation, alone and together", async () => {
    const event = suspected(randomUUID(), randomUUID());
    const visitorId = randomUUID();
    await append([pushOptedIn(visitorId), event, pushOptedIn()]);
    const at = async (filter: object) => positions(await read({ filter }));
    expect(await at({ kinds: ["PushOptedIn"] })).toEqual([1, 3]);
    expect(await at({ kinds: [] })).toEqual([]);
    expect(await at({ visitorId })).toEqual([1]);
    expect(await at({ conversationId: event.conversationId })).toEqual([2]);
    expect(await at({ visitorId, kinds: ["DuplicateSuspected"] })).toEqual([]);
    expect(await at({ contactId: event.contactId, visitorId: event.visitorId })).toEqual([2]);
  });
});

describe("pruning", () => {
  const old = () => ({ ...pushOptedIn(), recordedAt: "2025-01-01T00:00:00.000Z" });
  const before = new Date("2026-01-01T00:00:00.000Z");

  test("removes what is old from the beginning, and says up to where", async () => {
    await append([old(), old(), pushOptedIn(), old(), pushOptedIn()]);
    expect(await prune(db.database.pool, { workspaceId, before })).toBe(2);
    const slice = await read();
    expect(positions(slice)).toEqual([3, 4, 5]);
    expect(slice).toMatchObject({ position: 5n, prunedThrough: 2n });
    expect(await prune(db.database.pool, { workspaceId, before })).toBe(0);
    expect((await read())?.prunedThrough).toBe(2n);
  });

  test("of everything leaves the head where it is", async () => {
    await append([old(), old()]);
    expect(await prune(db.database.pool, { workspaceId, before })).toBe(2);
    expect(await read()).toEqual({ position: 2n, prunedThrough: 2n, events: [] });
    await append([pushOptedIn()]);
    expect(positions(await read())).toEqual([3]);
  });

  test("goes on past one transaction's worth", async () => {
    await append(Array.from({ length: 5_003 }, old));
    await append([pushOptedIn()]);
    expect(await prune(db.database.pool, { workspaceId, before })).toBe(5_003);
    expect(positions(await read())).toEqual([5_004]);
  });

  test("leaves other workspaces alone", async () => {
    const elsewhere = await insertWorkspace(db.database.pool);
    await appendEvents(db.database.pool, elsewhere, [old()]);
    await append([old()]);
    await prune(db.database.pool, { workspaceId, before });
    const heads = await readHeads(db.database.pool, [workspaceId, elsewhere, randomUUID()]);
    expect([...heads.keys()].sort()).toEqual([workspaceId, elsewhere].sort());
    expect(heads.get(elsewhere)).toEqual({ position: 1n, prunedThrough: 0n });
  });
});
