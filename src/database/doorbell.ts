import { createGatheredNotify } from "./gathered-notify.ts";
import type { Notifications } from "./notifications.ts";

/**
 * Tells the other processes on this database which workspaces' logs moved. It is a hint about *when* to read and never
 * says *what*: whoever misses a ring reads the same events at its next poll, a little later.
 *
 * It rings after the commit, and rings are gathered, so that a busy workspace costs some hundred notifications a second
 * and not one per write.
 */
export interface Doorbell {
  ring(workspaceId: string): void;
  stop(): void;
}

const CHANNEL = "onymous_log";
/** Payloads end at 8,000 bytes; a uuid and a comma are 37. */
const WORKSPACES_PER_NOTIFY = 200;
const REST_MILLIS = 5;

export function createDoorbell(options: {
  notifications: Notifications;
  /** Another process rang. */
  onRung(workspaceIds: readonly string[]): void;
  /** The connection is there (again): rings may have been missed, and it may be another database that answers now. */
  onConnected(): void;
}): Doorbell {
  const { notifications, onRung, onConnected } = options;
  const pending = new Set<string>();

  const bell = createGatheredNotify({
    notifications,
    channel: CHANNEL,
    restMillis: REST_MILLIS,
    take() {
      const batch = [...pending].slice(0, WORKSPACES_PER_NOTIFY);
      for (const workspaceId of batch) pending.delete(workspaceId);
      return batch.length === 0 ? [] : [batch.join(",")];
    },
  });
  notifications.listen(CHANNEL, {
    onPayload: (payload) => onRung(payload.split(",")),
    onConnected() {
      onConnected();
      bell.wake();
    },
  });

  return {
    ring(workspaceId) {
      pending.add(workspaceId);
      bell.wake();
    },
    stop: () => bell.stop(),
  };
}
