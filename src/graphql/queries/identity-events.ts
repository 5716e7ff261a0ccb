import { builder } from "../builder.ts";
import { eventPageArguments } from "../connections.ts";
import { IdentityEventFilter, readEventFilter } from "../event-filter.ts";
import type { ResyncEvent } from "../feed-event.ts";
import { readLog, toEventConnection } from "../history.ts";
import { ResyncRequired } from "../types/events/resync-required.ts";
import { IdentityEventConnection } from "../types/identity-event-connection.ts";

export const IdentityEventsResult = builder.unionType("IdentityEventsResult", {
  description: "A page of the log, or the word that the place to start from is lost.",
  types: [IdentityEventConnection, ResyncRequired],
  resolveType: (value) => ("edges" in value ? "IdentityEventConnection" : "ResyncRequired"),
});

builder.queryField("identityEvents", (t) =>
  t.field({
    type: IdentityEventsResult,
    authScopes: { memberOr: "READ_EVENTS" },
    description:
      "The log of identity events, the oldest first: the same events as the subscription's, for those who poll.",
    args: {
      ...eventPageArguments,
      filter: t.arg({ type: IdentityEventFilter, description: "Which events are wanted." }),
    },
    resolve: async (_root, { filter, ...args }, context) => {
      const wanted = readEventFilter(filter);
      const page = await readLog(context, args, wanted);
      return page.type === "page"
        ? toEventConnection(page, args.after)
        : ({ ...page, at: context.now() } satisfies ResyncEvent);
    },
  }),
);
