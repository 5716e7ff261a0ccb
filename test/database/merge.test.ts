import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { type Database, openDatabase } from "../../src/database/open.ts";
import type { IdentityCommand } from "../../src/identity/commands.ts";
import type { FieldName, FieldValue } from "../../src/identity/model.ts";
import { createLog } from "../../src/log.ts";
import {
  comparable,
  createIdentityWorkspace,
  head,
  type IdentityWorkspace,
  identifyCommand,
  readCounts,
  readLog,
  readTables,
  replay,
} from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const warnings: string[] = [];
const log = createLog({ logLevel: "silent" });
log.warn = (_: unknown, message?: string) => void warnings.push(message ?? "");

let db: TestDatabase;
let other: Database;
/** As two processes: each with a pool of its own. */
let writers: [IdentityWriter, IdentityWriter];
let workspace: IdentityWorkspace;

beforeAll(async () => {
  db = await createTestDatabase();
  other = await openDatabase({ url: db.url, poolSize: 4, log });
  const writer = (pool: Database["pool"]) =>
    createIdentityWriter({ pool, log, onCommitted: () => undefined });
  writers = [writer(db.database.pool), writer(other.pool)];
});
afterAll(async () => {
  await other.close();
  await db.drop();
});
beforeEach(async () => {
  workspace = await createIdentityWorkspace(db.database.pool);
});

type Values = { [F in FieldName]?: FieldValue };
const here = () => head(workspace.workspaceId);
const merge = (survivorId: string, loserId: string): IdentityCommand => ({
  ...here(),
  type: "MergeContacts",
  survivorId,
  loserId,
});
const undo = (mergeId: string): IdentityCommand => ({ ...here(), type: "UndoMerge", mergeId });
const claim = (visitorId: string, values: Values, verified = false) =>
  identifyCommand(workspace.workspaceId, visitorId, values, { verified });

/** Carries out a command that must be accepted; answers the contact. */
async function accept(command: IdentityCommand, writer = writers[0]): Promise<string> {
  const decision = await writer.execute(command);
  if (decision.outcome === "refused") throw new Error(JSON.stringify(decision.refusal));
  return decision.subject.contactId ?? "";
}
const person = (values: Values, visitorId: string = randomUUID()) =>
  accept(claim(visitorId, values));

/** Tables, log and counts agree; answers the tables. */
async function tablesThatReplay(of: IdentityWorkspace = workspace) {
  const { pool } = db.database;
  const tables = await readTables(pool, of.workspaceId);
  expect(comparable(tables)).toEqual(comparable(replay(of, await readLog(pool, of.workspaceId))));
  const { kept, counted } = await readCounts(pool, of.workspaceId);
  expect(kept).toEqual(counted);
  return tables;
}
const onlyMerge = async () => [...(await tablesThatReplay()).merges.values()][0]?.id ?? "";

