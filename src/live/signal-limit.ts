import { type Activity, isTyping, type Signal } from "../conversation/signal.ts";

/** Within this time of the first, a repetition tells nobody anything. */
const WINDOW_MILLIS = 1_000;
/** Of one kind, by one sender in one conversation within the window, however it goes back and forth. */
const PER_WINDOW = 10;
/** The oldest are forgotten beyond this many. */
const MAX_KEYS = 10_000;

interface Window {
  readonly until: number;
  last: Activity | null;
  passed: number;
}

/** Swallows what a sender says of the same conversation again and again. */
export function createSignalLimit({
  maxKeys = MAX_KEYS,
  now = () => performance.now(),
}: {
  readonly maxKeys?: number;
  /** Milliseconds of a clock that is never set back. */
  readonly now?: () => number;
} = {}) {
  /** In the order in which they end. */
  const windows = new Map<string, Window>();

  const forgetEnded = (time: number) => {
    for (const [key, window] of windows) {
      if (window.until > time && windows.size <= maxKeys) return;
      windows.delete(key);
    }
  };

  return {
    /** Whether it is to be passed on. */
    passes(signal: Omit<Signal, "sentAt">): boolean {
      const { actor, workspaceId, conversationId, activity } = signal;
      const time = now();
      forgetEnded(time);
      const kind = isTyping(activity) ? "typing" : "presence";
      const sender = actor.type === "system" ? actor.type : `${actor.type} ${actor.id}`;
      const key = `${workspaceId} ${conversationId} ${kind} ${sender}`;
      const window = windows.get(key) ?? { until: time + WINDOW_MILLIS, last: null, passed: 0 };
      if (window.last === activity || window.passed >= PER_WINDOW) return false;
      window.last = activity;
      window.passed += 1;
      windows.set(key, window);
      return true;
    },
    get size() {
      return windows.size;
    },
  };
}
