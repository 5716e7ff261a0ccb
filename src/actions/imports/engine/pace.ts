import { setTimeout as delay } from "node:timers/promises";

/** Rows of one transaction: tens of milliseconds of the workspace's lock. */
const CHUNK_ROWS = 250;
/** And some milliseconds, while others want it too. */
const SMALL_CHUNK_ROWS = 20;
/** How long they are expected to come again. */
const WARY_MILLIS = 2_000;

/** How much an import takes at once, and how long it rests, so that others wait no longer than for each other. */
export interface Pace {
  chunkRows(): number;
  /** To be called after each chunk: `others`, whether somebody waited for it. */
  rest(worked: { readonly millis: number; readonly others: boolean }): Promise<void>;
}

export function createPace(): Pace {
  let waryUntil = Number.NEGATIVE_INFINITY;
  const isWary = () => performance.now() < waryUntil;
  return {
    chunkRows: () => (isWary() ? SMALL_CHUNK_ROWS : CHUNK_ROWS),
    async rest({ millis, others }) {
      if (others) waryUntil = performance.now() + WARY_MILLIS;
      // As long as it worked: half of the time is the others'. And in any case the others of this process have their turn.
      await delay(isWary() ? Math.max(1, millis) : 1);
    },
  };
}
