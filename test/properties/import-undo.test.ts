import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvent } from "../../src/identity/apply.ts";
import { decide } from "../../src/identity/decide.ts";
import type { IdentityEvent } from "../../src/identity/events.ts";
import { IMPORT_POLICIES, type ImportPolicy } from "../../src/identity/import-model.ts";
import { decideRows } from "../../src/identity/imports/decide-rows.ts";
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
import { play, replay, type Snapshot, snapshot } from "./support/play.ts";

const history = fc.array(operationOf(EVERYBODY), { maxLength: 30, size: "max" });
const file = fc.array(importOf(EVERYBODY), { minLength: 1, maxLength: 8 });

/** The rows as a file, decided all together: what they did. */
function importFile(
  state: ConversingState,
  rows: readonly ImportOperation[],
  policy: ImportPolicy,
  tick: number,
): readonly IdentityEvent[] {
  const imported = rows.map((row, index) => {
    const command = draftOf(row, EVERYBODY, state)?.stamp(tick + index);
    if (command?.type !== "ImportPerson") throw new Error("a row is a person");
    const { values, tagIds, listIds, assigneeId } = command;
    const id = `${commandId(0).slice(0, -8)}${(tick + index).toString(16).padStart(4, "0")}0000`;
    return { line: index + 2, id, values, tagIds, listIds, assigneeId };
  });
  const run = { workspaceId: "workspace", importId: `import-${tick}`, policy, actor: ADMIN };
  const { events } = decideRows(imported, state, { ...run, at: minute(tick) });
  for (const event of events) applyEvent(state, event);
  return events;
}

function undo(state: ConversingState, done: readonly IdentityEvent[], tick: number) {
  const undone: IdentityEvent[] = [];
  const contactIds = new Set(done.flatMap(({ contactId }) => contactId ?? []));
  const isMade = (id: string) =>
    done.some(({ kind, contactId }) => kind === "ContactCreated" && contactId === id);
  // As the engine does, who is deleted goes first.
  for (const contactId of [...contactIds].sort((one, two) => +isMade(two) - +isMade(one))) {
    const command = {
      ...({ type: "UndoImportedContact", workspaceId: "workspace", actor: ADMIN } as const),
      ...{ importId: "import-100", id: commandId(tick), at: minute(tick), contactId },
      did: done.filter((event) => event.contactId === contactId),
    };
    const decision = decide(command, state);
    if (decision.outcome === "refused") throw new Error(decision.refusal.code);
    for (const event of decision.events) applyEvent(state, event);
    undone.push(...decision.events);
  }
  return undone;
}

/**
 * What people see. Values that are blank again have a past, and conflicts that were withdrawn are kept. Pairs of contacts
 * that are gone are erased with them.
 */
function shown({ contacts, conflicts, suspicions, ...rest }: Snapshot) {
  const fieldsOf = (fields: object) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, { version: _version, ...value }]) =>
        value.value === null ? [] : [[field, value]],
      ),
    );
  const byKey = (one: { kind: string; value: string }) => `${one.kind}:${one.value}`;
  return {
    ...rest,
    contacts: mapped(contacts, (contact) => ({
      ...contact,
      fields: fieldsOf(contact.fields),
      identifiers: Object.fromEntries(contact.identifiers.map((one) => [byKey(one), one])),
    })),
    conflicts: kept(
      conflicts,
      ({ status, contactId }) => status !== "withdrawn" && contactId in contacts,
    ),
    suspicions: kept(suspicions, ({ contactIds }) => contactIds.every((id) => id in contacts)),
  };
}
const mapped = <T, U>(all: { [key: string]: T }, map: (one: T) => U) =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key, map(one)]));
const kept = <T>(all: { [key: string]: T }, is: (one: T) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([, one]) => is(one)));

describe("undoing an import that nobody touched since", () => {
  it.each(IMPORT_POLICIES)("leaves everything as it was before it, under %s", (policy) => {
    fc.assert(
      fc.property(history, file, (before: Operation[], rows) => {
        const { state } = play(before);
        const was = shown(snapshot(state));
        const done = importFile(state, rows, policy, 100);
        const undone = undo(state, done, 200);
        expect(shown(snapshot(state))).toEqual(was);
        for (const event of undone)
          expect(event).toMatchObject({ importId: "import-100", channel: null });
        if (undone.every(({ kind }) => kind !== "ContactDeleted")) expectConsistent(state);

        // And once more: the same file does the same.
        const again = importFile(state, rows, policy, 300);
        expect(kindsOf(again)).toEqual(kindsOf(done));
      }),
    );
  });

  it("is replayed from the log", () => {
    fc.assert(
      fc.property(history, file, (before: Operation[], rows) => {
        const { state, log } = play(before);
        const done = importFile(state, rows, "OVERWRITE", 100);
        const undone = undo(state, done, 200);
        expect(snapshot(replay([...log, ...done, ...undone]))).toEqual(snapshot(state));
      }),
    );
  });
});

const kindsOf = (events: readonly IdentityEvent[]) => events.map(({ kind }) => kind);
