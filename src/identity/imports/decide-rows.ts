import { decide } from "../decide.ts";
import { type Draft, openDraft } from "../draft.ts";
import type { IdentityEvent } from "../events.ts";
import { IDENTIFIER_KINDS } from "../model.ts";
import type { Refusal } from "../refusals.ts";
import { type IdentityState, identifierKey } from "../state.ts";
import { commandOf, type FoldedRows, foldRows, type Saying, sayings } from "./fold-rows.ts";
import type { ImportedRow, ImportRun, RowDecision } from "./imported-row.ts";
import { firstRow, refusedRow, repeatedRow } from "./row-decision.ts";

export interface DecidedRows {
  readonly events: readonly IdentityEvent[];
  /** One for each row. */
  readonly rows: readonly RowDecision[];
}

/** Rows settle at the second look; more are for chains of people who share phones. */
const MOST_PASSES = 4;
/** Then the rows are decided as if the file came again, which has to change nothing. */
const MOST_ROUNDS = 8;

/**
 * What rows that may be about the same people come to (SPEC 8.5), all of which have to be here together. Rows of one
 * person are folded first; whom they name, and what they change, is decided by `ImportPerson`. Rows of several people are
 * looked at again until they change nothing, because who came later may have what an earlier one said: so the same file
 * once more changes nothing either.
 */
export function decideRows(
  rows: readonly ImportedRow[],
  state: IdentityState,
  run: ImportRun,
): DecidedRows {
  const [only] = rows;
  return rows.length === 1 && only ? decideOne(only, state, run) : decideMany(rows, state, run);
}

function decideOne(row: ImportedRow, state: IdentityState, run: ImportRun): DecidedRows {
  const decision = decide(commandOf(row, run), state);
  if (decision.outcome === "refused")
    return { events: [], rows: [refusedRow(row.line, decision.refusal)] };
  const { events, subject } = decision;
  return { events, rows: [firstRow(row.line, subject.contactId, events)] };
}

function decideMany(
  rows: readonly ImportedRow[],
  state: IdentityState,
  run: ImportRun,
): DecidedRows {
  const membersRows = rows.flatMap((row) => {
    const refusal = ofMember(row, state);
    return refusal ? [refusedRow(row.line, refusal)] : [];
  });
  const refusedLines = new Set(membersRows.map(({ line }) => line));
  const people = foldRows(rows.filter(({ line }) => !refusedLines.has(line)));
  const first = playJoined(people, state, run, 0);
  const events = [...first.draft.events];
  let last = first;
  for (let round = 1; round < MOST_ROUNDS && last.draft.events.length > 0; round += 1) {
    last = playJoined(people, last.draft.state, run, round);
    events.push(...last.draft.events);
  }
  return { events, rows: [...membersRows, ...rowsOf(first, last, events)] };
}

function playJoined(
  folded: readonly FoldedRows[],
  state: IdentityState,
  run: ImportRun,
  round: number,
): Played {
  let people = folded;
  let played = play(people, state, run, round);
  // Where the last row counts, it has to be known which rows are about one contact.
  while (run.policy !== "OPEN_CONFLICTS") {
    const joined = joinByContact(played);
    if (joined.length === people.length) break;
    people = joined;
    played = play(people, state, run, round);
  }
  return played;
}

interface Played {
  readonly draft: Draft;
  readonly people: readonly PlayedPerson[];
}
interface PlayedPerson {
  readonly rows: FoldedRows;
  /** Whose all that the rows say together is. */
  readonly contactId: string | null;
  /** By line, where what a row says by itself is another's. */
  readonly contactIds: ReadonlyMap<number, string | null>;
  readonly refusal: Refusal | null;
}

function play(
  people: readonly FoldedRows[],
  state: IdentityState,
  run: ImportRun,
  round: number,
): Played {
  const draft = openDraft({ ...run, id: people[0]?.[0]?.id ?? "" }, state);
  let played: PlayedPerson[] = [];
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const before = draft.events.length;
    const use = round * MOST_PASSES + pass;
    const now = people.map((person) => playPerson(person, sayings(person, run, use), draft));
    if (pass === 0) played = now;
    if (people.length === 1 || draft.events.length === before) break;
  }
  return { draft, people: played };
}

function playPerson(rows: FoldedRows, said: readonly Saying[], draft: Draft): PlayedPerson {
  const contactIds = new Map<number, string | null>();
  let contactId: string | null = null;
  for (const { line, command } of said) {
    const decision = decide(command, draft.state);
    if (decision.outcome === "refused")
      return { rows, contactId, contactIds, refusal: decision.refusal };
    for (const event of decision.events) draft.record(event);
    contactId ??= decision.subject.contactId;
    contactIds.set(line, decision.subject.contactId);
  }
  return { rows, contactId, contactIds, refusal: null };
}

/** People who turned out to be one contact, their rows together in the order of the file. */
function joinByContact({ people }: Played): FoldedRows[] {
  const joined = new Map<string, FoldedRows>();
  for (const { rows, contactId } of people) {
    const key = contactId ?? `line ${rows[0]?.line}`;
    joined.set(key, [...(joined.get(key) ?? []), ...rows]);
  }
  return [...joined.values()].map((rows) => rows.toSorted((one, other) => one.line - other.line));
}

function rowsOf({ people }: Played, last: Played, events: readonly IdentityEvent[]): RowDecision[] {
  const leaders = new Map<string, number>();
  // Who was nobody at first may be somebody whom a later row made.
  const settled = new Map(
    last.people.flatMap(({ rows, contactId, contactIds }) =>
      rows.map(({ line }) => [line, contactIds.get(line) ?? contactId] as const),
    ),
  );
  return people
    .flatMap((person) => person.rows.map(({ line }) => ({ line, person })))
    .sort((one, other) => one.line - other.line)
    .map(({ line, person: { contactId, contactIds, refusal } }) => {
      const whose = contactIds.get(line) ?? contactId ?? settled.get(line) ?? null;
      if (whose === null) return refusedRow(line, refusal);
      const leader = leaders.get(whose);
      if (leader !== undefined) return repeatedRow(line, whose, leader);
      leaders.set(whose, line);
      return firstRow(line, whose, events);
    });
}

function ofMember({ values }: ImportedRow, state: IdentityState): Refusal | null {
  for (const field of IDENTIFIER_KINDS) {
    const value = values[field];
    const holder = value ? state.owners.get(identifierKey(field, value as string)) : undefined;
    if (holder?.type === "member")
      return { code: "IDENTIFIER_TAKEN", field, holder, contactId: null };
  }
  return null;
}
