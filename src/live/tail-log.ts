import type { LogHead } from "../database/event-log.ts";
import type { Log } from "../log.ts";
import type { Bus } from "./bus.ts";
import { type LoggedEvent, loggedEvent, type ResyncReason } from "./feed-item.ts";
import type { LogSource } from "./log-source.ts";

export type Notice =
  | { readonly type: "event"; readonly event: LoggedEvent }
  /** The log did not go on from where it was: whoever follows it must start over. */
  | { readonly type: "restart"; readonly reason: ResyncReason };

export interface Following {
  /** Everything after this position has been, or will be, given to the listener. Read it without waiting in between. */
  position(): bigint;
  leave(): void;
}

/**
 * Reads the log and is the only publisher of a process. It keeps one position for each workspace that has listeners,
 * because positions are only comparable within a workspace: one cursor across workspaces would lose what commits late.
 */
export interface LogTailer {
  /** Registers first and answers then, so that nothing falls between a replay and what is published. */
  follow(workspaceId: string, listener: (notice: Notice) => void): Promise<Following>;
  /** These logs may have moved. Cheap to call, from anywhere, any number of times. */
  wake(workspaceIds: Iterable<string>): void;
  /** Looks at everything now, the epoch included: after the doorbell was away. */
  wakeAll(): void;
  /** What cursors are made with. */
  epoch(): string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Track {
  readonly workspaceId: string;
  position: bigint;
  readonly ready: Promise<void>;
  /** Waiting for its turn, or having it; woken meanwhile, it gets another. */
  state: "idle" | "due" | "reading";
  again: boolean;
}

const PAGE = 500;
/** Reads at once: two, so that a workspace with a long backlog does not hold up the others. */
const READERS = 2;
/** A busy log is read at most this often, some milliseconds of delay for far fewer reads. */
const REST_MILLIS = 4;

export function createLogTailer(options: {
  source: LogSource;
  bus: Bus<Notice>;
  /** How often the heads are looked at without any ring. A lost doorbell costs this much latency, and no event. */
  pollMillis: number;
  log: Log;
}): LogTailer {
  const { source, bus, pollMillis, log } = options;
  const tracks = new Map<string, Track>();
  const due: Track[] = [];
  const running = new Set<Promise<void>>();
  let epoch: string | null = null;
  let stopped = true;
  let readers = 0;
  let pollTimer: NodeJS.Timeout | null = null;
  let polling: Promise<void> | null = null;
  let pollAgain = false;

  function begin(workspaceId: string): Track {
    const track: Track = {
      workspaceId,
      position: 0n,
      state: "idle",
      again: false,
      ready: source.heads([workspaceId]).then((heads) => {
        track.position = heads.get(workspaceId)?.position ?? 0n;
      }),
    };
    tracks.set(workspaceId, track);
    return track;
  }
  const isTracked = (track: Track) => tracks.get(track.workspaceId) === track;
  const forget = (track: Track) => {
    if (isTracked(track) && !bus.has(track.workspaceId)) tracks.delete(track.workspaceId);
  };

  function enqueue(track: Track): void {
    if (stopped) return;
    if (track.state !== "idle") {
      track.again = true;
      return;
    }
    track.state = "due";
    due.push(track);
    while (readers < READERS && due.length > readers) {
      readers += 1;
      const run = readDue().finally(() => {
        readers -= 1;
        running.delete(run);
      });
      running.add(run);
    }
  }

  /** Takes turns between the due workspaces, a page each. */
  async function readDue(): Promise<void> {
    for (let track = due.shift(); track && !stopped; track = due.shift()) {
      track.state = "reading";
      track.again = false;
      let more = false;
      try {
        await track.ready;
        if (isTracked(track)) more = await readPage(track);
      } catch (err) {
        log.warn({ err, workspaceId: track.workspaceId }, "reading the log failed; it is polled");
      }
      track.state = "idle";
      if (more) enqueue(track);
      else if (track.again) setTimeout(enqueue, REST_MILLIS, track);
    }
  }

  /** Publishes one page. True when there may be more. */
  async function readPage(track: Track): Promise<boolean> {
    const asOf = track.position;
    const epochThen = epoch;
    const slice = await source.read({
      workspaceId: track.workspaceId,
      afterPosition: asOf,
      limit: PAGE,
    });
    // A restart moved it meanwhile: what was read may be of another life of the log.
    if (!slice || track.position !== asOf || epoch === null || epoch !== epochThen) return false;
    if (slice.position < asOf) return restart(track, "FROM_THE_FUTURE", slice.position);
    if (slice.prunedThrough > asOf) return restart(track, "PRUNED", slice.position);
    for (const positioned of slice.events) {
      track.position = positioned.position;
      bus.publish(track.workspaceId, {
        type: "event",
        event: loggedEvent(track.workspaceId, epoch, positioned),
      });
    }
    const more = slice.events.length === PAGE;
    // Up to the head as the same snapshot saw it, whatever the log holds that is not published.
    if (!more) track.position = slice.position;
    return more;
  }

  function restart(track: Track, reason: ResyncReason, position: bigint): false {
    log.warn({ workspaceId: track.workspaceId, reason }, "the log did not go on where it was");
    track.position = position;
    bus.publish(track.workspaceId, { type: "restart", reason });
    return false;
  }

  async function poll(): Promise<void> {
    const now = await source.epoch();
    const heads =
      tracks.size > 0 ? await source.heads([...tracks.keys()]) : new Map<string, LogHead>();
    const isNew = epoch !== null && epoch !== now;
    epoch = now;
    for (const track of tracks.values()) {
      const head = heads.get(track.workspaceId);
      if (isNew) restart(track, "OTHER_EPOCH", head?.position ?? 0n);
      else if (head && head.position !== track.position) enqueue(track);
    }
  }

  /** One poll at a time, and then the next after `pollMillis`. */
  function pollNow(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (polling) {
      pollAgain = true;
      return polling;
    }
    if (pollTimer) clearTimeout(pollTimer);
    polling = poll()
      .catch((err) => log.warn({ err }, "polling the log failed; it is tried again"))
      .finally(() => {
        polling = null;
        if (stopped) return;
        pollTimer = setTimeout(pollNow, pollAgain ? REST_MILLIS : pollMillis);
        pollAgain = false;
      });
    return polling;
  }

  return {
    async follow(workspaceId, listener) {
      const leaveBus = bus.add(workspaceId, listener);
      const track = tracks.get(workspaceId) ?? begin(workspaceId);
      const leave = () => {
        leaveBus();
        forget(track);
      };
      try {
        await track.ready;
      } catch (error) {
        if (isTracked(track)) tracks.delete(workspaceId);
        leave();
        throw error;
      }
      return { position: () => track.position, leave };
    },
    wake(workspaceIds) {
      for (const workspaceId of workspaceIds) {
        const track = tracks.get(workspaceId);
        if (track) enqueue(track);
      }
    },
    wakeAll() {
      void pollNow();
    },
    epoch() {
      if (epoch === null) throw new Error("the tailer was not started");
      return epoch;
    },
    async start() {
      epoch = await source.epoch();
      stopped = false;
      pollTimer = setTimeout(pollNow, pollMillis);
    },
    async stop() {
      stopped = true;
      if (pollTimer) clearTimeout(pollTimer);
      await Promise.allSettled([...running, polling]);
    },
  };
}
