/** Counts failures per key, so that guessing gets nowhere. In this process alone: several processes allow several times as much. */
export interface FailureLimit {
  /**
   * Books an attempt under all keys, or refuses it under any that has used up its failures: then the answer is the
   * seconds until it may be tried again. An attempt counts as failed from its start, so that a thousand at once gain nothing.
   */
  attempt(keys: readonly FailureKey[]): number | null;
  /** The attempt did not fail after all. */
  succeeded(keys: readonly FailureKey[]): void;
}
export interface FailureKey {
  readonly key: string;
  /** How many failures within the window. */
  readonly atMost: number;
}

export function createFailureLimit(options: {
  now: () => Date;
  windowMillis: number;
  /** The oldest are forgotten beyond this many, so that made-up keys can't fill the memory. */
  maxKeys?: number;
}): FailureLimit {
  const { now, windowMillis, maxKeys = 50_000 } = options;
  const windows = new Map<string, { failures: number; until: number }>();

  const open = (key: string, time: number) => {
    const window = windows.get(key);
    return window !== undefined && window.until > time ? window : null;
  };

  return {
    attempt(keys) {
      const time = now().getTime();
      const waits = keys.map(({ key, atMost }) => {
        const window = open(key, time);
        return window !== null && window.failures >= atMost ? window.until - time : 0;
      });
      const longest = Math.max(0, ...waits);
      if (longest > 0) return Math.ceil(longest / 1000);
      for (const { key } of keys) {
        const window = open(key, time) ?? { failures: 0, until: time + windowMillis };
        windows.delete(key);
        windows.set(key, { ...window, failures: window.failures + 1 });
        if (windows.size > maxKeys) windows.delete(windows.keys().next().value as string);
      }
      return null;
    },
    succeeded(keys) {
      for (const { key } of keys) {
        const window = windows.get(key);
        if (window !== undefined && window.failures > 0) window.failures -= 1;
      }
    },
  };
}
