import fc from "fast-check";
import { expect, it } from "vitest";
import { IMPORT_POLICIES } from "../../src/identity/import-model.ts";
import type { Contact, GroupingKind } from "../../src/identity/model.ts";
import { fold } from "../../src/identity/values.ts";
import { importPerson } from "../core/support/commands.ts";
import type { ConversingState } from "../core/support/conversing.ts";
import { exportedContact, readAgain } from "../support/read-again.ts";
import { EVERYBODY, operationOf } from "./support/operations.ts";
import { play, snapshot, takeTurn } from "./support/play.ts";

const emailOf = (memberId: string) => `${memberId}@shop.example`;

const exported = ({ fields, tagIds, listIds, assigneeId }: Contact, state: ConversingState) => {
  const names = (ids: readonly string[]) =>
    ids.flatMap((id) => state.groupings.get(id)?.name ?? []);
  const values = Object.fromEntries(
    Object.entries(fields).map(([field, { value }]) => [field, value]),
  );
  const assignee = assigneeId === null ? null : emailOf(assigneeId);
  return exportedContact(values, { tags: names(tagIds), lists: names(listIds), assignee });
};

const idsOf = (state: ConversingState, kind: GroupingKind, names: readonly string[]) =>
  names.map(
    (name) =>
      [...state.groupings.values()].find(
        (one) => one.kind === kind && fold(one.name) === fold(name),
      )?.id ?? expect.fail("a name of no list or tag"),
  );

it("an export that is imported again changes nothing, whatever happened before, under any policy", async () => {
  const history = fc.array(operationOf(EVERYBODY), { minLength: 1, maxLength: 40, size: "max" });
  let imported = 0;
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(...IMPORT_POLICIES), async (before, policy) => {
      const { state } = play(before);
      const there = [...state.contacts.values()].filter(({ mergedInto }) => mergedInto === null);
      const rows = await readAgain(
        there.map((contact) => exported(contact, state)),
        "AU",
      );
      const start = snapshot(state);
      for (const [index, row] of rows.entries()) {
        const { email, phone } = there[index]?.fields ?? {};
        expect(row.ok).toBe((email?.value ?? phone?.value ?? null) !== null);
        if (!row.ok) continue;
        imported += 1;
        const members = [...state.members.keys()];
        const turn = takeTurn(
          state,
          importPerson(row.values, {
            policy,
            tagIds: idsOf(state, "tag", row.tags),
            listIds: idsOf(state, "list", row.lists),
            assigneeId: members.find((id) => emailOf(id) === row.assigneeEmail) ?? null,
          }),
          1_000 + index,
        );
        expect(turn.decision).toMatchObject({ outcome: "accepted" });
        expect(turn.events).toEqual([]);
      }
      expect(snapshot(state)).toEqual(start);
    }),
    { numRuns: 300 },
  );
  expect(imported).toBeGreaterThan(100);
}, 120_000);
