/**
 * Makes a generator end at once. `return()` of an async generator waits until the `next()` under way has its answer,
 * which for a subscription that waits for events may be never; here it aborts the signal that the generator waits with.
 */
export function endable<T>(
  start: (signal: AbortSignal) => AsyncGenerator<T, void, void>,
  signals: readonly AbortSignal[],
): AsyncIterableIterator<T, void, void> {
  const end = new AbortController();
  const abort = () => end.abort();
  // Not AbortSignal.any: its ties to signals that outlive the subscription have leaked (nodejs/node#54614).
  for (const signal of signals) signal.addEventListener("abort", abort);
  if (signals.some((signal) => signal.aborted)) abort();
  const generator = start(end.signal);
  const ended = { done: true, value: undefined } as const;
  const finish = () => {
    abort();
    for (const signal of signals) signal.removeEventListener("abort", abort);
    return ended;
  };

  return {
    async next() {
      if (end.signal.aborted) return finish();
      try {
        const result = await generator.next();
        return result.done ? finish() : result;
      } catch (error) {
        finish();
        // What the end interrupts is not a failure of the subscription.
        if (error instanceof Error && error.name === "AbortError") return ended;
        throw error;
      }
    },
    async return() {
      finish();
      await generator.return();
      return ended;
    },
    async throw(error) {
      finish();
      await generator.return();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
