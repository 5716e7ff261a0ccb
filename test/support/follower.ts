import { openRawSocket } from "./raw-socket.ts";

/** An event as a follower keeps it. */
export interface Followed {
  readonly __typename: string;
  readonly cursor: string;
  readonly visitorId: string | null;
  readonly contactId: string | null;
  readonly conversationId: string | null;
}

/** A subscription with the variable `$after`, whose events have a `cursor`. */
export interface Followable {
  readonly field: string;
  readonly query: string;
}
export const FOLLOWED: Followable = {
  field: "identityEvents",
  query: /* GraphQL */ `
    subscription ($after: Cursor) {
      identityEvents(after: $after) { __typename cursor visitorId contactId conversationId }
    }
  `,
};

export interface Follower<Event = Followed> {
  readonly events: readonly Event[];
  /** How often it had to come back. */
  readonly reconnections: number;
  /** Resolves when the event of this cursor has come. */
  until(cursor: string): Promise<void>;
  /** Resolves when there are so many events. */
  untilCount(count: number): Promise<void>;
  /** Cuts the connection off, so that it has to come back. */
  hangUp(): void;
  stop(): Promise<void>;
}

/**
 * What a feed does that must not miss an event: keeps the cursor of the last one, and when the connection is lost comes
 * back with it, to whichever server answers.
 */
export function follow<Event extends { readonly cursor: string } = Followed>(
  wsUrls: readonly string[],
  token: string,
  after: string,
  { field, query }: Followable = FOLLOWED,
): Follower<Event> {
  const events: Event[] = [];
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
        socket.subscribe("follow", query, { after: last });
        for (;;) {
          const { payload } = await socket.nextOf("follow");
          const event: Event = payload.data[field];
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
  async function untilTrue(condition: () => boolean): Promise<void> {
    while (!condition())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }

  return {
    events,
    get reconnections() {
      return reconnections;
    },
    until: (cursor) => untilTrue(() => events.some((event) => event.cursor === cursor)),
    untilCount: (count) => untilTrue(() => events.length >= count),
    hangUp: () => hangUp(),
    async stop() {
      stopped = true;
      hangUp();
      await running;
    },
  };
}
