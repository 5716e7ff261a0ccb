import { GraphQLError } from "graphql";
import { makeLink } from "../../auth/links.ts";
import { builder } from "../builder.ts";
import { type ExportWish, exportAddress } from "../export-address.ts";
import { CONDITIONS, type Condition, groupingFilterFields } from "../grouping-filter.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";
import { ContactStatus, ReachableBy } from "../types/enums.ts";

/** Addresses of some 8,000 characters pass everywhere. */
const MOST_IN_A_LINK = 80;

interface Payload extends Named {
  readonly url: string;
  readonly expiresAt: Date;
}

defineMutation("exportContacts", {
  description:
    "Makes a link with which a browser downloads contacts as a CSV file, which imports again as it is. Whoever has the link has the file, so don't pass it on. Programs need no link: `GET /exports/contacts.csv` takes an admin's token as a header. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("ExportContactsInput", {
    description: `Which contacts are wanted: all conditions must hold, and without any it is every active contact. Anonymous visitors are never in the file. At most ${MOST_IN_A_LINK} ids of lists and tags altogether.`,
    fields: (t) => ({
      status: t.field({
        type: ContactStatus,
        description: "Only those of this status. Without it: the active ones.",
      }),
      channel: t.field({
        type: ReachableBy,
        description:
          "Only those who can be reached so. With `PUSH`: contacts that opted in, without the anonymous visitors of that audience.",
      }),
      assigneeId: t.id({ description: "Only those of this member." }),
      unassigned: t.boolean({
        description: "True: only those that are nobody's. False: only those that are somebody's.",
      }),
      ...groupingFilterFields(t),
    }),
  }),
  payload: builder.objectRef<Payload>("ExportContactsPayload").implement({
    description: "Where the file is.",
    fields: (t) => ({
      url: t.exposeString("url", {
        description:
          "Path and query on this server, to be opened as they are: they hold a token for this file alone.",
      }),
      expiresAt: t.expose("expiresAt", {
        type: "DateTime",
        description: "Until when the download can be begun: five minutes from now.",
      }),
    }),
  }),
  refusals: [],
  resolve: async (input, context) => {
    refuseTooMany(input);
    const link = await makeLink(context, memberOf(context), exportAddress(input));
    return { __typename: "ExportContactsPayload", ...link };
  },
});

function refuseTooMany(wish: ExportWish): void {
  const named = (Object.keys(CONDITIONS) as Condition[]).flatMap((name) => wish[name] ?? []);
  if (named.length > MOST_IN_A_LINK)
    throw new GraphQLError(`A link may name at most ${MOST_IN_A_LINK} lists and tags.`, {
      extensions: { code: "TOO_MANY_IDS", largest: MOST_IN_A_LINK },
    });
}
