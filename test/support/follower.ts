import { openRawSocket } from "./raw-socket.ts";

/** An event as a follower keeps it. */
export interface Followed {
  readonly __typename: string;
  readonly cursor: string;
  readonly visitorId: string | null;
  readonly contactId: string | null;
  readonly conversationId: string | null;
}

export const FOLLOWED = /* GraphQL */ `
  subscription ($after: Cursor) {
    identityEvents(after: $after) { __typename cursor visitorId contactId conversationId }
  }
`;

export interface Follower {
  readonly events: readonly Followed[];
  /** How often it had to come back. */
  readonly reconnections: number;
  /** Resolves when the event of this cursor has come. */
  until(cursor: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * What a feed does that must not miss an event: keeps the cursor of the last one, and when the connection is lost comes
 * back with it, to whichever server answers.
 */
export function follow(wsUrls: readonly string[], token: string, after: string): Follower {
  const events: Followed[] = [];
  let last = after;
  let stopped = false;
  let reconnections = 0;
  let wake = () => {};
  let hangUp = () => {};

  async function run(): Promise<void> {
    for (let attempt = 0; !stopped; attempt++) {
      try {
        const socket = await openRawSocket(wsUrls[attempt % wsUrls.length] as string, { token });
        hangUp = () => socket.socket.terminate();
        await socket.next();
        socket.subscribe("follow", FOLLOWED, { after: last });
        for (;;) {
          const { payload } = await socket.nextOf("follow");
          const event: Followed = payload.data.identityEvents;
          events.push(event);
          last = event.cursor;
          wake();
        }
      } catch {
        // Lost, or not there: again, after a moment, at the next server.
        reconnections += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
  const running = run();

  return {
    events,
    get reconnections() {
      return reconnections;
    },
    async until(cursor) {
      while (!events.some((event) => event.cursor === cursor))
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
    async stop() {
      stopped = true;
      hangUp();
      await running;
    },
  };
}
