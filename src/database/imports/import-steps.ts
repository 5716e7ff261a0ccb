import type { ClientBase, Pool } from "pg";
import type { ImportCounts } from "../../identity/import-model.ts";
import type { Statement } from "../load-statement.ts";
import type {
  ImportKey,
  ImportOutcomeRecord,
  ImportPreview,
  ImportProblem,
  ImportState,
} from "./import-record.ts";

// How an import moves on while a server works on it.

type Queryable = Pick<Pool | ClientBase, "query">;

/** Begins what it waited for, or goes on with it. False: it was cancelled in between. */
export async function beginWork(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  begun: { readonly from: ImportState; readonly to: ImportState; readonly at: Date },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update import set state = $4, started_at = case when state = $3 then $5 else started_at end,
       rows_done = case when state = $3 then 0 else rows_done end, last_leader = case when state = $3 then 0 else last_leader end
     where workspace_id = $1 and id = $2 and state in ($3, $4)`,
    [workspaceId, importId, begun.from, begun.to, begun.at],
  );
  return rowCount === 1;
}

/** How far reading or trying has come. True: somebody wants it cancelled. */
export async function noteProgress(
  database: Queryable,
  { workspaceId, importId }: ImportKey,
  progress: {
    readonly rowsDone: number;
    readonly rowsTotal: number | null;
    readonly startedAt?: Date;
  },
): Promise<boolean> {
  const { rows } = await database.query<{ cancel: boolean }>(
    `update import set rows_done = $3, rows_total = $4, started_at = coalesce($5, started_at)
     where workspace_id = $1 and id = $2 returning cancel_requested as cancel`,
    [workspaceId, importId, progress.rowsDone, progress.rowsTotal, progress.startedAt ?? null],
  );
  return rows[0]?.cancel ?? true;
}

/** The preview is there; or nothing, where it was cancelled meanwhile. */
export async function savePreview(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  preview: ImportPreview,
): Promise<void> {
  await pool.query(
    `update import set state = 'PREVIEWED', preview = $3, new_groupings = $4, rows_done = $5, rows_total = $5
     where workspace_id = $1 and id = $2 and state = 'PREVIEWING' and not cancel_requested`,
    [
      workspaceId,
      importId,
      JSON.stringify(preview),
      JSON.stringify(preview.newGroupings),
      preview.counts.rows,
    ],
  );
}

/** The file can't be imported as it is; or nothing, where it was cancelled meanwhile. */
export async function stopImport(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  problem: ImportProblem,
): Promise<void> {
  await pool.query(
    `update import set state = 'STOPPED', problem = $3
     where workspace_id = $1 and id = $2 and state = 'PREVIEWING' and not cancel_requested`,
    [workspaceId, importId, JSON.stringify(problem)],
  );
}

/** Where a run stands, locked until the transaction ends: under the workspace's lock already, so nobody waits for it. */
export interface RunPlace {
  readonly state: ImportState;
  readonly lastLeader: number;
  readonly cancelRequested: boolean;
  readonly result: ImportCounts | null;
  /** The last event of the workspace's log. */
  readonly position: string;
  readonly membersMoved: string;
}
/** How many members came and went so far: it only ever grows, and the log tells of neither. */
const MEMBERS_MOVED = `(select count(*) + count(removed_at) from member where workspace_id = $1) as "membersMoved"`;

export const runPlaceStatement = ({ workspaceId, importId }: ImportKey): Statement => ({
  name: "onymous-import-place",
  text: `select state, last_leader as "lastLeader", cancel_requested as "cancelRequested", result,
      (select position from workspace_head where workspace_id = $1) as position, ${MEMBERS_MOVED}
    from import where workspace_id = $1 and id = $2 for update`,
  values: [workspaceId, importId],
});

/** How far the log, the run and the members were at one moment. */
export interface RunStand {
  readonly position: bigint;
  readonly lastLeader: number;
  readonly membersMoved: string;
}
export async function readRunStand(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
): Promise<RunStand> {
  const { rows } = await pool.query<Omit<RunStand, "position"> & { position: string }>({
    name: "onymous-import-stand",
    text: `select h.position, i.last_leader as "lastLeader", ${MEMBERS_MOVED} from workspace_head h
      join import i on i.workspace_id = h.workspace_id and i.id = $2 where h.workspace_id = $1`,
    values: [workspaceId, importId],
  });
  const [row] = rows;
  if (row === undefined) throw new Error("an import is gone while it runs");
  return { ...row, position: BigInt(row.position) };
}

/** What became of rows, and that they are done: with the rows of the people themselves, or not at all. */
export const outcomesStatement = (
  { workspaceId, importId }: ImportKey,
  outcomes: readonly ImportOutcomeRecord[],
  done: { readonly lastLeader: number; readonly result: ImportCounts },
): Statement => ({
  name: "onymous-import-outcomes",
  text: `with done as (
      update import set last_leader = $4, result = $5, rows_done = $6 where workspace_id = $1 and id = $2
    )
    insert into import_outcome (workspace_id, import_id, line, outcome, contact_id, detail, cells)
    select $1, $2, r.line, r.outcome, r."contactId", r.detail, r.cells
    from jsonb_to_recordset($3::jsonb) as r(line int, outcome text, "contactId" uuid, detail jsonb, cells jsonb)`,
  values: [
    workspaceId,
    importId,
    JSON.stringify(outcomes),
    done.lastLeader,
    JSON.stringify(done.result),
    done.result.rows,
  ],
});

/** The end of a run, in the transaction that tells the feed. */
export const endStatement = (
  { workspaceId, importId }: ImportKey,
  end: {
    readonly state: "FINISHED" | "CANCELLED";
    readonly result: ImportCounts;
    readonly at: string;
  },
): Statement => ({
  name: "onymous-import-end",
  text: `update import set state = $3, result = $4, finished_at = $5 where workspace_id = $1 and id = $2`,
  values: [workspaceId, importId, end.state, JSON.stringify(end.result), end.at],
});

/** Cancelled before it changed anything: the feed is told nothing. False: it was not cancelled. */
export async function endCancelledPreview(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update import set state = 'CANCELLED', finished_at = $3
     where workspace_id = $1 and id = $2 and state = 'PREVIEWING'`,
    [workspaceId, importId, at],
  );
  return rowCount === 1;
}

/** The last group that was applied: where a run goes on. */
export async function readLastLeader(
  pool: Pool,
  { workspaceId, importId }: ImportKey,
): Promise<number> {
  const { rows } = await pool.query<{ last: number }>(
    "select last_leader as last from import where workspace_id = $1 and id = $2",
    [workspaceId, importId],
  );
  return rows[0]?.last ?? 0;
}
