import { builder } from "../builder.ts";
import { eventPageArguments } from "../connections.ts";
import { IdentityEventFilter, readEventFilter } from "../event-filter.ts";
import { answerLog } from "../history.ts";
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
      "The whole log, the oldest first: the same events as the subscription's, for those who poll. Of an import it has `ContactsImported` alone, and what that did to a contact stands in `Contact.history`.",
    args: {
      ...eventPageArguments,
      filter: t.arg({ type: IdentityEventFilter, description: "Which events are wanted." }),
    },
    resolve: (_root, { filter, ...args }, context) =>
      answerLog(context, args, readEventFilter(filter)),
  }),
);
