import { GraphQLError } from "graphql";
import type { EventFilter } from "../database/event-log.ts";
import { decodeCursor } from "../live/cursor.ts";
import type { EventPage, Feed } from "../live/feed.ts";
import type { Resync } from "../live/feed-item.ts";
import { workspaceOf } from "./auth-scopes.ts";
import type { Context } from "./context.ts";
import type { ResyncEvent } from "./feed-event.ts";
import { invalidCursor, type PageArgs, pageSize } from "./paging.ts";

type ReadLog = Parameters<Feed["read"]>[0];

/** @throws GraphQLError `INVALID_CURSOR` for what is no cursor of a log at all. */
function checkEventCursor(after: string | null | undefined): string | null {
  if (after === null || after === undefined) return null;
  if (decodeCursor(after) === null) throw invalidCursor();
  return after;
}

async function readLog(
  context: Context,
  args: PageArgs,
  filter: EventFilter,
): Promise<EventPage | Resync> {
  const request: ReadLog = {
    workspaceId: workspaceOf(context),
    after: checkEventCursor(args.after),
    first: pageSize(args),
    filter,
  };
  const page = await context.feed.read(request);
  if (page.type === "page") context.budget.spend(page.items.length);
  return page;
}

const toEventConnection = (page: EventPage, after: string | null | undefined) => ({
  edges: page.items.map((node) => ({ node, cursor: node.cursor })),
  pageInfo: {
    hasNextPage: page.hasNext,
    hasPreviousPage: after !== null && after !== undefined,
    startCursor: page.items[0]?.cursor ?? null,
    endCursor: page.endCursor,
  },
});

/** A page of the log, or the word that the place to start from is lost. */
export async function answerLog(context: Context, args: PageArgs, filter: EventFilter) {
  const page = await readLog(context, args, filter);
  return page.type === "page"
    ? toEventConnection(page, args.after)
    : ({ ...page, at: context.now() } satisfies ResyncEvent);
}

/** The events of a subscription, from where its cursor is. */
export const followLog = (
  { feed, caller }: Context,
  after: string | null | undefined,
  filter: EventFilter,
) =>
  feed.subscribe({ workspaceId: workspaceOf({ caller }), after: checkEventCursor(after), filter });

/** The history of one contact or visitor. A cursor that the log no longer reaches is an error here: start over. */
export async function readHistory(context: Context, args: PageArgs, filter: EventFilter) {
  const page = await readLog(context, args, { ...filter, withImports: true });
  if (page.type === "resync")
    throw new GraphQLError("The log no longer reaches back to this cursor: read from the start.", {
      extensions: { code: "INVALID_CURSOR", reason: page.reason },
    });
  return toEventConnection(page, args.after);
}
