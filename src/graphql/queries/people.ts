import { decodeIdOrNobodys } from "../../auth/global-id.ts";
import { type PersonKind as Kind, readPeople } from "../../database/people.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { pageArguments } from "../connections.ts";
import { groupingFilterFields, toGroupingFilter } from "../grouping-filter.ts";
import { PersonConnection, readPeoplePage } from "../types/person.ts";

const PersonKind = builder.enumType("PersonKind", {
  description: "Who can stand on the contacts page.",
  values: {
    IDENTIFIED: { description: "Active contacts." },
    ARCHIVED: { description: "Archived contacts." },
    ANONYMOUS_PUSH: {
      description: "Visitors without a contact that came as push visitors or opted in to push.",
    },
    ANONYMOUS_CONVERSATIONS: { description: "The other visitors without a contact: guests." },
  } as const,
});
const ON_THE_PAGE: readonly Kind[] = ["IDENTIFIED", "ANONYMOUS_PUSH"];

const PeopleFilter = builder.inputType("PeopleFilter", {
  description: "Who is wanted. All that is given must hold; what is not given does not narrow.",
  fields: (t) => ({
    show: t.field({
      type: [PersonKind],
      description:
        "Which kinds. Without it, the two of the contacts page: `IDENTIFIED` and `ANONYMOUS_PUSH`.",
    }),
    assigneeId: t.id({
      description: "Only contacts that are assigned to this member.",
    }),
    ...groupingFilterFields(t),
  }),
});

builder.queryField("people", (t) =>
  t.field({
    type: PersonConnection,
    authScopes: { memberOr: "READ_CONTACTS" },
    description:
      "The contacts page: contacts and anonymous visitors in one list, the newest first. `workspace { counts { contactsPageTotal } }` says how many it has without a filter.",
    args: {
      ...pageArguments,
      filter: t.arg({ type: PeopleFilter, description: "Who is wanted." }),
    },
    resolve: (_root, { filter, ...args }, context) => {
      const given = filter?.assigneeId;
      const assigneeId = given == null ? null : decodeIdOrNobodys("Member", given);
      const wanted = { ...toGroupingFilter(filter), assigneeId };
      return readPeoplePage(context, args, (page) =>
        readPeople(
          context.database.pool,
          { workspaceId: workspaceOf(context), ...page },
          filter?.show ?? ON_THE_PAGE,
          wanted,
        ),
      );
    },
  }),
);
