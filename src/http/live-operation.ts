/**
 * A subscription that is running on a socket: takes an event, lets `answer` make the payload of it, sends it, and only
 * then takes the next, so that a slow reader slows down its own subscription and nothing else.
 *
 * For graphql-ws it is the operation's result, a generator without items: it takes one step, which lasts as long as the
 * subscription and sends the messages itself. So what is sent can be text that was made once for many sockets.
 */
export function createLiveOperation<T>(options: {
  source: AsyncIterable<T>;
  answer(event: T): Promise<string>;
  send(payload: string): Promise<void>;
  /** The source failed. The client is not told that the subscription is complete: it is to come back. */
  onFailure(error: unknown): void;
}): AsyncGenerator<never, void, void> {
  const { answer, send } = options;
  const events = options.source[Symbol.asyncIterator]();
  const ended = { done: true, value: undefined } as const;
  let isEnded = false;

  async function run(): Promise<void> {
    try {
      for (;;) {
        const next = await events.next();
        if (isEnded || next.done) return;
        const payload = await answer(next.value);
        if (isEnded) return;
        await send(payload);
      }
    } catch (error) {
      if (!isEnded) options.onFailure(error);
    }
  }
  async function end(): Promise<typeof ended> {
    isEnded = true;
    await events.return?.();
    return ended;
  }

  const operation = {
    async next() {
      await run();
      return end();
    },
    return: end,
    async throw(error: unknown): Promise<never> {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]: () => operation,
    [Symbol.asyncDispose]: async () => {
      await end();
    },
  } as unknown as AsyncGenerator<never, void, void>;
  return operation;
}
