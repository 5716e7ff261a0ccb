/**
 * Lets an id be used again as soon as its operation was completed. graphql-ws forgets an operation at the client's
 * `complete`, but the operation may need a moment to end; one that starts with the same id meanwhile would be taken for
 * it, be completed in its stead, or run beside it. So a message waits for the end of the operation that had its id, and
 * those behind it wait too, because their order counts.
 *
 * @param take what graphql-ws does with a message: lasts as long as the operation that it starts, and does not fail.
 * @param isActive whether the operation was not completed yet. Then a second one is the client's mistake, and is told.
 */
export function createOperationTurns(
  take: (message: string) => Promise<void>,
  isActive: (id: string) => boolean,
): (message: string) => void {
  const running = new Map<string, Promise<void>>();
  let turn: Promise<void> | null = null;

  function start(message: string, id: string | null): void {
    const run = take(message);
    if (id === null) return;
    running.set(id, run);
    void run.finally(() => running.get(id) === run && running.delete(id));
  }

  return (message) => {
    const id = subscribedId(message);
    const ending = id !== null && !isActive(id) ? running.get(id) : undefined;
    if (!turn && !ending) return start(message, id);
    const mine: Promise<void> = Promise.resolve(turn)
      .then(() => (id !== null && !isActive(id) ? running.get(id) : undefined))
      .then(() => start(message, id))
      .finally(() => {
        if (turn === mine) turn = null;
      });
    turn = mine;
  };
}

function subscribedId(message: string): string | null {
  try {
    const parsed: { type?: unknown; id?: unknown } | null = JSON.parse(message);
    return parsed?.type === "subscribe" && typeof parsed.id === "string" ? parsed.id : null;
  } catch {
    // Not a message at all: graphql-ws closes the socket for it.
    return null;
  }
}
