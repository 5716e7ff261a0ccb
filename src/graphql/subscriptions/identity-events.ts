import { builder } from "../builder.ts";
import { IdentityEventFilter, readEventFilter } from "../event-filter.ts";
import { type FeedEvent, toFeedEvent } from "../feed-event.ts";
import { followLog } from "../history.ts";
import { IdentityEvent } from "../types/identity-event.ts";

builder.subscriptionField("identityEvents", (t) =>
  t.field({
    type: IdentityEvent,
    authScopes: { memberOr: "READ_EVENTS" },
    description:
      "Everything that changes about who is who and everything that happens in conversations, as it happens. With `after`, first everything since that event: every event once, in the order of the log, and then live. An import is one event, `ContactsImported`, when it ends: read the contacts again then. If that is no longer possible, the first thing to come is `ResyncRequired`.",
    args: {
      after: t.arg({
        type: "Cursor",
        description: "The cursor of the last event that you have. Without it, from now on.",
      }),
      filter: t.arg({ type: IdentityEventFilter, description: "Which events are wanted." }),
    },
    subscribe: (_root, { after, filter }, context) =>
      followLog(context, after, readEventFilter(filter)),
    resolve: (item, _args, context): FeedEvent => toFeedEvent(item, context.now),
  }),
);
