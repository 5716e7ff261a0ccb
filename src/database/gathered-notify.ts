import type { Notifications } from "./notifications.ts";

/** Sends what waits on one channel, gathered: the first goes at once, the next carries what came meanwhile. */
export interface GatheredNotify {
  /** Something waits. Cheap to call, any number of times. */
  wake(): void;
  stop(): void;
}

export function createGatheredNotify(options: {
  notifications: Pick<Notifications, "connected" | "notify">;
  channel: string;
  /** At most one statement in this time. */
  restMillis: number;
  /** Takes the next payloads out of what waits; none: nothing waits. Asked while there is a connection. */
  take(): readonly string[];
}): GatheredNotify {
  const { notifications, channel, restMillis, take } = options;
  let sending = false;
  let stopped = false;
  let rest: NodeJS.Timeout | null = null;

  async function send(): Promise<void> {
    if (sending || rest || stopped || !notifications.connected) return;
    const payloads = take();
    if (payloads.length === 0) return;
    sending = true;
    await notifications.notify(channel, payloads);
    sending = false;
    if (stopped) return;
    rest = setTimeout(() => {
      rest = null;
      void send();
    }, restMillis);
  }

  return {
    wake: () => void send(),
    stop() {
      stopped = true;
      if (rest) clearTimeout(rest);
    },
  };
}
