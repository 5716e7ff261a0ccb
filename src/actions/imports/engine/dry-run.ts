import type pg from "pg";
import { loadUnlocked } from "../../../database/identity-transaction.ts";
import type {
  ImportExample,
  ImportOutcomeRecord,
  ImportPreview,
  ImportReason,
  NewGrouping,
} from "../../../database/imports/import-record.ts";
import { PREVIEW_EXAMPLES, PREVIEW_REASONS } from "../../../database/imports/import-record.ts";
import { readStagedRows, type StagedRow } from "../../../database/imports/staged-rows.ts";
import { loadRequest } from "../../../database/load-request.ts";
import { withClient } from "../../../database/workspace-lock.ts";
import { type ImportCounts, NO_COUNTS, type RowOutcome } from "../../../identity/import-model.ts";
import { groupingNameKey } from "../../../identity/state.ts";
import { countOutcomes, decideStaged, takeRows } from "./decide-staged.ts";
import { runOf, type Work } from "./import-engine.ts";
import type { Progress } from "./progress.ts";

const CHUNK_ROWS = 200;

/**
 * What running the import would do: all staged rows through the same decisions, on what one snapshot holds, nothing of it
 * saved. The snapshot is read only and ends with the dry run.
 */
export async function dryRun(
  work: Work,
  newGroupings: readonly NewGrouping[],
  progress: Progress,
): Promise<ImportPreview> {
  return withClient(work.pool, async (client) => {
    await client.query("begin transaction isolation level repeatable read read only");
    try {
      return await tryAll(client, work, newGroupings, progress);
    } finally {
      await client.query("rollback").catch(() => undefined);
    }
  });
}

async function tryAll(
  client: pg.PoolClient,
  work: Work,
  newGroupings: readonly NewGrouping[],
  progress: Progress,
): Promise<ImportPreview> {
  const { key, record, deps } = work;
  const { rows: head } = await client.query<{ position: string }>(
    "select position from workspace_head where workspace_id = $1",
    [key.workspaceId],
  );
  const run = runOf(work);
  const summary = new Summary();
  for (let after = 0; ; ) {
    const rows = await readStagedRows(client, key, { after, limit: CHUNK_ROWS });
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.leader;
    const inHand = takeRows(rows, run);
    const state = await loadUnlocked(client, loadRequest(key.workspaceId, inHand.commands));
    for (const { kind, id, name } of newGroupings) {
      state.groupings.set(id, { kind, id, name });
      state.groupingNames.set(groupingNameKey(kind, name), id);
    }
    const decided = decideStaged(inHand, state, run, {
      columns: record.columns,
      failed: (err) => deps.log.error({ err, ...key }, "rows of an import could not be tried"),
    });
    summary.add(rows, decided.outcomes, decided.openedConflicts);
    await progress.at(summary.counts.rows);
  }
  return {
    ...summary.answer(),
    newGroupings,
    madeAt: deps.now().toISOString(),
    logPosition: head[0]?.position ?? "0",
  };
}

/** Counts, and the first few of each kind. */
class Summary {
  counts: ImportCounts = NO_COUNTS;
  #openedConflicts = 0;
  readonly #examples: { [O in RowOutcome]?: ImportExample[] } = {};
  readonly #lines = new Map<number, number[]>();
  readonly #reasons = new Map<string, ImportReason>();

  add(
    rows: readonly StagedRow[],
    outcomes: readonly ImportOutcomeRecord[],
    openedConflicts: number,
  ): void {
    this.counts = countOutcomes(this.counts, outcomes);
    this.#openedConflicts += openedConflicts;
    const byLine = new Map(rows.map((row) => [row.line, row]));
    for (const outcome of outcomes) {
      this.#exemplify(outcome, byLine.get(outcome.line));
      const leader = outcome.detail?.leader;
      if (leader !== undefined) this.#lines.get(leader)?.push(outcome.line);
      for (const reason of outcome.detail?.reasons ?? []) this.#count(reason, outcome.line);
    }
  }

  #exemplify(
    { line, outcome, contactId, detail }: ImportOutcomeRecord,
    row: StagedRow | undefined,
  ): void {
    this.#examples[outcome] ??= [];
    const examples = this.#examples[outcome];
    if (examples.length >= PREVIEW_EXAMPLES) return;
    const lines: number[] = [];
    this.#lines.set(line, lines);
    examples.push({
      line,
      lines,
      contactId: outcome === "CREATED" || outcome === "REPEATED" ? null : contactId,
      name: row ? nameOf(row) : null,
      fields: detail?.fields ?? [],
      reasons: detail?.reasons ?? [],
    });
  }

  #count(reason: Omit<ImportReason, "count" | "firstLine">, line: number): void {
    const key = `${reason.column} ${reason.code} ${reason.message}`;
    const known = this.#reasons.get(key);
    // Some messages tell of the value, so there could be as many as rows: of those that come late none is counted.
    if (known === undefined && this.#reasons.size >= PREVIEW_REASONS * 20) return;
    const firstLine = Math.min(line, known?.firstLine ?? line);
    this.#reasons.set(key, { ...reason, count: (known?.count ?? 0) + 1, firstLine });
  }

  answer(): Pick<ImportPreview, "counts" | "openedConflicts" | "examples" | "reasons"> {
    const reasons = [...this.#reasons.values()]
      .sort((one, other) => other.count - one.count || one.firstLine - other.firstLine)
      .slice(0, PREVIEW_REASONS);
    const { counts } = this;
    return { counts, openedConflicts: this.#openedConflicts, examples: this.#examples, reasons };
  }
}

function nameOf({ person }: StagedRow): string | null {
  if (!("values" in person)) return null;
  const { firstName, middleName, lastName, fullName, email, phone } = person.values;
  const parts = [firstName, middleName, lastName].filter((part) => part !== undefined);
  return (parts.length > 0 ? parts.join(" ") : ((fullName ?? email ?? phone) as string)) ?? null;
}