describe("merging in the tables", () => {
  test("rows move to the survivor, and back", async () => {
    const [va, vb] = [randomUUID(), randomUUID()];
    const a = await person({ email: "a@x.example", lastName: "Byron" }, va);
    const b = await person({ email: "b@x.example", lastName: "King", phone: "+61400000001" }, vb);
    const before = await tablesThatReplay();

    await accept(merge(a, b));
    const merged = await tablesThatReplay();
    expect(merged.contacts.get(b)).toMatchObject({ status: "merged", mergedInto: a });
    expect(merged.visitors.get(vb)?.contactId).toBe(a);
    expect(merged.owners.get("email:b@x.example")?.id).toBe(a);
    expect(merged.contacts.get(a)?.openConflicts.lastName).toMatchObject({ secondary: "King" });
    expect((await readCounts(db.database.pool, workspace.workspaceId)).kept).toMatchObject({
      identified: 1,
    });

    await accept(undo(await onlyMerge()));
    const undone = await tablesThatReplay();
    const byId = (tables: typeof before) => comparable(tables).contacts.find(([id]) => id === b);
    expect(byId(undone)).toEqual(byId(before));
    expect(undone.visitors).toEqual(before.visitors);
    expect(undone.owners).toEqual(before.owners);
  });

  test("of two open conflicts on one field, they change places within one statement", async () => {
    const [va, vb] = [randomUUID(), randomUUID()];
    const a = await person({ email: "a@x.example", lastName: "Byron" }, va);
    const b = await person({ email: "b@x.example", lastName: "Byron" }, vb);
    await accept(claim(va, { lastName: "Old" }));
    await accept(claim(vb, { lastName: "New" }));
    const open = (tables: Awaited<ReturnType<typeof tablesThatReplay>>, id: string) =>
      tables.contacts.get(id)?.openConflicts.lastName?.secondary;
    await accept(merge(a, b));
    expect(open(await tablesThatReplay(), a)).toBe("New");
    await accept(undo(await onlyMerge()));
    const undone = await tablesThatReplay();
    expect([open(undone, a), open(undone, b)]).toEqual(["Old", "New"]);
  });

  test("an open conflict that nobody has superseded is refused by the table, at the end", async () => {
    const va = randomUUID();
    await person({ email: "a@x.example", lastName: "Byron" }, va);
    await accept(claim(va, { lastName: "Old" }));
    await accept(claim(va, { lastName: "New" }));
    const reopening = db.database.pool.query(
      `update conflict set status = 'open' where workspace_id = $1`,
      [workspace.workspaceId],
    );
    await expect(reopening).rejects.toMatchObject({ constraint: "conflict_open_key" });
  });

  test("a visitor that was unlinked since is told from one that is gone", async () => {
    const vb = randomUUID();
    const a = await person({ email: "a@x.example" });
    const b = await person({ email: "b@x.example" }, vb);
    await accept(merge(a, b));
    await accept({ ...here(), type: "UnlinkVisitor", visitorId: vb });
    await accept(undo(await onlyMerge()));
    const events = await readLog(db.database.pool, workspace.workspaceId);
    expect(events.at(-1)).toMatchObject({
      kind: "MergeUndone",
      undo: { stays: [{ what: "VISITOR", visitorId: vb, why: "UNLINKED_SINCE" }] },
    });
    await tablesThatReplay();
  });

  test("a suspicion that the merge had settled finds the contact that the suspect was merged into", async () => {
    const [va, vb] = [randomUUID(), randomUUID()];
    const a = await person({ email: "a@x.example" }, va);
    const b = await person({ email: "b@x.example" }, vb);
    const c = await person({ email: "c@x.example" });
    const d = await person({ email: "d@x.example" });
    await accept(claim(va, { email: "c@x.example" }));
    await accept(claim(vb, { email: "c@x.example" }));
    await accept(merge(a, b));
    const mergeId = await onlyMerge();
    await accept(merge(d, c));
    await accept(undo(mergeId));
    const pairs = [...(await tablesThatReplay()).suspicions.values()].map((one) => one.contactIds);
    expect(pairs).toHaveLength(2);
    expect(pairs).toEqual(expect.arrayContaining([[a, d].sort(), [b, d].sort()]));
  });

  test("another workspace with the same people is not touched, and its ids are nobody's here", async () => {
    const a = await person({ email: "a@x.example" });
    const b = await person({ email: "b@x.example" });
    const mine = workspace;
    workspace = await createIdentityWorkspace(db.database.pool);
    const others = workspace;
    const theirs = [
      await person({ email: "a@x.example" }),
      await person({ email: "b@x.example" }),
    ] as const;
    const before = comparable(await tablesThatReplay());
    workspace = mine;
    await accept(merge(a, b));
    for (const command of [merge(a, theirs[1]), merge(theirs[0], a)])
      expect(await writers[0].execute(command)).toMatchObject({
        refusal: { code: "CONTACT_NOT_FOUND" },
      });
    const mergeId = await onlyMerge();
    const there = await createIdentityWorkspace(db.database.pool);
    const foreign = { ...undo(mergeId), ...head(there.workspaceId) };
    expect(await writers[0].execute(foreign)).toMatchObject({
      refusal: { code: "MERGE_NOT_FOUND" },
    });
    expect(comparable(await tablesThatReplay(others))).toEqual(before);
  });
});

