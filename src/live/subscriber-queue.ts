/**
 * What waits for one subscriber between the tailer, which pushes and never waits, and the subscriber, which takes at its
 * own pace. It is bounded: past `limit` it lets go of everything and says `overflowed` once it is taken from. The log
 * still has what was dropped, so the feed then reads on from the log, page by page and as fast as the subscriber takes.
 */
export type Taken<T> =
  | { readonly type: "item"; readonly item: T }
  | { readonly type: "overflowed" }
  | { readonly type: "closed" };

export interface SubscriberQueue<T> {
  /** Never waits and never throws. */
  push(item: T): void;
  /** The next item, or a wait for it. One taker at a time. */
  take(): Promise<Taken<T>>;
  /** After an overflow: takes items in again. Everything pushed before is the log's to deliver. */
  rearm(): void;
  /** Wakes the taker; what is still queued is dropped. */
  close(): void;
  readonly size: number;
}

export function createSubscriberQueue<T>({ limit }: { limit: number }): SubscriberQueue<T> {
  let items: T[] = [];
  let taken = 0;
  let state: "open" | "overflowed" | "closed" = "open";
  let wake: ((taken: Taken<T>) => void) | null = null;

  const ready = (): Taken<T> | null => {
    if (state !== "open") return { type: state };
    if (taken === items.length) return null;
    const item = items[taken++] as T;
    if (taken === items.length) {
      items = [];
      taken = 0;
    }
    return { type: "item", item };
  };
  const drop = (next: "overflowed" | "closed") => {
    state = next;
    items = [];
    taken = 0;
    wake?.({ type: next });
    wake = null;
  };

  return {
    push(item) {
      if (state !== "open") return;
      if (wake) {
        wake({ type: "item", item });
        wake = null;
      } else if (items.length - taken >= limit) drop("overflowed");
      else items.push(item);
    },
    take() {
      const now = ready();
      if (now) return Promise.resolve(now);
      if (wake) throw new Error("a subscriber queue has one taker at a time");
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
    rearm() {
      if (state === "overflowed") state = "open";
    },
    close() {
      if (state !== "closed") drop("closed");
    },
    get size() {
      return items.length - taken;
    },
  };
}
