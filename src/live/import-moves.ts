import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Pool } from "pg";
import { createGatheredNotify } from "../database/gathered-notify.ts";
import { type ImportKey, type ImportRecord, UNDER_WAY } from "../database/imports/import-record.ts";
import { readVersioned } from "../database/imports/import-records.ts";
import type { Notifications } from "../database/notifications.ts";
import type { Log } from "../log.ts";
import { createBus } from "./bus.ts";
import { endable } from "./endable.ts";
import { readPatiently } from "./read-patiently.ts";
import { takePayloads } from "./signal-text.ts";

/**
 * Tells who watches an import, in every process, that it moved. What is said is only that: the watcher reads how it is
 * now. A word that is lost costs it one round of polling.
 */
export interface ImportMoves {
  /** Never waits or throws. */
  ring(workspaceId: string, importId: string): void;
  /**
   * The import as it is, and again whenever it moved, a few times a second at the most. Ends when nothing is under way
   * any more, or it is gone. `return()` ends it at once.
   */
  follow(key: ImportKey): AsyncIterableIterator<ImportRecord, void, void>;
  /** Ends everything that follows. */
  stop(): void;
}

const CHANNEL = "onymous_imports";
/** A watcher sees it move smoothly, and a job that moves a hundred times a second costs four notifications. */
const REST_MILLIS = 250;
const PAYLOADS_PER_NOTIFY = 5;

export function createImportMoves(options: {
  pool: Pool;
  notifications: Notifications;
  /** How often a watcher looks without being told. */
  pollMillis: number;
  log: Log;
}): ImportMoves {
  const { notifications } = options;
  /** By workspace: ids of imports that moved; null: any may have. */
  const bus = createBus<string | null>();
  const pending = new Set<string>();

  const others = createGatheredNotify({
    notifications,
    channel: CHANNEL,
    restMillis: REST_MILLIS,
    take() {
      const lines = [...pending];
      const payloads = takePayloads(lines, PAYLOADS_PER_NOTIFY);
      pending.clear();
      for (const line of lines) pending.add(line);
      return payloads;
    },
  });
  notifications.listen(CHANNEL, {
    onPayload(payload) {
      for (const line of payload.split("\n")) {
        const [workspaceId = "", importId = ""] = line.split(" ");
        bus.publish(workspaceId, importId);
      }
    },
    onConnected() {
      for (const workspaceId of bus.workspaces()) bus.publish(workspaceId, null);
      others.wake();
    },
  });

  const stopping = new AbortController();
  // One listener a subscription: Node would take more than ten for a leak.
  setMaxListeners(0, stopping.signal);

  return {
    ring(workspaceId, importId) {
      bus.publish(workspaceId, importId);
      pending.add(`${workspaceId} ${importId}`);
      others.wake();
    },
    follow(key) {
      const bell = createBell((listener) =>
        bus.add(key.workspaceId, (importId) => {
          if (importId === null || importId === key.importId) listener();
        }),
      );
      return endable((signal) => watch({ ...options, key, bell, signal }), [stopping.signal]);
    },
    stop() {
      stopping.abort();
      others.stop();
    },
  };
}

async function* watch(options: {
  pool: Pool;
  pollMillis: number;
  log: Log;
  key: ImportKey;
  bell: Bell;
  signal: AbortSignal;
}): AsyncGenerator<ImportRecord, void, void> {
  const { pool, pollMillis, key, bell, signal } = options;
  let seen: string | null = null;
  bell.hang();
  try {
    for (;;) {
      const found = await readPatiently(() => readVersioned(pool, key), options);
      if (found === null || signal.aborted) return;
      if (found.version !== seen) yield found.record;
      if (!UNDER_WAY.includes(found.record.state)) return;
      seen = found.version;
      await wait(REST_MILLIS, undefined, { signal });
      await bell.rung(pollMillis, signal);
    }
  } finally {
    bell.takeDown();
  }
}

/** Remembers that it was rung until somebody asks. */
interface Bell {
  hang(): void;
  /** Resolves when it was rung since it was asked last, and after `atMost` in any case. */
  rung(atMostMillis: number, signal: AbortSignal): Promise<void>;
  takeDown(): void;
}

function createBell(listen: (listener: () => void) => () => void): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  let leave = () => {};
  return {
    hang() {
      leave = listen(() => {
        rung = true;
        wake?.();
      });
    },
    async rung(atMostMillis, signal) {
      if (!rung) {
        const over = new AbortController();
        const ended = () => over.abort();
        wake = ended;
        signal.addEventListener("abort", ended, { once: true });
        await wait(atMostMillis, undefined, { signal: over.signal }).catch(() => undefined);
        signal.removeEventListener("abort", ended);
        wake = null;
      }
      rung = false;
    },
    takeDown: () => leave(),
  };
}
