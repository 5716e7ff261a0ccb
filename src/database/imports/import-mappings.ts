import type { Pool } from "pg";
import { asJson } from "./import-json.ts";
import type { ImportMappingRecord } from "./import-record.ts";

const COLUMNS = `workspace_id as "workspaceId", id, name, columns, policy, dialect, created_at as "createdAt"`;

export async function listMappings(
  pool: Pool,
  workspaceId: string,
): Promise<ImportMappingRecord[]> {
  const { rows } = await pool.query<ImportMappingRecord>(
    `select ${COLUMNS} from import_mapping where workspace_id = $1 order by name_key`,
    [workspaceId],
  );
  return rows;
}

export async function readMappings(
  pool: Pool,
  workspaceId: string,
  ids: readonly string[],
): Promise<ImportMappingRecord[]> {
  const { rows } = await pool.query<ImportMappingRecord>(
    `select ${COLUMNS} from import_mapping where workspace_id = $1 and id = any($2::uuid[])`,
    [workspaceId, ids],
  );
  return rows;
}

export type MappingSaved =
  | { readonly saved: "SAVED" }
  | { readonly saved: "NAME_TAKEN"; readonly mappingId: string }
  | { readonly saved: "TOO_MANY" };

/** Adds a mapping, unless another one has the name, or there are `most` of them. */
export async function insertMapping(
  pool: Pool,
  mapping: ImportMappingRecord,
  { nameKey, most }: { readonly nameKey: string; readonly most: number },
): Promise<MappingSaved> {
  const { workspaceId, id, name, columns, policy, dialect, createdAt } = mapping;
  const { rows } = await pool.query<{ count: number; added: number; taken: string | null }>(
    `with kept as (select count(*)::int as count from import_mapping where workspace_id = $1),
     added as (
       insert into import_mapping (workspace_id, id, name, name_key, columns, policy, dialect, created_at)
       select $1, $2, $3, $4, $5, $6, $7, $8 from kept where count < $9
       on conflict (workspace_id, name_key) do nothing
       returning id
     )
     select count, (select count(*)::int from added) as added,
       (select id from import_mapping where workspace_id = $1 and name_key = $4) as taken
     from kept`,
    [
      workspaceId,
      id,
      name,
      nameKey,
      JSON.stringify(columns),
      policy,
      asJson(dialect),
      createdAt,
      most,
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a count answers one row");
  if (row.added === 1) return { saved: "SAVED" };
  // Null: it was taken in this very moment, which this statement does not see.
  const mappingId = row.taken ?? (await withName(pool, workspaceId, nameKey));
  return mappingId === null ? { saved: "TOO_MANY" } : { saved: "NAME_TAKEN", mappingId };
}

/** Puts another one in the place of a mapping. */
export async function updateMapping(
  pool: Pool,
  mapping: Omit<ImportMappingRecord, "createdAt">,
  nameKey: string,
): Promise<MappingSaved | { readonly saved: "NOT_FOUND" }> {
  const { workspaceId, id, name, columns, policy, dialect } = mapping;
  const { rows } = await pool.query<{ updated: number; taken: string | null }>(
    `with other as (
       select id from import_mapping where workspace_id = $1 and name_key = $4 and id <> $2
     ), updated as (
       update import_mapping set name = $3, name_key = $4, columns = $5, policy = $6, dialect = $7
       where workspace_id = $1 and id = $2 and not exists (select from other)
       returning id
     )
     select (select count(*)::int from updated) as updated, (select id from other) as taken`,
    [workspaceId, id, name, nameKey, JSON.stringify(columns), policy, asJson(dialect)],
  );
  const [row] = rows;
  if (row?.updated === 1) return { saved: "SAVED" };
  return row?.taken ? { saved: "NAME_TAKEN", mappingId: row.taken } : { saved: "NOT_FOUND" };
}

export async function deleteMapping(
  pool: Pool,
  workspaceId: string,
  mappingId: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    "delete from import_mapping where workspace_id = $1 and id = $2",
    [workspaceId, mappingId],
  );
  return rowCount === 1;
}

async function withName(pool: Pool, workspaceId: string, nameKey: string): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from import_mapping where workspace_id = $1 and name_key = $2",
    [workspaceId, nameKey],
  );
  return rows[0]?.id ?? null;
}
