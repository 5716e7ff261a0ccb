import { print } from "graphql";
import { type Client, createClient } from "graphql-ws";
import WebSocket from "ws";
import type { SignedIn } from "./agent-session.ts";
import type { SeenEvent } from "./event-log.ts";
import { FollowEventsDocument, type FollowEventsSubscription } from "./generated/operations.ts";

/** An agent's console: it follows the events of its workspace over a WebSocket, and comes back when it is cut off. */
export interface Console {
  /** Every event that came, in the order in which it came. */
  readonly seen: readonly SeenEvent[];
  /** How often it went on from its last cursor on a new socket. */
  readonly resumed: number;
  /** Cuts the line, without a goodbye. The console comes back by itself and resumes. */
  drop(): void;
  /** Waits until `isReached` holds for what was seen. @throws after `patienceMillis`, or when the console broke down. */
  until(what: string, isReached: (seen: readonly SeenEvent[]) => boolean): Promise<void>;
  close(): Promise<void>;
}

const patienceMillis = 30_000;

export function openConsole(options: {
  url: string;
  agent: SignedIn;
  /** The cursor of the last event that is known already. */
  after: string;
  onEvent?: (event: SeenEvent) => void;
}): Console {
  const { url, agent, after, onEvent } = options;
  const seen: SeenEvent[] = [];
  const waiting = new Set<() => void>();
  let socket: WebSocket | null = null;
  let client: Client | null = null;
  let closed = false;
  let resumed = 0;
  let failure: Error | null = null;

  /** One socket's life; ends when it does. */
  async function follow() {
    client = createClient({
      url: `${url.replace(/^http/, "ws")}/graphql`,
      webSocketImpl: WebSocket,
      // A new socket starts with a new operation, from the last cursor: retrying is ours.
      retryAttempts: 0,
      connectionParams: async () => ({ authorization: `Bearer ${await agent.token()}` }),
      on: {
        opened: (opened) => {
          socket = opened as WebSocket;
        },
      },
    });
    const results = client.iterate<FollowEventsSubscription>({
      query: print(FollowEventsDocument),
      variables: { after: seen.at(-1)?.cursor ?? after },
    });
    for await (const { data, errors } of results) {
      if (errors || !data) throw new Error(`The console was told: ${JSON.stringify(errors)}`);
      const event = data.identityEvents;
      if (event.__typename === "ResyncRequired")
        throw new Error("The console was told to read everything anew.");
      seen.push(event);
      onEvent?.(event);
      for (const check of waiting) check();
    }
  }

  const running = (async () => {
    for (let attempts = 0; !closed; ) {
      const before = seen.length;
      try {
        await follow();
      } catch (error) {
        if (!isLostLine(error)) throw error;
      }
      attempts = seen.length > before ? 0 : attempts + 1;
      if (attempts > 20) throw new Error("The console could not come back.");
      if (!closed) {
        resumed += 1;
        await pause(attempts * 100);
      }
    }
  })().catch((error) => {
    failure = error;
    for (const check of waiting) check();
  });

  return {
    seen,
    get resumed() {
      return resumed;
    },
    drop() {
      socket?.terminate();
    },
    until(what, isReached) {
      return new Promise((resolve, reject) => {
        const done = (settle: () => void) => {
          clearTimeout(timer);
          waiting.delete(check);
          settle();
        };
        const check = () => {
          if (failure) done(() => reject(failure));
          else if (isReached(seen)) done(resolve);
        };
        const timer = setTimeout(
          () => done(() => reject(new Error(`The console waited in vain for ${what}.`))),
          patienceMillis,
        );
        waiting.add(check);
        check();
      });
    },
    async close() {
      closed = true;
      await client?.dispose();
      await running;
    },
  };
}

/** The socket was closed: by the network, or by the server when the token ran out. */
const isLostLine = (error: unknown) =>
  typeof error === "object" && error !== null && "code" in error && "reason" in error;

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));
