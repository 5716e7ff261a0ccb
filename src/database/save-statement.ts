import type { NewEventRow } from "./event-row.ts";
import type { Statement } from "./load-statement.ts";
import { type JobChanges, jobSteps } from "./save-jobs.ts";
import {
  COLUMNS,
  EVENT_COLUMNS,
  initial,
  KEYS,
  REMOVED_BY,
  type RemovedTable,
  type Row,
  type Table,
  type UpdatedTable,
  WRITTEN_ONCE,
} from "./written-tables.ts";

export interface HeadChange {
  readonly lastVisitorNumber: number;
  readonly identified: number;
  readonly archived: number;
  readonly anonymousPush: number;
  readonly anonymousConversations: number;
}

/** What one save writes. Tables without rows are left out of the statement. */
export interface SaveRequest {
  readonly workspaceId: string;
  readonly insert: { readonly [T in Table]?: readonly Row<T>[] };
  readonly update: { readonly [T in UpdatedTable]?: readonly Row<T>[] };
  readonly remove: { readonly [T in RemovedTable]?: readonly Partial<Row<T>>[] };
  readonly events: readonly NewEventRow[];
  readonly head: HeadChange;
  /** Added and removed with the rows, or not at all. */
  readonly jobs?: JobChanges;
}

const NO_JOBS: JobChanges = { add: [], remove: [] };

/** From so many events on, one statement with every part, empty or not, spares planning a new form each time. */
const EXACT_UP_TO = 16;

const quoted = (column: string) => `"${column}"`;
const recordset = (parameter: string, columns: object) =>
  `jsonb_to_recordset(${parameter}::jsonb) as r(${Object.entries(columns)
    .map(([column, type]) => `${quoted(column)} ${type}`)
    .join(", ")})`;

/** The unique indexes that an insert may only meet once the updates beside it are done: they free the key. */
const INSERTED_AFTER_UPDATE: readonly Table[] = ["visitor", "conflict"];

/**
 * One data-modifying statement for a whole batch, without empty parts when the batch is small. Its parts see the same
 * snapshot and run in no order but the one that they ask for: an insert that needs a key that an update frees (the open
 * conflict of a field, a device's successor) reads that update's result.
 */
export function saveStatement(save: SaveRequest): Statement {
  const values: unknown[] = [save.workspaceId];
  const value = (rows: unknown) =>
    `$${values.push(typeof rows === "number" ? rows : JSON.stringify(rows))}`;
  const array = (keys: readonly unknown[]) => `$${values.push(keys)}`;
  const whole = save.events.length > EXACT_UP_TO;
  const parts: string[] = [];
  const steps: string[] = [];
  const wanted = (rows: readonly unknown[] | undefined): rows is readonly unknown[] =>
    whole || (rows !== undefined && rows.length > 0);

  if (whole || save.events.length > 0) {
    const { head } = save;
    steps.push(`head as (update workspace_head set position = position + ${value(save.events.length)}::int,
        visitor_number = greatest(visitor_number, ${value(head.lastVisitorNumber)}::bigint),
        identified = identified + ${value(head.identified)}::int, archived = archived + ${value(head.archived)}::int,
        anonymous_push = anonymous_push + ${value(head.anonymousPush)}::int,
        anonymous_conversations = anonymous_conversations + ${value(head.anonymousConversations)}::int
      where workspace_id = $1 returning position - $2::int as before)`);
    const rows = save.events.map((event, index) => ({ n: index + 1, ...event }));
    steps.push(`events as (insert into identity_event (workspace_id, position, ${EVENT_NAMES})
      select $1, head.before + r.n, ${EVENT_NAMES.replaceAll(/(\w+)/g, "r.$1")}
      from head, ${recordset(value(rows), EVENT_COLUMNS)})`);
    parts.push("e");
  }
  for (const [table, rows] of Object.entries(save.update) as [UpdatedTable, unknown[]][]) {
    if (!wanted(rows)) continue;
    const ids = rows.map(
      (row) => (row as { id?: string; value?: string })[table === "identifier" ? "value" : "id"],
    );
    steps.push(updateStep(table, value(rows), array(ids)));
    parts.push(`u${initial(table)}`);
  }
  for (const [table, rows] of Object.entries(save.remove) as [RemovedTable, Row<never>[]][]) {
    if (!wanted(rows)) continue;
    const leading = table === "identifier" ? "value" : (REMOVED_BY[table].at(-1) as string);
    const keys = array(rows.map((row) => (row as { [column: string]: unknown })[leading]));
    steps.push(removeStep(table, leading, value(rows), keys));
    parts.push(`d${initial(table)}`);
  }
  for (const [table, rows] of Object.entries(save.insert) as [Table, unknown[]][]) {
    if (!wanted(rows)) continue;
    const updated = INSERTED_AFTER_UPDATE.includes(table) && parts.includes(`u${initial(table)}`);
    const parameter = value(rows);
    steps.push(insertStep(table, parameter, updated));
    parts.push(`i${initial(table)}`);
    if (table === "message")
      steps.push(`words_added as (insert into conversation_word (workspace_id, conversation_id, word)
        select $1, r.conversation_id, w.word
        from ${recordset(parameter, { conversation_id: "uuid", search_words: "text[]" })}, unnest(r.search_words) w(word)
        on conflict do nothing)`);
    // Only an unexpired proof can be used again, so its id need not be kept for longer; a day allows for clocks.
    if (table === "used_proof")
      steps.push(`used_proof_forgotten as (delete from used_proof
        where ${parameter}::jsonb <> '[]' and workspace_id = $1 and expires_at < now() - interval '1 day')`);
  }
  const jobs = jobSteps(save.jobs ?? NO_JOBS, value);
  return {
    name: `${whole ? "onymous-save" : `onymous-save-${parts.join("")}`}${jobs.name}`,
    text: `with ${[...steps, ...jobs.steps].join(",\n")}\nselect ${jobs.read || "1"}`,
    values,
  };
}