describe("merging at once, on two servers", () => {
  /** Both at the same time, each on a server of its own; answers how each ended. */
  async function race(one: IdentityCommand, two: IdentityCommand): Promise<string[]> {
    const decisions = await Promise.all([writers[0].execute(one), writers[1].execute(two)]);
    return decisions.map((it) => (it.outcome === "refused" ? it.refusal.code : "done")).sort();
  }
  const three = async () =>
    [
      await person({ email: "a@x.example" }),
      await person({ email: "b@x.example" }),
      await person({ email: "c@x.example" }),
    ] as [string, string, string];

  test.each([
    ["A into B, and B into A", (a: string, b: string) => [merge(b, a), merge(a, b)] as const],
    [
      "A into B, and A into C",
      (a: string, b: string, c: string) => [merge(b, a), merge(c, a)] as const,
    ],
    ["A into B twice", (a: string, b: string) => [merge(b, a), merge(b, a)] as const],
  ])("%s: one is done, the other is told", async (_what, commands) => {
    for (let round = 0; round < 5; round += 1) {
      workspace = await createIdentityWorkspace(db.database.pool);
      const [one, two] = commands(...(await three()));
      expect(await race(one, two)).toEqual(["CONTACT_MERGED", "done"]);
      expect((await tablesThatReplay()).merges.size).toBe(1);
    }
  });

  test("A into B, and B into C: both, in either order, and every email finds somebody who is there", async () => {
    const [a, b, c] = await three();
    const ended = await race(merge(b, a), merge(c, b));
    const { owners, contacts } = await tablesThatReplay();
    // Where B went first, A is merged into somebody that is no more: that one is refused.
    expect(["done,done", "CONTACT_MERGED,done"]).toContain(ended.join());
    for (const owner of owners.values()) expect(contacts.get(owner.id)?.status).toBe("active");
  });

  test("a merge, and a visitor that comes with the loser's email", async () => {
    for (let round = 0; round < 5; round += 1) {
      workspace = await createIdentityWorkspace(db.database.pool);
      const [a, b] = await three();
      const visitorId = randomUUID();
      expect(await race(merge(a, b), claim(visitorId, { email: "b@x.example" }))).toEqual([
        "done",
        "done",
      ]);
      expect((await tablesThatReplay()).visitors.get(visitorId)?.contactId).toBe(a);
    }
  });

  test("undoing twice, and undoing while a visitor comes", async () => {
    const [a, b] = await three();
    await accept(merge(a, b));
    const mergeId = await onlyMerge();
    expect(await race(undo(mergeId), undo(mergeId))).toEqual(["MERGE_ALREADY_UNDONE", "done"]);
    await accept(merge(a, b));
    const again = [...(await tablesThatReplay()).merges.values()].find((one) => !one.undone);
    const visitorId = randomUUID();
    await race(undo(again?.id ?? ""), claim(visitorId, { email: "b@x.example" }));
    expect((await tablesThatReplay()).visitors.get(visitorId)?.contactId).toBe(b);
  });
});

describe("merging in a batch", () => {
  /** Together in one transaction, behind one that is under way. */
  async function together(...commands: IdentityCommand[]) {
    const first = writers[0].execute(claim(randomUUID(), { firstName: "First" }));
    const rest = commands.map((command) => writers[0].execute(command));
    await first;
    return Promise.all(rest);
  }

  test("what an earlier command makes possible (P5) is decided again with all that it takes", async () => {
    const a = await person({ email: "a@x.example" });
    const b = await person({ phone: "+61400000001" });
    const visitorId = randomUUID();
    const values = { email: "a@x.example", phone: "+61400000002" };
    const [updated, identified] = await together(
      { ...here(), type: "UpdateContact", contactId: b, values: { phone: "+61400000002" } },
      claim(visitorId, values, true),
    );
    expect(updated?.outcome).toBe("accepted");
    expect(identified).toMatchObject({ outcome: "accepted", subject: { contactId: a } });
    const tables = await tablesThatReplay();
    expect(tables.contacts.get(b)?.mergedInto).toBe(a);
    expect(warnings).toEqual([]);
  });

  test("a merge, what comes to the survivor, and the undoing", async () => {
    const [a, b] = [await person({ email: "a@x.example" }), await person({ email: "b@x.example" })];
    const merging = merge(a, b);
    const mergeId = `${merging.id.slice(0, -2)}08`;
    const visitorId = randomUUID();
    const answers = await together(
      merging,
      claim(visitorId, { email: "b@x.example" }),
      { ...here(), type: "UpdateContact", contactId: b, values: { gender: "f" } },
      undo(mergeId),
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(4).fill("accepted"));
    const tables = await tablesThatReplay();
    expect(tables.visitors.get(visitorId)?.contactId).toBe(b);
    expect(tables.contacts.get(a)?.fields.gender?.value).toBe("f");
    expect(tables.merges.get(mergeId)?.undone).not.toBeNull();
  });
});
