import { setMaxListeners } from "node:events";
import type pg from "pg";
import { createDoorbell } from "../database/doorbell.ts";
import type { EventFilter } from "../database/event-log.ts";
import type { Notifications } from "../database/notifications.ts";
import type { Log } from "../log.ts";
import { createBus } from "./bus.ts";
import { type CursorPosition, decodeCursor, encodeCursor } from "./cursor.ts";
import { endable } from "./endable.ts";
import { type FeedItem, type LoggedEvent, loggedEvent, type Resync } from "./feed-item.ts";
import { follow } from "./follow.ts";
import { createLogSource } from "./log-source.ts";
import { lostPlace } from "./lost-place.ts";
import { readPatiently } from "./read-patiently.ts";
import { createLogTailer, type Notice } from "./tail-log.ts";

export interface SubscribeOptions {
  readonly workspaceId: string;
  /** The cursor of the last event that the subscriber has. Absent: from now on. */
  readonly after?: string | null;
  readonly filter?: EventFilter | null;
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
}

export interface ReadOptions {
  readonly workspaceId: string;
  /** Absent: from the beginning of what is kept. */
  readonly after?: string | null;
  readonly first: number;
  readonly filter?: EventFilter | null;
}

export interface EventPage {
  readonly type: "page";
  readonly items: readonly LoggedEvent[];
  readonly hasNext: boolean;
  /** Where this page ends: go on from here. Also on an empty page. */
  readonly endCursor: string;
}

/** The identity events of a workspace, replayed and live (SPEC 9). */
export interface Feed {
  /**
   * Every event after the cursor once, in the log's order, and then what comes. It is read as fast as it is consumed:
   * a consumer that stops costs a bounded queue and no more. `return()` ends it at once, even while it waits.
   *
   * @throws TypeError for a cursor that `decodeCursor` does not know.
   */
  subscribe(options: SubscribeOptions): AsyncIterableIterator<FeedItem>;
  /** One page, oldest first. Throws like `subscribe`. */
  read(options: ReadOptions): Promise<EventPage | Resync>;
  /** The newest event's place. Read it before reading the state, subscribe after it, and nothing is missed. */
  head(workspaceId: string): Promise<string>;
  /** The public cursor of a position, for those who read the log by other ways. */
  cursorAt(position: bigint): string;
  /** After each commit: wakes the subscribers of this process, and tells the other processes. Never waits or throws. */
  ring(workspaceId: string): void;
  /** To be called before the notifications start. */
  start(): Promise<void>;
  /** Ends every subscription. */
  stop(): Promise<void>;
}

export function createFeed(options: {
  pool: pg.Pool;
  /** Of the same database, not started yet: the doorbell rings over them. */
  notifications: Notifications;
  /** How often the log is looked at without any ring. */
  pollMillis: number;
  log: Log;
  /** Events that wait for one subscriber before it has to read on from the log. */
  queueLimit?: number;
}): Feed {
  const { pool, notifications, pollMillis, log, queueLimit = 1_000 } = options;
  const source = createLogSource(pool);
  const tailer = createLogTailer({ source, bus: createBus<Notice>(), pollMillis, log });
  const doorbell = createDoorbell({
    notifications,
    onRung: (workspaceIds) => tailer.wake(workspaceIds),
    onConnected: () => tailer.wakeAll(),
  });
  const stopping = new AbortController();
  // One listener a subscription: Node would take more than ten for a leak.
  setMaxListeners(0, stopping.signal);

  return {
    subscribe({ workspaceId, after, filter, signal }) {
      const way = { workspaceId, after: place(after), filter, queueLimit, source, tailer, log };
      return endable((ended) => follow(way, ended), [stopping.signal, ...(signal ? [signal] : [])]);
    },
    async read({ workspaceId, after, first, filter }) {
      const from = place(after);
      const epoch = tailer.epoch();
      const afterPosition = from?.position ?? 0n;
      const limit = first + 1;
      const slice = await source.read({ workspaceId, afterPosition, limit, filter });
      const { events, ...head } = slice ?? { events: [], position: 0n, prunedThrough: 0n };
      const reason = from && lostPlace(from, epoch, head);
      if (reason)
        return { type: "resync", reason, cursor: encodeCursor({ epoch, position: head.position }) };
      const items = events.slice(0, first).map((event) => loggedEvent(workspaceId, epoch, event));
      const hasNext = events.length > first;
      // A page that reaches the end has seen everything up to the head, whatever its filter let through.
      const position = hasNext ? (items.at(-1)?.position ?? afterPosition) : head.position;
      return { type: "page", items, hasNext, endCursor: encodeCursor({ epoch, position }) };
    },
    async head(workspaceId) {
      const heads = await readPatiently(() => source.heads([workspaceId]), { log });
      const position = heads.get(workspaceId)?.position ?? 0n;
      return encodeCursor({ epoch: tailer.epoch(), position });
    },
    cursorAt: (position) => encodeCursor({ epoch: tailer.epoch(), position }),
    ring(workspaceId) {
      tailer.wake([workspaceId]);
      doorbell.ring(workspaceId);
    },
    start: () => tailer.start(),
    async stop() {
      stopping.abort();
      doorbell.stop();
      await tailer.stop();
    },
  };
}

function place(after: string | null | undefined): CursorPosition | null {
  if (after === null || after === undefined) return null;
  const decoded = decodeCursor(after);
  if (!decoded) throw new TypeError("not a cursor of the event stream");
  return decoded;
}