const EVENT_NAMES = Object.keys(EVENT_COLUMNS).slice(1).join(", ");

function insertStep(table: Table, parameter: string, afterUpdate: boolean): string {
  const names = Object.keys(COLUMNS[table]).map(quoted);
  const after = afterUpdate ? ` where (select count(*) from ${table}_updated) >= 0` : "";
  return `${table}_added as (insert into ${table} (workspace_id, ${names.join(", ")})
    select $1, ${names.map((name) => `r.${name}`).join(", ")} from ${recordset(parameter, COLUMNS[table])}${after})`;
}

function removeStep(table: RemovedTable, leading: string, parameter: string, keys: string): string {
  const types: { readonly [column: string]: string } = COLUMNS[table];
  const by = Object.fromEntries(
    REMOVED_BY[table].map((column) => [column, types[column] as string]),
  );
  const same = REMOVED_BY[table].map((column) => `t.${column} = r.${column}`).join(" and ");
  const kinds = table === "identifier" ? "and t.kind in ('email', 'phone') " : "";
  return `${table}_removed as (delete from ${table} t using ${recordset(parameter, by)}
    where t.workspace_id = $1 and ${same} ${kinds}and t.${leading} = any(${keys}::${types[leading]}[]))`;
}

function updateStep(table: UpdatedTable, parameter: string, keys: string): string {
  const settable = Object.keys(COLUMNS[table]).filter(
    (column) => !KEYS[table].includes(column) && !WRITTEN_ONCE.includes(column),
  );
  return `${table}_updated as (update ${table} t
    set ${settable.map((column) => `${quoted(column)} = r.${quoted(column)}`).join(", ")}
    from ${recordset(parameter, COLUMNS[table])}
    where t.workspace_id = $1 and ${byKey(table, keys)} returning 1)`;
}

/** The keys once more, as an array: with it the planner looks them up whatever the statistics say (see `load-statement`). */
const byKey = (table: UpdatedTable, keys: string) =>
  [
    ...KEYS[table].map((column) => `t.${column} = r.${column}`),
    table === "identifier"
      ? `t.kind in ('email', 'phone') and t.value = any(${keys}::text[])`
      : `t.id = any(${keys}::uuid[])`,
  ].join(" and ");
