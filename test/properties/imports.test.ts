import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvent } from "../../src/identity/apply.ts";
import { IMPORT_POLICIES, type ImportPolicy } from "../../src/identity/import-model.ts";
import { decideRows } from "../../src/identity/imports/decide-rows.ts";
import { IDENTIFIER_KINDS } from "../../src/identity/model.ts";
import { identifierKey } from "../../src/identity/state.ts";
import { commandId, minute } from "../core/support/clock.ts";
import { ADMIN } from "../core/support/commands.ts";
import type { ConversingState } from "../core/support/conversing.ts";
import { expectConsistent } from "./support/consistent.ts";
import {
  draftOf,
  EVERYBODY,
  type ImportOperation,
  importOf,
  type Operation,
  operationOf,
} from "./support/operations.ts";
import { play, takeTurn } from "./support/play.ts";

const history = fc.array(operationOf(EVERYBODY), { maxLength: 30, size: "max" });
const file = fc.array(importOf(EVERYBODY), { minLength: 1, maxLength: 8 });
const always = (check: (before: Operation[], rows: ImportOperation[]) => void) =>
  fc.assert(fc.property(history, file, check));

/** Carries out the rows as one import after what happened before, and shows each turn. */
function importInto(state: ConversingState, rows: readonly ImportOperation[], tick: number) {
  return rows.map((row, index) => {
    const draft = draftOf(row, EVERYBODY, state);
    if (draft === null) throw new Error("a row always means something");
    return takeTurn(state, draft, tick + index);
  });
}

/** The rows as a file, decided all together. */
function decideFile(state: ConversingState, rows: readonly ImportOperation[], tick: number) {
  const policy = rows[0]?.policy ?? "KEEP";
  const imported = rows.map((row, index) => {
    const command = draftOf(row, EVERYBODY, state)?.stamp(tick + index);
    if (command?.type !== "ImportPerson") throw new Error("a row is a person");
    const { values, tagIds, listIds, assigneeId } = command;
    // Its last but one byte counts the uses of a row.
    const id = `${commandId(0).slice(0, -8)}${(tick + index).toString(16).padStart(4, "0")}0000`;
    return { line: index + 2, id, values, tagIds, listIds, assigneeId };
  });
  const run = { workspaceId: "workspace", importId: `import-${tick}`, policy, actor: ADMIN };
  const decided = decideRows(imported, state, { ...run, at: minute(tick) });
  for (const event of decided.events) applyEvent(state, event);
  return decided;
}

const under = (policy: ImportPolicy, rows: readonly ImportOperation[]) =>
  rows.map((row) => ({ ...row, policy }));

/** Of rows that are about one contact, the first: the rows of one person are folded before they are decided. */
function folded(state: ConversingState, rows: readonly ImportOperation[]): ImportOperation[] {
  const seen = new Set<string>();
  return rows.filter(({ values }) => {
    const named = IDENTIFIER_KINDS.flatMap((kind) => {
      const value = values[kind];
      if (value === undefined) return [];
      const key = identifierKey(kind, value as string);
      return [key, state.owners.get(key)?.id ?? key];
    });
    const isNew = named.every((one) => !seen.has(one));
    for (const one of named) seen.add(one);
    return isNew;
  });
}

describe("an import, whatever happened before", () => {
  it.each(IMPORT_POLICIES)("of people changes nothing the second time, under %s", (policy) => {
    always((before, chosen) => {
      const { state } = play(before);
      const rows = under(policy, folded(state, chosen));
      const first = importInto(state, rows, 100);
      expectConsistent(state);
      for (const [index, again] of importInto(state, rows, 200).entries()) {
        expect(again.events).toEqual([]);
        expect(again.decision.outcome).toBe(first[index]?.decision.outcome);
        expect(again.after).toEqual(again.before);
      }
    });
  });

  it.each(IMPORT_POLICIES)("of rows changes nothing the second time, under %s", (policy) => {
    always((before, chosen) => {
      const { state } = play(before);
      const { rows } = decideFile(state, under(policy, chosen), 100);
      expectConsistent(state);
      expect(rows.map(({ line }) => line).sort((a, b) => a - b)).toEqual(
        chosen.map((_row, index) => index + 2),
      );
      const again = decideFile(state, under(policy, chosen), 200);
      expect(again.events).toEqual([]);
      const refused = (all: typeof rows) =>
        all.flatMap(({ line, outcome }) => (outcome === "REFUSED" ? [line] : [])).sort();
      expect(refused(again.rows)).toEqual(refused(rows));
    });
  });

  it("moves no visitor, frees no identifier, brings nobody out of the archive, and erases nothing", () => {
    always((before, rows) => {
      const { state } = play(before);
      for (const turn of importInto(state, rows, 100)) {
        expect(turn.after.visitors).toEqual(turn.before.visitors);
        expect(turn.after.owners).toMatchObject(turn.before.owners);
        for (const [id, contact] of Object.entries(turn.before.contacts)) {
          const now = turn.after.contacts[id];
          expect(now?.status).toBe(contact.status);
          expect(now?.tagIds.slice(0, contact.tagIds.length)).toEqual(contact.tagIds);
          expect(now?.listIds.slice(0, contact.listIds.length)).toEqual(contact.listIds);
          for (const [field, { value }] of Object.entries(contact.fields)) {
            const next = now?.fields[field as "email"]?.value ?? null;
            if (value !== null) expect(next).not.toBeNull();
            if (value !== null && typeof value !== "string")
              expect(Object.keys(next ?? {})).toEqual(expect.arrayContaining(Object.keys(value)));
          }
        }
      }
    });
  });

  it("to keep what is there changes no value that there is, and opens nothing", () => {
    always((before, rows) => {
      const { state } = play(before);
      for (const { before, after } of importInto(state, under("KEEP", rows), 100)) {
        expect(Object.keys(after.conflicts)).toEqual(Object.keys(before.conflicts));
        for (const [id, contact] of Object.entries(before.contacts))
          for (const [field, { value }] of Object.entries(contact.fields))
            if (value !== null)
              expect({ value: after.contacts[id]?.fields[field as "email"]?.value }).toMatchObject({
                value,
              });
      }
    });
  });

  it("says of every event which import it is of, and nothing else does", () => {
    always((before, rows) => {
      const { state, log } = play(before);
      const isImports = (event: object) => "importId" in event;
      for (const turn of importInto(state, rows, 100))
        expect(turn.events.every(isImports)).toBe(true);
      for (const event of log) expect(isImports(event)).toBe(event.channel === "IMPORT");
    });
  });
});
