import type { ClientBase, Pool } from "pg";
import type { FieldName, FieldValue, IdentifierKind } from "../../identity/model.ts";
import type { ImportKey, RowReason } from "./import-record.ts";

/** A row of a file between reading and applying. */
export interface StagedRow {
  readonly line: number;
  /** The first line of those rows that may be about the same people. */
  readonly leader: number;
  readonly person: StagedPerson | StagedRefusal;
  /** As they are in the file. */
  readonly cells: readonly string[];
}
export interface StagedPerson {
  readonly values: { readonly [F in FieldName]?: FieldValue };
  readonly tagIds: readonly string[];
  readonly listIds: readonly string[];
  readonly assigneeId: string | null;
}
export interface StagedRefusal {
  readonly problems: readonly RowReason[];
}

type Queryable = Pick<Pool | ClientBase, "query">;

export async function insertStagedRows(
  database: Queryable,
  { workspaceId, importId }: ImportKey,
  rows: readonly StagedRow[],
): Promise<void> {
  await database.query({
    name: "onymous-stage-rows",
    text: `insert into import_row (workspace_id, import_id, leader, line, person, cells)
      select $1, $2, r.leader, r.line, r.person, r.cells
      from jsonb_to_recordset($3::jsonb) as r(leader int, line int, person jsonb, cells jsonb)`,
    values: [workspaceId, importId, JSON.stringify(rows)],
  });
}

/** Rows whose leader turned out to be led by an earlier one. */
export async function moveLeaders(
  database: Queryable,
  { workspaceId, importId }: ImportKey,
  moves: readonly { readonly from: number; readonly to: number }[],
): Promise<void> {
  await database.query(
    `update import_row r set leader = m."to" from unnest($3::int[], $4::int[]) m("from", "to")
     where r.workspace_id = $1 and r.import_id = $2 and r.leader = m."from"`,
    [workspaceId, importId, moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
}

export async function refuseGroups(
  database: Queryable,
  { workspaceId, importId }: ImportKey,
  leaders: readonly number[],
  refusal: StagedRefusal,
): Promise<void> {
  await database.query(
    `update import_row set person = $4 where workspace_id = $1 and import_id = $2 and leader = any($3::int[])`,
    [workspaceId, importId, leaders, JSON.stringify(refusal)],
  );
}

/** Whole groups, from behind a leader on: about `limit` rows, and more where one group has more. */
export async function readStagedRows(
  database: Queryable,
  { workspaceId, importId }: ImportKey,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<StagedRow[]> {
  const { rows } = await database.query<StagedRow>({
    name: "onymous-staged-rows",
    text: `select r.line, r.leader, r.person, r.cells from import_row r
      where r.workspace_id = $1 and r.import_id = $2 and r.leader > $3
        and r.leader <= (select max(n.leader) from (
          select leader from import_row
          where workspace_id = $1 and import_id = $2 and leader > $3 order by leader, line limit $4) n)
      order by r.leader, r.line`,
    values: [workspaceId, importId, after, limit],
  });
  return rows;
}

/** Those of rows that were read before, in the order of `readStagedRows`, that are there still. */
export async function stillStaged(
  database: Queryable,
  { workspaceId, importId }: ImportKey,
  rows: readonly StagedRow[],
): Promise<StagedRow[]> {
  const { rows: there } = await database.query<{ line: number }>({
    name: "onymous-rows-still-staged",
    text: `select line from import_row
      where workspace_id = $1 and import_id = $2 and leader between $3 and $4`,
    values: [workspaceId, importId, rows[0]?.leader, rows.at(-1)?.leader],
  });
  const lines = new Set(there.map(({ line }) => line));
  return rows.filter(({ line }) => lines.has(line));
}

export async function removeStagedRows(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
): Promise<void> {
  await pool.query("delete from import_row where workspace_id = $1 and import_id = $2", [
    workspaceId,
    importId,
  ]);
}

export interface GivenIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** The contacts that have the identifiers, each looked up by the index. Null: nobody, or a member. */
export async function readOwnersOf(
  database: Queryable,
  workspaceId: string,
  identifiers: readonly GivenIdentifier[],
): Promise<Map<string, string>> {
  const { rows } = await database.query<GivenIdentifier & { contactId: string }>({
    name: "onymous-owners",
    text: `select i.kind, i.value, i.contact_id as "contactId" from unnest($2::text[], $3::text[]) k(kind, value)
      cross join lateral (select i.* from identifier i
        where i.workspace_id = $1 and i.kind = k.kind and i.value = k.value and i.contact_id is not null offset 0) i`,
    values: [
      workspaceId,
      identifiers.map(({ kind }) => kind),
      identifiers.map(({ value }) => value),
    ],
  });
  return new Map(rows.map(({ kind, value, contactId }) => [`${kind}:${value}`, contactId]));
}
