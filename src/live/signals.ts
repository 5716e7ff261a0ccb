import { setMaxListeners } from "node:events";
import type { Signal } from "../conversation/signal.ts";
import { createGatheredNotify } from "../database/gathered-notify.ts";
import type { Notifications } from "../database/notifications.ts";
import { type Bus, createBus } from "./bus.ts";
import { endable } from "./endable.ts";
import { createLatestQueue } from "./latest-queue.ts";
import { createSignalLimit } from "./signal-limit.ts";
import { parseSignalLine, signalLine, takePayloads } from "./signal-text.ts";

/** Typing and presence: told to who is looking, in every process, and kept nowhere. What is lost is said again soon. */
export interface Signals {
  /** Never waits or throws. What the sender repeats too often is swallowed. */
  send(signal: Signal): void;
  /** From now on. `return()` ends it at once. A reader that is too slow misses the oldest. */
  subscribe(options: SubscribeToSignals): AsyncIterableIterator<Signal, void, void>;
  /** Ends every subscription. */
  stop(): void;
}

export interface SubscribeToSignals {
  readonly workspaceId: string;
  /** Whether this one is for the subscriber. */
  readonly isWanted: (signal: Signal) => boolean;
}

const CHANNEL = "onymous_signals";
/** Too short to be noticed, and a few statements a second however many are typing. */
const REST_MILLIS = 50;
const PAYLOADS_PER_NOTIFY = 5;
/** What waits for its turn beyond this many has nothing new to say. */
const PENDING = 2_000;

export function createSignals(options: {
  notifications: Notifications;
  /** Signals that wait for one subscriber. */
  queueLimit?: number;
}): Signals {
  const { notifications, queueLimit = 200 } = options;
  const bus = createBus<Signal>();
  const limit = createSignalLimit();
  let pending: string[] = [];

  const others = createGatheredNotify({
    notifications,
    channel: CHANNEL,
    restMillis: REST_MILLIS,
    take: () => takePayloads(pending, PAYLOADS_PER_NOTIFY),
  });
  notifications.listen(CHANNEL, {
    onPayload(payload) {
      for (const line of payload.split("\n")) {
        const signal = parseSignalLine(line);
        if (signal) bus.publish(signal.workspaceId, signal);
      }
    },
    onConnected() {
      // What waited since the connection was lost is no longer so.
      pending = [];
    },
  });

  const stopping = new AbortController();
  // One listener a subscription: Node would take more than ten for a leak.
  setMaxListeners(0, stopping.signal);

  return {
    send(signal) {
      if (!limit.passes(signal)) return;
      bus.publish(signal.workspaceId, signal);
      if (!notifications.connected) return;
      pending.push(signalLine(signal));
      if (pending.length > PENDING) pending.shift();
      others.wake();
    },
    subscribe: (wanted) =>
      endable((ended) => listen(bus, wanted, queueLimit, ended), [stopping.signal]),
    stop() {
      stopping.abort();
      others.stop();
    },
  };
}

async function* listen(
  bus: Bus<Signal>,
  { workspaceId, isWanted }: SubscribeToSignals,
  limit: number,
  ended: AbortSignal,
): AsyncGenerator<Signal, void, void> {
  const queue = createLatestQueue<Signal>({ limit });
  const leave = bus.add(workspaceId, (signal) => {
    if (isWanted(signal)) queue.push(signal);
  });
  const close = () => queue.close();
  ended.addEventListener("abort", close, { once: true });
  try {
    for (;;) {
      const signal = await queue.take();
      if (signal === null) return;
      yield signal;
    }
  } finally {
    ended.removeEventListener("abort", close);
    leave();
  }
}
