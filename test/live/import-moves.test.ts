import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChannelListener, Notifications } from "../../src/database/notifications.ts";
import { createImportMoves, type ImportMoves } from "../../src/live/import-moves.ts";
import { createLog } from "../../src/log.ts";

// Who watches an import reads it when it is told to, now and then by itself, and not at all once it has gone.

const log = createLog({ logLevel: "silent" });
const workspaceId = randomUUID();
/** Reads, by import. */
let reads: Map<string, number>;
let versions: number;
let listener: ChannelListener;
let sent: string[];
let connected: boolean;
let moves: ImportMoves;

const pool = {
  async query(_text: string, [, importId]: [string, string]) {
    reads.set(importId, (reads.get(importId) ?? 0) + 1);
    return {
      rows: [{ id: importId, state: "RUNNING", rowsDone: versions, version: String(versions) }],
    };
  },
} as unknown as Pool;
const notifications: Notifications = {
  listen: (_channel, heard) => {
    listener = heard;
  },
  get connected() {
    return connected;
  },
  async notify(_channel, payloads) {
    sent.push(...payloads);
  },
  start() {},
  async stop() {},
};
const start = (pollMillis: number) => {
  moves = createImportMoves({ pool, notifications, pollMillis, log });
};
beforeEach(() => {
  reads = new Map();
  versions = 1;
  sent = [];
  connected = true;
});
afterEach(() => moves.stop());

const NEVER = 60_000;

describe("a watcher", () => {
  it("is woken by its own process, by another, and when the connection is there again", async () => {
    start(NEVER);
    const importId = randomUUID();
    const watcher = moves.follow({ workspaceId, importId });
    await watcher.next();
    for (const wake of [
      () => moves.ring(workspaceId, importId),
      () => listener.onPayload(`${workspaceId} ${randomUUID()}\n${workspaceId} ${importId}`),
      () => listener.onConnected(),
    ]) {
      versions += 1;
      const next = watcher.next();
      wake();
      expect((await next).value).toMatchObject({ id: importId });
    }
    await watcher.return?.();
  });

  it("that has left reads no more, and neither does one that was stopped", async () => {
    start(10);
    const [left, stays] = [randomUUID(), randomUUID()];
    const leaver = moves.follow({ workspaceId, importId: left });
    const stayer = moves.follow({ workspaceId, importId: stays });
    await leaver.next();
    await stayer.next();
    // It may be waiting, which must not keep it.
    const waiting = leaver.next();
    await leaver.return?.();
    expect(await waiting).toMatchObject({ done: true });
    const before = reads.get(left);
    for (let times = 0; times < 3; times++) {
      versions += 1;
      await stayer.next();
    }
    expect(reads.get(left)).toBe(before);
    const last = stayer.next();
    moves.stop();
    expect(await last).toMatchObject({ done: true });
  });

  it("is not told what it has heard already", async () => {
    start(10);
    const importId = randomUUID();
    const watcher = moves.follow({ workspaceId, importId });
    await watcher.next();
    const next = watcher.next();
    await vi.waitFor(() => expect(reads.get(importId)).toBeGreaterThan(3), 10_000);
    versions += 1;
    expect((await next).value).toMatchObject({ rowsDone: 2 });
    await watcher.return?.();
  });
});

describe("a move", () => {
  it("is said once to the others, however often it is made meanwhile, and later when they are away", async () => {
    start(NEVER);
    connected = false;
    const importId = randomUUID();
    for (let times = 0; times < 1_000; times++) moves.ring(workspaceId, importId);
    expect(sent).toEqual([]);
    connected = true;
    listener.onConnected();
    expect(sent).toEqual([`${workspaceId} ${importId}`]);
  });

  it("of many imports goes in few payloads, none too long for NOTIFY", async () => {
    start(NEVER);
    connected = false;
    const ids = Array.from({ length: 400 }, () => randomUUID());
    for (const importId of ids) moves.ring(workspaceId, importId);
    connected = true;
    listener.onConnected();
    expect(sent.flatMap((payload) => payload.split("\n"))).toHaveLength(400);
    for (const payload of sent) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    expect(sent).toHaveLength(4);
  });
});
