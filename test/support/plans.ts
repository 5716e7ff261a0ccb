import type pg from "pg";

/** A node of a plan that was carried out. */
export interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The nodes of the statement's plan. */
export async function explained(
  database: Pick<pg.ClientBase, "query"> | pg.Pool,
  sql: string,
  values: unknown[],
): Promise<PlanNode[]> {
  const { rows } = await database.query(
    `explain (analyze, timing off, format json) ${sql}`,
    values,
  );
  return flat(rows[0]["QUERY PLAN"][0].Plan);
}
const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];

/** The tables that are read from end to end, but for those that have a handful of rows. */
export const sequential = (nodes: readonly PlanNode[], handful: readonly string[]) =>
  nodes
    .filter((node) => node["Node Type"] === "Seq Scan")
    .map((node) => node["Relation Name"])
    .filter((table) => table === undefined || !handful.includes(table));

/** How many rows are read from tables and indexes. */
export const rowsRead = (nodes: readonly PlanNode[]) =>
  nodes
    .filter((node) => node["Relation Name"] !== undefined)
    .reduce((sum, node) => {
      const rows = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0);
      return sum + rows * node["Actual Loops"];
    }, 0);
