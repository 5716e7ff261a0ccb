/** Remembers answers for a moment. */
export interface Recall<T> {
  get(key: string): Promise<T>;
  /** Everything: what it held may have changed. */
  forget(): void;
}

/** A revocation written by any process takes effect within a second (SPEC 10). */
export const RECALL_MILLIS = 900;

/**
 * Remembers what `load` answered, for `millis` from when it was asked (not from when it answered: the answer is that
 * old), and for `atMost` keys. Callers that ask at the same time share one load. A failed load is not remembered.
 */
export function createRecall<T>(options: {
  load: (key: string) => Promise<T>;
  now: () => Date;
  millis?: number;
  atMost?: number;
}): Recall<T> {
  const { load, now, millis = RECALL_MILLIS, atMost = 10_000 } = options;
  const held = new Map<string, { since: number; answer: Promise<T> }>();
  return {
    get(key) {
      const time = now().getTime();
      const entry = held.get(key);
      if (entry !== undefined && Math.abs(time - entry.since) < millis) return entry.answer;
      const fresh = { since: time, answer: load(key) };
      held.delete(key);
      held.set(key, fresh);
      if (held.size > atMost) held.delete(held.keys().next().value as string);
      fresh.answer.catch(() => {
        if (held.get(key) === fresh) held.delete(key);
      });
      return fresh.answer;
    },
    forget: () => held.clear(),
  };
}
