import type pg from "pg";
import { BY_INDEX } from "../../src/database/by-index.ts";
import { CONTACTS_SQL } from "../../src/database/search-all-words.ts";
import { AROUND_SQL, INSIDE_SQL, RANGES_SQL, TERMS_SQL } from "../../src/database/search-ranges.ts";
import { PARTS_SQL, SPELLINGS_SQL } from "../../src/database/search-words.ts";
import type { Person } from "./people.ts";

interface Node {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly Node[];
}

/** What is wrong with the plans of the statements that a search is made of. */
export async function badPlans(
  pool: pg.Pool,
  { workspaceId, sample }: { workspaceId: string; sample: readonly Person[] },
): Promise<string[]> {
  const ids = sample.slice(0, 300).map(({ id }) => id);
  const statements: [string, string, string, unknown[]][] = [
    [
      "ranges",
      RANGES_SQL,
      "contact_search_term_pkey",
      [workspaceId, false, ["jo", "smith"], ["jp", "smith!"], 200, 400],
    ],
    [
      "around",
      AROUND_SQL,
      "contact_search_term_pkey",
      [workspaceId, false, "jo", "jp", ["% sm%"], 10_000, 200],
    ],
    ["inside", INSIDE_SQL, "contact_search_inside_idx", [workspaceId, 0, "%son%", "%son%", 200]],
    [
      "terms",
      TERMS_SQL,
      "contact_search_term_pkey",
      [workspaceId, false, ["+61412345678", "a@b.example"], 200],
    ],
    ["contacts", CONTACTS_SQL, "contact_pkey", [workspaceId, ids]],
    ["parts", PARTS_SQL, "contact_search_word_pkey", [workspaceId, ["son"], ["soo"], 100]],
    [
      "spellings",
      SPELLINGS_SQL,
      "contact_search_word_pkey",
      [workspaceId, [0, 0], ["smith", "smits"]],
    ],
  ];
  const client = await pool.connect();
  try {
    await client.query(`begin; ${BY_INDEX}`);
    const problems: string[] = [];
    for (const [name, sql, index, values] of statements) {
      const { rows } = await client.query(`explain (format json) ${sql}`, values);
      const nodes = flat(rows[0]["QUERY PLAN"][0].Plan);
      if (nodes.some((node) => node["Node Type"].includes("Seq Scan")))
        problems.push(`${name}: a sequential scan`);
      const used = nodes.flatMap((node) => node["Index Name"] ?? []);
      if (used.length !== 1 || used[0] !== index)
        problems.push(`${name}: read by ${used.join(", ") || "no index"} instead of ${index}`);
    }
    await client.query("rollback");
    return problems;
  } finally {
    client.release();
  }
}

const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];
