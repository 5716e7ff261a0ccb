import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDuplicateFinder } from "../../src/actions/duplicate-finder.ts";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { takeDue } from "../../src/database/duplicate-checks.ts";
import { withImportTurn } from "../../src/database/imports/import-turn.ts";
import { createLog } from "../../src/log.ts";
import { createIdentityWorkspace, head, readLog } from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const log = createLog({ logLevel: "silent" });
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function open() {
  const { pool } = database.database;
  const { workspaceId } = await createIdentityWorkspace(pool);
  const writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  const finder = () =>
    createDuplicateFinder({ pool, writer, now: () => new Date(), log, everyMillis: 60_000 });
  const create = async (firstName: string, lastName = "Lovelace", line1 = "12 Oak Street") => {
    const contactAddress = { line1, city: "Salem", postalCode: "97301" };
    const decision = await writer.execute({
      ...head(workspaceId),
      type: "CreateContact",
      values: { firstName, lastName, contactAddress, email: `${randomUUID()}@a.example` },
    });
    if (decision.outcome === "refused") throw new Error(decision.refusal.code);
    return decision.subject.contactId as string;
  };
  const suspected = async () =>
    (await readLog(pool, workspaceId)).filter(({ kind }) => kind === "DuplicateSuspected");
  const due = async () =>
    (await pool.query("select from duplicate_check where workspace_id = $1", [workspaceId]))
      .rowCount;
  return { pool, workspaceId, writer, finder, create, suspected, due };
}

it("suspects who was added or renamed since, once, and never whom an agent dismissed", async () => {
  const { workspaceId, writer, finder, create, suspected, due } = await open();
  const one = await create("Augusta");
  const other = await create("Agusta");
  const brother = await create("Byron");
  await finder().look();
  const [event, ...more] = await suspected();
  expect(event).toMatchObject({
    contactId: one,
    otherContactId: other,
    reasons: ["SAME_NAME_AND_ADDRESS"],
    actor: { type: "system" },
  });
  expect(more).toEqual([]);
  expect(await due()).toBe(0);

  const { suspicionId } = event as never as { suspicionId: string };
  const dismiss = () =>
    writer.execute({ ...head(workspaceId), type: "DismissDuplicate", suspicionId });
  expect(await dismiss()).toMatchObject({ events: [{ kind: "DuplicateDismissed" }] });
  expect(await dismiss()).toMatchObject({ events: [] });
  const rename = (contactId: string, firstName: string) =>
    writer.execute({
      ...head(workspaceId),
      type: "UpdateContact",
      contactId,
      values: { firstName },
    });
  await rename(other, "Augusta");
  await finder().look();
  expect(await suspected()).toHaveLength(1);

  await rename(brother, "Augusta");
  await finder().look();
  const later = (await suspected()).slice(1);
  expect(later.toSorted((a, b) => (`${a.contactId}` < `${b.contactId}` ? -1 : 1))).toMatchObject([
    { contactId: one, otherContactId: brother },
    { contactId: other, otherContactId: brother },
  ]);
});

it("finds each pair once with several servers at it at the same time", async () => {
  const { finder, create, suspected, due } = await open();
  const names = ["Bakker", "Okafor", "Tanaka", "Murphy", "Jensen", "Castellano"];
  for (const [n, name] of names.entries()) {
    const street = `${n * 40 + 3} ${name} Road`;
    await Promise.all([create("Augusta", name, street), create("Agusta", name, street)]);
  }
  const finders = [finder(), finder(), finder()];
  // One that finds another at it leaves the workspace to it.
  for (let rounds = 0; (await due()) !== 0 && rounds < 100; rounds++)
    await Promise.all(finders.map((one) => one.look()));
  const found = await suspected();
  expect(found).toHaveLength(names.length);
  expect(new Set(found.map(({ contactId }) => contactId)).size).toBe(names.length);
});

it("leaves nothing of a contact that is deleted", async () => {
  const { pool, workspaceId, finder, create } = await open();
  const contactId = await create("Augusta");
  await finder().look();
  const keys = async () =>
    (await pool.query("select from duplicate_key where workspace_id = $1", [workspaceId])).rowCount;
  expect(await keys()).toBeGreaterThan(0);
  await pool.query("delete from identifier where workspace_id = $1", [workspaceId]);
  await pool.query("delete from contact where workspace_id = $1 and id = $2", [
    workspaceId,
    contactId,
  ]);
  expect(await keys()).toBe(0);
});

it("waits for no import of the workspace, nor does one wait for it", async () => {
  const { pool, workspaceId, finder, create, due } = await open();
  await create("Augusta");
  let turns = 0;
  await takeDue(pool, { workspaceId, limit: 50 }, () =>
    withImportTurn(pool, workspaceId, async () => {
      turns += 1;
    }),
  );
  expect(turns).toBe(1);
  await create("Byron");
  await withImportTurn(pool, workspaceId, () => finder().look());
  expect(await due()).toBe(0);
});
