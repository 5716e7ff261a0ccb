import { GraphQLError } from "graphql";

/**
 * How many rows the connections of one request may read in all. It holds what no look at the query can: a hundred
 * contacts with a hundred conversations with a hundred messages is a short query.
 */
export const ROW_BUDGET = 25_000;

export interface RowBudget {
  /** @throws GraphQLError `TOO_MANY_ROWS` */
  spend(rows: number): void;
}

export function createRowBudget(rows = ROW_BUDGET): RowBudget {
  let left = rows;
  return {
    spend(count) {
      left -= count;
      if (left < 0)
        throw new GraphQLError(
          `One request may read at most ${rows} rows: ask for smaller pages.`,
          {
            extensions: { code: "TOO_MANY_ROWS", limit: rows },
          },
        );
    },
  };
}
