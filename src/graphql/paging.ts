import { GraphQLError } from "graphql";
import { isUuid } from "../auth/global-id.ts";
import type { TimeKey } from "../database/nested-pages.ts";
import type { RowBudget } from "./row-budget.ts";

export const LARGEST_PAGE = 100;
export const DEFAULT_PAGE = 20;

/** A row's place in one order, as text in a cursor and back. The letter keeps cursors of different orders apart. */
export interface Order<Row, Key> {
  readonly letter: string;
  keyOf(row: Row): Key;
  write(key: Key): string;
  /** Null for what `write` can't have written. */
  read(text: string): Key | null;
}

/** Ids are UUIDv7, so this is the order of making. */
export const byId: Order<{ readonly id: string }, string> = {
  letter: "i",
  keyOf: (row) => row.id,
  write: (key) => key,
  read: (text) => (isUuid(text) ? text : null),
};

export const byNumber: Order<{ readonly number: bigint }, bigint> = {
  letter: "n",
  keyOf: (row) => row.number,
  write: String,
  read: (text) => (/^[1-9]\d{0,15}$/.test(text) ? BigInt(text) : null),
};

export const byLine: Order<{ readonly line: number }, number> = {
  letter: "l",
  keyOf: (row) => row.line,
  write: String,
  read: (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null),
};

export const byTime = <Row extends { readonly id: string }>(
  timeOf: (row: Row) => Date,
): Order<Row, TimeKey> => ({
  letter: "t",
  keyOf: (row) => ({ at: timeOf(row), id: row.id }),
  write: ({ at, id }) => `${at.getTime()},${id}`,
  read: (text) => {
    const [millis = "", id = ""] = text.split(",");
    return /^\d{1,14}$/.test(millis) && isUuid(id) ? { at: new Date(Number(millis)), id } : null;
  },
});

const encode = <Row, Key>(order: Order<Row, Key>, row: Row): string =>
  Buffer.from(`${order.letter}:${order.write(order.keyOf(row))}`, "latin1").toString("base64url");

function decode<Key>(order: Order<never, Key>, cursor: string): Key | null {
  const text = cursor.length > 128 ? "" : Buffer.from(cursor, "base64url").toString("latin1");
  if (!text.startsWith(`${order.letter}:`)) return null;
  if (Buffer.from(text, "latin1").toString("base64url") !== cursor) return null;
  return order.read(text.slice(order.letter.length + 1));
}

export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** @throws GraphQLError `INVALID_PAGE_SIZE` */
export function pageSize({ first }: PageArgs): number {
  const size = first ?? DEFAULT_PAGE;
  if (size < 1 || size > LARGEST_PAGE)
    throw new GraphQLError(`\`first\` must be from 1 to ${LARGEST_PAGE}.`, {
      extensions: { code: "INVALID_PAGE_SIZE", smallest: 1, largest: LARGEST_PAGE },
    });
  return size;
}

/** @throws GraphQLError `INVALID_CURSOR` */
export function pageStart<Key>(order: Order<never, Key>, { after }: PageArgs): Key | null {
  if (after === null || after === undefined) return null;
  const key = decode(order, after);
  if (key === null) throw invalidCursor();
  return key;
}

export const invalidCursor = () =>
  new GraphQLError("`after` is not a cursor of this connection.", {
    extensions: { code: "INVALID_CURSOR" },
  });

/**
 * One page of a connection. `read` gets one row more than the page has, which tells whether there is a next page
 * without counting.
 */
export async function readPage<Sortable, Row extends Sortable, Key>(
  order: Order<Sortable, Key>,
  args: PageArgs,
  budget: RowBudget,
  read: (page: { limit: number; after: Key | null }) => Promise<readonly Row[]>,
) {
  const size = pageSize(args);
  const after = pageStart(order, args);
  const rows = await read({ limit: size + 1, after });
  budget.spend(rows.length);
  const edges = rows.slice(0, size).map((node) => ({ node, cursor: encode(order, node) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
