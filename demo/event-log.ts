import type { SignedIn } from "./agent-session.ts";
import { type EventFragment, EventsPageDocument } from "./generated/operations.ts";
import { type Ask, UnexpectedAnswer } from "./graphql-client.ts";

/** One identity event as the API tells it, live and in pages alike. */
export type SeenEvent = EventFragment;

/**
 * The events after the cursor (null: from the beginning), as a paged query, and the cursor to go on from, which is
 * there even when nothing has happened yet.
 */
export async function readEvents(ask: Ask, agent: SignedIn, after: string | null) {
  const events: SeenEvent[] = [];
  for (let from = after; ; ) {
    const { identityEvents: page } = await ask(
      EventsPageDocument,
      { after: from },
      await agent.token(),
    );
    if (page.__typename !== "IdentityEventConnection")
      throw new UnexpectedAnswer("The log can't be read from that cursor.");
    events.push(...page.edges.map((edge) => edge.node));
    from = page.pageInfo.endCursor;
    if (from === null) throw new UnexpectedAnswer("A page of events without an end cursor.");
    if (!page.pageInfo.hasNextPage) return { events, cursor: from };
  }
}

/**
 * What is wrong with a live stream, held against the log: each event must have come exactly once, and in the log's
 * order. Null: nothing.
 */
export function streamFault(live: readonly SeenEvent[], log: readonly SeenEvent[]): string | null {
  const cursors = live.map((event) => event.cursor);
  if (new Set(cursors).size !== cursors.length) return "an event came twice";
  const came = new Set(cursors);
  const missing = log.filter((event) => !came.has(event.cursor)).length;
  if (missing > 0) return `${missing} of ${log.length} events did not come`;
  if (live.length !== log.length)
    return `${live.length - log.length} events came that are not in the log`;
  const place = log.findIndex((event, index) => event.cursor !== cursors[index]);
  return place < 0 ? null : `event ${place + 1} came out of order`;
}
