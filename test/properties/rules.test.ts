import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnyDecision } from "../../src/actions/decide-batch.ts";
import type { LogEvent } from "../../src/database/event-row.ts";
import type { Identify } from "../../src/identity/commands.ts";
import type { FieldChange } from "../../src/identity/field-change.ts";
import type { FieldName, FieldValue } from "../../src/identity/model.ts";
import { saysNothingNew } from "../../src/identity/values.ts";
import { commandId, minute } from "../core/support/clock.ts";
import { carryOut } from "../core/support/conversing.ts";
import { expectConsistent } from "./support/consistent.ts";
import { EVERYBODY, type Operation, operationOf } from "./support/operations.ts";
import { play, replay, snapshot, type Turn } from "./support/play.ts";

const operations = fc.array(operationOf(EVERYBODY), { minLength: 1, maxLength: 50, size: "max" });
const always = (check: (chosen: Operation[]) => void) => fc.assert(fc.property(operations, check));

describe("whatever happens, in whatever order", () => {
  it("every command is decided, and everything that is known agrees with everything else", () => {
    always((chosen) => {
      play(chosen, ({ state }) => expectConsistent(state));
    });
  });

  it("replaying the log from nothing gives the same state", () => {
    always((chosen) => {
      const { state, log } = play(chosen);
      expect(snapshot(replay(log))).toEqual(snapshot(state));
    });
  });

  it("a refusal changes nothing, and a decision only what its events say", () => {
    always((chosen) => {
      const log: LogEvent[] = [];
      play(chosen, ({ before, after, events }) => {
        log.push(...events);
        if (events.length === 0) expect(after).toEqual(before);
        expect(snapshot(replay(log))).toEqual(after);
      });
    });
  });

  it("the same command twice changes nothing the second time", () => {
    always((chosen) => {
      play(chosen, ({ state, command, after }) => {
        // A message without an id of its own is another one each time.
        if (command.type === "SendReply" && command.requestId === null) return;
        if (command.type === "ReceiveMessage" && command.externalId === null) return;
        expect(carryOut(state, command).events).toEqual([]);
        expect(snapshot(state)).toEqual(after);
      });
    });
  });

  it("a visitor that says the same again, later, changes nothing (F6)", () => {
    always((chosen) => {
      let tick = 1_000;
      play(chosen, ({ state, command, decision, after }) => {
        if (command.type !== "Identify" || decision.outcome === "refused") return;
        tick++;
        const at = minute(tick);
        const later: Identify = {
          ...command,
          id: commandId(tick),
          at,
          happenedAt: at,
          proofId: null,
        };
        const again = carryOut(state, later);
        expect(again).toMatchObject({ decision: { outcome: "accepted" }, events: [] });
        expect(subjectOf(again.decision)).toEqual(subjectOf(decision));
        expect(snapshot(state)).toEqual(after);
      });
    });
  });

  it("no main value is ever lost without an event that holds it", () => {
    always((chosen) => {
      play(chosen, ({ before, after, events }) => {
        const changes = events.flatMap(changesIn);
        for (const [id, contact] of Object.entries(before.contacts)) {
          const now = after.contacts[id];
          expect(now, `contact ${id} is still there`).toBeDefined();
          for (const [name, { value, version }] of Object.entries(contact.fields)) {
            const field = name as FieldName;
            const after = now?.fields[field];
            const about = changes.filter((one) => one.contactId === id && one.field === field);
            expect(after?.version).toBe(version + about.length);
            if (about.length === 0) expect(after?.value).toEqual(value);
            else expect(about[0]?.previous).toEqual(value);
          }
        }
      });
    });
  });

  it("nothing that a visitor says is lost: it is the main value, or it stands in the log", () => {
    always((chosen) => {
      const log: LogEvent[] = [];
      play(chosen, (turn) => {
        log.push(...turn.events);
        if (turn.command.type !== "Identify" || turn.decision.outcome === "refused") return;
        if (isMembers(turn)) return expect(turn.events).toEqual([]);
        const contactId = subjectOf(turn.decision)?.contactId;
        for (const [name, given] of Object.entries(turn.command.claims)) {
          const main = turn.after.contacts[contactId ?? ""]?.fields[name as FieldName]?.value;
          if (saysNothingNew(given.value, main)) continue;
          for (const part of partsOf(given.value))
            expect(
              saysNothingNew(part, main) || log.some((event) => holds(event, name, part)),
              `${name} ${JSON.stringify(part)} is nowhere`,
            ).toBe(true);
        }
      });
    });
  });

  it("a contact comes back from the archive by a message or by hand, and by nothing else", () => {
    always((chosen) => {
      play(chosen, ({ command, events, before }) => {
        const back = events.filter((event) => event.kind === "ContactReactivated");
        if (command.type === "UnarchiveContact" || back.length === 0) return;
        expect(back).toMatchObject([{ cause: "MESSAGE" }]);
        expect(
          command.type === "NoteInboundMessage" ||
            command.type === "ReceiveMessage" ||
            (command.type === "Identify" &&
              (command.withInboundMessage || command.conversationId !== null)),
        ).toBe(true);
        expect(before.contacts[back[0]?.contactId ?? ""]?.status).toBe("archived");
      });
    });
  });

  it("only merging and its undoing move a linked visitor; nothing unlinks one but an agent", () => {
    always((chosen) => {
      play(chosen, ({ command, events, before, after }) => {
        const moved = events.flatMap(movedIn);
        for (const [id, { contactId }] of Object.entries(before.visitors)) {
          const now = after.visitors[id]?.contactId ?? null;
          if (contactId === null || contactId === now || moved.includes(id)) continue;
          expect(now).toBeNull();
          expect(["UnlinkVisitor", "UpdateContact", "RemoveAlternateIdentifier"]).toContain(
            command.type,
          );
        }
      });
    });
  });

  it("an identifier that somebody has is not taken from them by anybody's claim", () => {
    always((chosen) => {
      play(chosen, ({ command, before, after }) => {
        if (command.type !== "Identify") return;
        for (const [key, owner] of Object.entries(before.owners)) {
          // P5: with its contact it became the survivor's.
          const id = after.contacts[owner.id]?.mergedInto ?? owner.id;
          expect(after.owners[key]).toEqual({ ...owner, id });
        }
      });
    });
  });
});

