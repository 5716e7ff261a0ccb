import type { EventFilter, LogHead } from "../database/event-log.ts";
import type { Log } from "../log.ts";
import { type CursorPosition, encodeCursor } from "./cursor.ts";
import { matches } from "./event-filter.ts";
import { type FeedItem, loggedEvent, type Resync, type ResyncReason } from "./feed-item.ts";
import type { LogSource } from "./log-source.ts";
import { lostPlace } from "./lost-place.ts";
import { readPatiently } from "./read-patiently.ts";
import { createSubscriberQueue } from "./subscriber-queue.ts";
import type { LogTailer, Notice } from "./tail-log.ts";

/** Events that one read of a replay brings; the next is read when they are consumed. */
const REPLAY_PAGE = 200;
const NOTHING: LogHead = { position: 0n, prunedThrough: 0n };

export interface FollowOptions {
  readonly workspaceId: string;
  /** Null: from now on. */
  readonly after: CursorPosition | null;
  readonly filter: EventFilter | null | undefined;
  readonly queueLimit: number;
  readonly source: LogSource;
  readonly tailer: LogTailer;
  readonly log: Log;
}

/**
 * One subscriber's way through a workspace's log: registers with the tailer first, replays the log from the cursor page
 * by page, then goes on live. What is pushed meanwhile waits in the queue, and is known by its position: at or below the
 * last one delivered it is a repetition. When the queue overflows, the log is read again from there, at the
 * subscriber's own pace, and then it is live again.
 */
export async function* follow(
  options: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<FeedItem, void, void> {
  const { workspaceId, filter, source, tailer, log } = options;
  const queue = createSubscriberQueue<Notice>({ limit: options.queueLimit });
  const onNotice = (notice: Notice) => {
    if (notice.type === "restart" || matches(filter, notice.event)) queue.push(notice);
  };
  const following = await readPatiently(() => tailer.follow(workspaceId, onNotice), {
    log,
    signal,
  });
  const close = () => queue.close();
  signal.addEventListener("abort", close, { once: true });

  /** Everything up to here was delivered, or was not asked for. */
  let last = 0n;
  const head = async () => {
    const heads = await readPatiently(() => source.heads([workspaceId]), { log, signal });
    return heads.get(workspaceId) ?? NOTHING;
  };
  const resync = (reason: ResyncReason, { position }: LogHead): Resync => {
    last = position;
    return { type: "resync", reason, cursor: encodeCursor({ epoch: tailer.epoch(), position }) };
  };

  try {
    const start = await head();
    const reason = options.after && lostPlace(options.after, tailer.epoch(), start);
    last = options.after?.position ?? start.position;
    if (reason) yield resync(reason, start);

    while (!signal.aborted) {
      // From here on everything is pushed that lies behind the tailer's position; up to it the log is read.
      queue.rearm();
      const until = following.position();
      while (last < until && !signal.aborted) {
        const epoch = tailer.epoch();
        const page = { workspaceId, afterPosition: last, limit: REPLAY_PAGE, filter };
        const slice = await readPatiently(() => source.read(page), { log, signal });
        if (!slice) return;
        if (slice.prunedThrough > last) {
          yield resync("PRUNED", slice);
          continue;
        }
        for (const positioned of slice.events) {
          if (signal.aborted) return;
          last = positioned.position;
          yield { type: "event", event: loggedEvent(workspaceId, epoch, positioned) };
        }
        if (slice.events.length < REPLAY_PAGE && last < until) last = until;
      }

      for (;;) {
        const taken = await queue.take();
        if (taken.type === "closed") return;
        if (taken.type === "overflowed") break;
        if (taken.item.type === "restart") yield resync(taken.item.reason, await head());
        else if (taken.item.event.position > last) {
          last = taken.item.event.position;
          yield taken.item;
        }
      }
    }
  } finally {
    signal.removeEventListener("abort", close);
    queue.close();
    following.leave();
  }
}
