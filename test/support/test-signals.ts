import { randomUUID } from "node:crypto";
import type { Activity, Signal } from "../../src/conversation/signal.ts";
import { createNotifications } from "../../src/database/notifications.ts";
import type { Actor } from "../../src/identity/model.ts";
import { createSignals, type Signals } from "../../src/live/signals.ts";
import { createLog } from "../../src/log.ts";
import type { TestDatabase } from "./postgres.ts";

export interface SignalProcess extends Signals {
  stop(): Promise<void>;
}

/** Signals as another process would have them; answers when its connection listens. */
export async function startSignals(
  { url }: Pick<TestDatabase, "url">,
  options: { queueLimit?: number } = {},
): Promise<SignalProcess> {
  const notifications = createNotifications({ url, log: createLog({ logLevel: "silent" }) });
  const signals = createSignals({ notifications, ...options });
  const connected = new Promise<void>((resolve) => {
    notifications.listen("onymous_test", { onPayload() {}, onConnected: resolve });
  });
  notifications.start();
  await connected;
  return {
    ...signals,
    async stop() {
      signals.stop();
      await notifications.stop();
    },
  };
}

export const member = (): Actor => ({ type: "member", id: randomUUID() });

export function signal(
  workspaceId: string,
  rest: { activity?: Activity; actor?: Actor; conversationId?: string } = {},
): Signal {
  return {
    workspaceId,
    conversationId: rest.conversationId ?? randomUUID(),
    activity: rest.activity ?? "TYPING",
    actor: rest.actor ?? member(),
    sentAt: new Date(),
  };
}

export async function takeSignals(items: AsyncIterator<Signal>, count: number): Promise<Signal[]> {
  const taken: Signal[] = [];
  while (taken.length < count) {
    const next = await items.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}
