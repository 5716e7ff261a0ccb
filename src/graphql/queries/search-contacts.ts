import { GraphQLError } from "graphql";
import { isUuid } from "../../auth/global-id.ts";
import { MOST_FOUND, searchContacts } from "../../database/search-contacts.ts";
import { LONGEST_QUERY, readSearch } from "../../identity/search/query.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ContactConnection, pageArguments } from "../connections.ts";
import { nodesQuery } from "../nodes-query.ts";
import { type Order, readPage } from "../paging.ts";
import { ContactStatus } from "../types/enums.ts";

const ContactSearchFilter = builder.inputType("ContactSearchFilter", {
  description: "Which contacts are searched.",
  fields: (t) => ({
    status: t.field({
      type: ContactStatus,
      description: "Only those of this status. Without it: the active ones.",
    }),
  }),
});

interface Place {
  readonly place: number;
  readonly id: string;
}

/** By id a page goes on where the last one ended, also when others have come before it; by place if it is gone. */
const byMatch: Order<Place, Place> = {
  letter: "s",
  keyOf: ({ place, id }) => ({ place, id }),
  write: ({ place, id }) => `${place},${id}`,
  read: (text) => {
    const [place = "", id = ""] = text.split(",");
    return /^\d{1,3}$/.test(place) && isUuid(id) ? { place: Number(place), id } : null;
  },
};

builder.queryField("searchContacts", (t) =>
  t.field({
    type: ContactConnection,
    authScopes: { memberOr: "READ_CONTACTS" },
    description: `Contacts by name, email, phone or business name, the best match first: those that have exactly what was typed, then those where something begins with it, then those with it inside of something, then (when little else is found) those that differ from it by a small typing error. Several words are found in any order and in different fields. A phone may be written in any usual notation, or in part. At most the best ${MOST_FOUND} are found: type more to see others.`,
    args: {
      query: t.arg.string({
        required: true,
        description: `What to look for, as somebody would type it: 1 to ${LONGEST_QUERY} characters, none of which has a special meaning. Anything else is the error \`INVALID_SEARCH\`. Example: \`"lovel"\`, \`"0412 345"\`.`,
      }),
      ...pageArguments,
      filter: t.arg({ type: ContactSearchFilter, description: "Which are searched." }),
    },
    resolve: (_root, { query: text, filter, ...args }, context, info) => {
      const query = readSearch(text);
      if (query === null) throw invalidSearch();
      const [workspaceId, status] = [workspaceOf(context), filter?.status ?? "active"];
      return readPage(byMatch, args, context.budget, async ({ limit, after }) => {
        const { pool, prisma } = context.database;
        const archived = status === "archived";
        const found = await searchContacts(pool, { workspaceId, archived, query });
        const start = after === null ? 0 : (indexOf(found, after.id) ?? after.place) + 1;
        const ids = found.slice(start, start + limit);
        const rows = await prisma.contact.findMany({
          ...nodesQuery(context, info, "Contact"),
          where: { workspaceId, status, id: { in: ids } },
        });
        const byId = new Map(rows.map((row) => [row.id, row]));
        return ids.flatMap((id, at) => {
          const row = byId.get(id);
          return row ? [{ ...row, place: start + at }] : [];
        });
      });
    },
  }),
);

function indexOf(ids: readonly string[], id: string): number | null {
  const at = ids.indexOf(id);
  return at === -1 ? null : at;
}

const invalidSearch = () =>
  new GraphQLError(`\`query\` must have from 1 to ${LONGEST_QUERY} characters.`, {
    extensions: { code: "INVALID_SEARCH", longest: LONGEST_QUERY },
  });
