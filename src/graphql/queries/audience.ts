import type { GroupingFilter } from "../../database/grouping-filter.ts";
import { type AudienceChannel, countAudience, readAudience } from "../../database/people.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { pageArguments } from "../connections.ts";
import { groupingFilterFields, toGroupingFilter } from "../grouping-filter.ts";
import { ReachableBy } from "../types/enums.ts";
import { PersonConnection, readPeoplePage } from "../types/person.ts";

const AudienceFilter = builder.inputType("AudienceFilter", {
  description:
    "Who is to be reached, and how. All conditions must hold; what is not given does not narrow.",
  fields: (t) => ({
    channel: t.field({
      type: ReachableBy,
      required: true,
      description: "How they are to be reached.",
    }),
    ...groupingFilterFields(t),
  }),
});

interface Wanted {
  readonly channel: AudienceChannel;
  readonly filter: GroupingFilter;
}

const Audience = builder.objectRef<Wanted>("Audience").implement({
  description:
    "Everybody whom a message on a channel would reach, each once: active contacts, and for `PUSH` also anonymous visitors that opted in. Archived contacts never.",
  fields: (t) => ({
    channel: t.expose("channel", { type: ReachableBy, description: "How they are reached." }),
    count: t.int({
      description: "How many they are. It is counted when it is asked for.",
      resolve: ({ channel, filter }, _args, context) =>
        countAudience(context.database.pool, workspaceOf(context), channel, filter),
    }),
    people: t.field({
      type: PersonConnection,
      args: pageArguments,
      description: "Who they are, the newest first.",
      resolve: ({ channel, filter }, args, context) =>
        readPeoplePage(context, args, (page) =>
          readAudience(
            context.database.pool,
            { workspaceId: workspaceOf(context), ...page },
            channel,
            filter,
          ),
        ),
    }),
  }),
});

builder.queryField("audience", (t) =>
  t.field({
    type: Audience,
    authScopes: { memberOr: "READ_CONTACTS" },
    description:
      "Who would be reached by a broadcast: for a channel, and any combination of lists and tags. A list or tag that does not exist has nobody.",
    args: {
      filter: t.arg({
        type: AudienceFilter,
        required: true,
        description: "Who is to be reached, and how.",
      }),
    },
    resolve: (_root, { filter }) => ({
      channel: filter.channel,
      filter: toGroupingFilter(filter),
    }),
  }),
);
