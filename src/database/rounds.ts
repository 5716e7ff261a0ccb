import type { Log } from "../log.ts";
import { isConnectionLoss } from "./connection-loss.ts";

export const HOUR_MILLIS = 60 * 60 * 1000;

/** Work in the background that comes round again. */
export interface Rounds {
  start(): void;
  /** Resolves when a round that is under way has ended. */
  stop(): Promise<void>;
}

/**
 * Does something at the start and again, as long after each round as is said. What a round could not do, the next one
 * does: it is logged and no more, and a database that is away is not worth a word. `stopped` tells a long round to end.
 */
export function createRounds(options: {
  readonly round: (stopped: () => boolean) => Promise<void>;
  readonly everyMillis: number;
  readonly log: Log;
  /** What is logged when a round fails. */
  readonly failure: string;
}): Rounds {
  const { round, everyMillis, log, failure } = options;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  let stopped = false;

  async function go(): Promise<void> {
    await round(() => stopped).catch((err) => {
      if (!isConnectionLoss(err)) log.error({ err }, failure);
    });
    if (stopped) return;
    timer = setTimeout(() => {
      current = go();
    }, everyMillis);
  }

  return {
    start() {
      current = go();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
