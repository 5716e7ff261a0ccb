import type { ImportPerson } from "../commands.ts";
import { FIELD_NAMES, type FieldName, type FieldValue } from "../model.ts";
import type { ImportedRow, ImportRun } from "./imported-row.ts";

/** Rows of one file that are one person (SPEC 8.5), in the order of the file. */
export type FoldedRows = readonly ImportedRow[];

/** What a row says, the first one for all of its person. */
export interface Saying {
  readonly line: number;
  readonly command: ImportPerson;
}

/**
 * Rows with the same email are one person. A row without an email is the first person's that comes with its phone, or
 * with the other rows that have nothing but that phone.
 */
export function foldRows(rows: readonly ImportedRow[]): FoldedRows[] {
  const people = new Map<string, ImportedRow[]>();
  const byPhone = new Map<string, string>();
  for (const { email, phone } of rows.map(({ values }) => values))
    if (email && phone && !byPhone.has(phone as string))
      byPhone.set(phone as string, `email:${email}`);
  for (const row of rows) {
    const { email, phone } = row.values;
    const key = email ? `email:${email}` : (byPhone.get(phone as string) ?? `phone:${phone}`);
    const person = people.get(key);
    if (person) person.push(row);
    else people.set(key, [row]);
  }
  return [...people.values()].sort((one, other) => lineOf(one) - lineOf(other));
}

/**
 * What a person's rows say, as commands. All that they say together comes first: with conflicts as the policy, and with
 * `KEEP`, the earlier row counts where two differ, and what the later ones say beside it follows row by row, so that it
 * stands beside the main value. With `OVERWRITE` the last row counts. A further email or phone follows by itself, and
 * becomes the main one or stays aside by the policy.
 */
export function sayings(person: FoldedRows, run: ImportRun, pass: number): Saying[] {
  const [first] = person;
  if (first === undefined) return [];
  const whole = { ...together(person, run.policy === "OVERWRITE"), ...firstIdentifiers(person) };
  const all: ImportPerson = {
    ...commandOf(first, run, pass * 2),
    values: whole,
    tagIds: each(person.flatMap(({ tagIds }) => tagIds)),
    listIds: each(person.flatMap(({ listIds }) => listIds)),
    assigneeId: assigneeOf(person, run),
  };
  const further = person.slice(1).flatMap((row) => {
    const { email, phone, ...rest } = row.values;
    const identifiers = {
      ...firstIdentifiers(person),
      ...(email && { email }),
      ...(phone && { phone }),
    };
    const values = run.policy === "OPEN_CONFLICTS" ? { ...rest, ...identifiers } : identifiers;
    if (run.policy !== "OPEN_CONFLICTS" && !bringsIdentifier(values, whole)) return [];
    const nothingElse = { tagIds: [], listIds: [], assigneeId: null };
    const command = { ...commandOf(row, run, pass * 2 + 1), values, ...nothingElse };
    return [{ line: row.line, command }];
  });
  return [{ line: first.line, command: all }, ...further];
}

export function commandOf(row: ImportedRow, run: ImportRun, use = 0): ImportPerson {
  const { values, tagIds, listIds, assigneeId } = row;
  const { workspaceId, importId, policy, actor, at } = run;
  return {
    type: "ImportPerson",
    workspaceId,
    importId,
    policy,
    actor,
    at,
    id: idOf(row.id, use),
    values,
    tagIds,
    listIds,
    assigneeId,
  };
}

/** Each use of a row has an id of its own: the byte before the last, which counts what a command makes, counts them. */
const idOf = (id: string, use: number) =>
  use === 0 ? id : `${id.slice(0, -4)}${use.toString(16).padStart(2, "0")}00`;

const lineOf = (person: FoldedRows) => person[0]?.line ?? 0;
const each = (ids: readonly string[]) => [...new Set(ids)];

function firstIdentifiers(person: FoldedRows) {
  const email = person.find(({ values }) => values.email)?.values.email;
  const phone = person.find(({ values }) => values.phone)?.values.phone;
  return { ...(email && { email }), ...(phone && { phone }) };
}

const bringsIdentifier = (values: ImportedRow["values"], known: ImportedRow["values"]) =>
  values.email !== known.email || values.phone !== known.phone;

/** Of values with parts, every part by itself. */
function together(person: FoldedRows, lastCounts: boolean): ImportedRow["values"] {
  const all: { [F in FieldName]?: FieldValue } = {};
  for (const { values } of lastCounts ? person : person.toReversed())
    for (const field of FIELD_NAMES) {
      const [known, value] = [all[field], values[field]];
      if (value === undefined) continue;
      all[field] =
        typeof known === "object" && typeof value === "object" ? { ...known, ...value } : value;
    }
  return all;
}

function assigneeOf(person: FoldedRows, { policy }: ImportRun): string | null {
  const said = person.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId]));
  return (policy === "OVERWRITE" ? said.at(-1) : said[0]) ?? null;
}