const subjectOf = (decision: AnyDecision) => ("subject" in decision ? decision.subject : null);

function changesIn(event: LogEvent): (FieldChange & { contactId: string })[] {
  const of = (contactId: string, changes: readonly FieldChange[]) =>
    changes.map((change) => ({ ...change, contactId }));
  switch (event.kind) {
    case "ContactUpdated":
    case "ContactCreated":
      return of(event.contactId, event.changes);
    case "ContactsMerged":
      return of(event.contactId, event.merge.filled);
    case "MergeUndone":
      return [
        ...of(event.contactId, event.undo.reverted),
        ...of(event.otherContactId, event.undo.lost),
      ];
    default:
      return [];
  }
}

/** Merging people, and parting them again, takes their visitors along. */
function movedIn(event: LogEvent): readonly string[] {
  if (event.kind === "ContactsMerged") return event.merge.visitorIds;
  return event.kind === "MergeUndone" ? event.undo.visitorIds : [];
}

function isMembers({ command, before }: Turn): boolean {
  if (command.type !== "Identify") return false;
  const { email, phone } = command.claims;
  return [`email:${email?.value}`, `phone:${phone?.value}`].some(
    (key) => before.owners[key]?.type === "member",
  );
}

function partsOf(value: FieldValue): FieldValue[] {
  if (typeof value === "string") return [value];
  return Object.entries(value).map((entry) => Object.fromEntries([entry]));
}

/** Whether an event holds a value of the field, as a change, a claim or a secondary value. */
function holds(event: LogEvent, field: string, part: FieldValue): boolean {
  const values: (FieldValue | null | undefined)[] = [];
  if ("changes" in event)
    for (const one of event.changes) if (one.field === field) values.push(one.previous, one.next);
  if ("claims" in event) values.push(event.claims[field as FieldName]?.value);
  if (event.kind === "ConflictOpened" && event.field === field)
    values.push(event.conflict.secondary);
  return values.some((value) => saysNothingNew(part, value));
}
