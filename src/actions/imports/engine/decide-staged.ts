import { newRowId } from "../../../auth/new-id.ts";
import { applyLogEvent } from "../../../conversation/draft.ts";
import type { MappedColumn } from "../../../csv/mapping/targets.ts";
import type { ImportOutcomeRecord } from "../../../database/imports/import-record.ts";
import type { StagedPerson, StagedRow } from "../../../database/imports/staged-rows.ts";
import type { BatchState } from "../../../database/load-identity.ts";
import type { ImportPerson } from "../../../identity/commands.ts";
import type { IdentityEvent } from "../../../identity/events.ts";
import type { ImportCounts } from "../../../identity/import-model.ts";
import { decideRows } from "../../../identity/imports/decide-rows.ts";
import { commandOf } from "../../../identity/imports/fold-rows.ts";
import type {
  ImportedRow,
  ImportRun,
  RowDecision,
} from "../../../identity/imports/imported-row.ts";
import { problemOfRefusal } from "./problem-of-row.ts";

/** Rows of a file with what the rules need beside what they say. */
export interface RowsInHand {
  readonly rows: readonly StagedRow[];
  readonly imported: ReadonlyMap<number, ImportedRow>;
  /** What has to be loaded for them. */
  readonly commands: readonly ImportPerson[];
}

export function takeRows(rows: readonly StagedRow[], run: ImportRun): RowsInHand {
  const imported = new Map<number, ImportedRow>();
  for (const { line, person } of rows)
    if (isPerson(person)) imported.set(line, { ...person, line, id: newRowId() });
  return { rows, imported, commands: [...imported.values()].map((row) => commandOf(row, run)) };
}

export interface DecidedStaged {
  readonly events: readonly IdentityEvent[];
  readonly outcomes: readonly ImportOutcomeRecord[];
  readonly openedConflicts: number;
}

/** What the rows come to, group by group, on a state that each group changes for the next. The same for a dry run. */
export function decideStaged(
  { rows, imported }: RowsInHand,
  state: BatchState,
  run: ImportRun,
  options: { readonly columns: readonly MappedColumn[]; readonly failed: (error: unknown) => void },
): DecidedStaged {
  const events: IdentityEvent[] = [];
  const outcomes: ImportOutcomeRecord[] = [];
  let openedConflicts = 0;
  for (const group of groupsOf(rows)) {
    const people = group.flatMap(({ line }) => imported.get(line) ?? []);
    const decided = new Map<number, RowDecision>();
    if (people.length > 0) {
      try {
        const decision = decideRows(people, state, run);
        for (const event of decision.events) applyLogEvent(state, event);
        events.push(...decision.events);
        for (const row of decision.rows) decided.set(row.line, row);
      } catch (error) {
        options.failed(error);
      }
    }
    for (const row of group) {
      const decision = decided.get(row.line);
      openedConflicts += decision?.openedConflicts ?? 0;
      outcomes.push(outcomeOf(row, decision, options.columns));
    }
  }
  return { events, outcomes, openedConflicts };
}

function outcomeOf(
  { line, person, cells }: StagedRow,
  decision: RowDecision | undefined,
  columns: readonly MappedColumn[],
): ImportOutcomeRecord {
  if (decision === undefined || decision.outcome === "REFUSED") {
    const reasons = isPerson(person)
      ? [problemOfRefusal(decision?.refusal ?? null, columns)]
      : person.problems;
    return { line, outcome: "REFUSED", contactId: null, detail: { reasons }, cells };
  }
  const { outcome, contactId, fields, leader } = decision;
  const detail = leader !== null ? { leader } : fields.length > 0 ? { fields } : null;
  return { line, outcome, contactId, detail, cells: null };
}

export function countOutcomes(
  counts: ImportCounts,
  outcomes: readonly ImportOutcomeRecord[],
): ImportCounts {
  const sum = { ...counts, rows: counts.rows + outcomes.length };
  for (const { outcome } of outcomes) sum[COUNTED[outcome]] += 1;
  return sum;
}

const COUNTED = {
  CREATED: "created",
  CONFLICTING: "conflicting",
  FILLED: "filled",
  UNCHANGED: "unchanged",
  REPEATED: "repeated",
  REFUSED: "refused",
} as const;

const isPerson = (person: StagedRow["person"]): person is StagedPerson => "values" in person;

function* groupsOf(rows: readonly StagedRow[]): Generator<readonly StagedRow[]> {
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && rows[to]?.leader === rows[from]?.leader) to += 1;
    yield rows.slice(from, to);
    from = to;
  }
}
