/**
 * What waits for one subscriber of things that pass, such as signals: past `limit` the oldest are dropped, because the
 * newest are what counts.
 */
export interface LatestQueue<T> {
  /** Never waits and never throws. */
  push(item: T): void;
  /** The next item, or a wait for it; null once it is closed. One taker at a time. */
  take(): Promise<T | null>;
  /** Wakes the taker; what is still queued is dropped. */
  close(): void;
  readonly size: number;
}

export function createLatestQueue<T>({ limit }: { limit: number }): LatestQueue<T> {
  const items: T[] = [];
  let closed = false;
  let wake: ((taken: T | null) => void) | null = null;

  const give = (item: T | null) => {
    wake?.(item);
    wake = null;
  };

  return {
    push(item) {
      if (closed) return;
      if (wake) return give(item);
      items.push(item);
      if (items.length > limit) items.shift();
    },
    take() {
      if (closed) return Promise.resolve(null);
      const [item] = items.splice(0, 1);
      if (item !== undefined) return Promise.resolve(item);
      if (wake) throw new Error("a queue has one taker at a time");
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
    close() {
      closed = true;
      items.length = 0;
      give(null);
    },
    get size() {
      return items.length;
    },
  };
}
