import type { SignedIn } from "./agent-session.ts";
import type { Checks } from "./checks.ts";
import type { Console } from "./console.ts";
import type { SeenEvent } from "./event-log.ts";
import type { Ask } from "./graphql-client.ts";

/** What an agent has at hand. */
export interface Desk {
  ask: Ask;
  agent: SignedIn;
  console: Console;
  checks: Checks;
}

export interface Watch {
  /**
   * Waits until the console has shown events of all these kinds since the watch began, and checks that they are what
   * came, once each and in this order.
   */
  sees(what: string, kinds: SeenEvent["__typename"][]): Promise<void>;
}

/** Watches the console from now on for the events that are about something. */
export function watch({ console, checks }: Desk, isAbout: (event: SeenEvent) => boolean): Watch {
  const from = console.seen.length;
  const came = () => console.seen.slice(from).filter(isAbout);
  const names = () => came().map((event) => event.__typename);
  return {
    async sees(what, kinds) {
      await console.until(`${what}: ${kinds.join(", ")}`, () =>
        kinds.every((kind) => names().includes(kind)),
      );
      checks.check(`${what}: ${kinds.join(", ")}`, isSame(names(), kinds), names());
    },
  };
}

const isSame = (some: string[], others: string[]) =>
  some.length === others.length && some.every((one, place) => one === others[place]);

/** At most so many, evenly from the whole list. */
export function spread<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, list.length / most);
  const chosen: T[] = [];
  for (let place = 0; place < list.length && chosen.length < most; place += step)
    chosen.push(list[Math.floor(place)] as T);
  return chosen;
}
