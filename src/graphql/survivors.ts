import type { Contact } from "../database/generated/prisma/client.ts";
import type { Database } from "../database/open.ts";

/** The contacts that ids lead to: themselves, or who survived the merges that they were lost in (SPEC 6.3). */
export async function findSurvivors(
  prisma: Database["prisma"],
  workspaceId: string,
  ids: readonly string[],
): Promise<(Contact | null)[]> {
  const rows = new Map<string, Contact>();
  let wanted: string[] = [...ids];
  // One statement for all, and one more for each step of the longest chain of merges.
  while (wanted.length > 0) {
    const found = await prisma.contact.findMany({ where: { workspaceId, id: { in: wanted } } });
    for (const row of found) rows.set(row.id, row);
    wanted = found.flatMap(({ mergedInto }) =>
      mergedInto !== null && !rows.has(mergedInto) ? [mergedInto] : [],
    );
  }
  return ids.map((id) => {
    let row = rows.get(id);
    while (row && row.mergedInto !== null) row = rows.get(row.mergedInto);
    return row ?? null;
  });
}
