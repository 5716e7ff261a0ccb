import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { createGroupingSweep } from "../../src/database/grouping-sweep.ts";
import { openDatabase } from "../../src/database/open.ts";
import type { ChangeListMembers, IdentityCommand } from "../../src/identity/commands.ts";
import { derivedId } from "../../src/identity/derived-id.ts";
import type { GroupingKind } from "../../src/identity/model.ts";
import { createLog } from "../../src/log.ts";
import {
  createIdentityWorkspace,
  head,
  type IdentityWorkspace,
} from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const log = createLog({ logLevel: "silent" });
let db: TestDatabase;
let writer: IdentityWriter;
let workspace: IdentityWorkspace;

beforeAll(async () => {
  db = await createTestDatabase();
  writer = createWriter(db.database.pool);
  workspace = await createIdentityWorkspace(db.database.pool);
});
afterAll(() => db.drop());

const createWriter = (pool: TestDatabase["database"]["pool"]) =>
  createIdentityWriter({ pool, log, onCommitted: () => undefined });
const made = (kind: GroupingKind, name: string): IdentityCommand & { name: string } => ({
  ...head(workspace.workspaceId),
  type: "CreateGrouping",
  kind,
  name,
});

async function create(kind: GroupingKind, name: string): Promise<string> {
  const command = made(kind, name);
  expect(await writer.execute(command)).toMatchObject({ outcome: "accepted" });
  return derivedId(command.id, "grouping");
}
async function contacts(count: number): Promise<string[]> {
  const commands = Array.from({ length: count }, () => ({
    ...head(workspace.workspaceId),
    type: "CreateContact" as const,
    values: { firstName: "A", lastName: "B", email: `${randomUUID()}@x.example` },
  }));
  await Promise.all(commands.map((command) => writer.execute(command)));
  return commands.map(({ id }) => derivedId(id, "contact"));
}
const members = (listId: string, add: boolean, contactIds: string[]): ChangeListMembers => ({
  ...head(workspace.workspaceId),
  type: "ChangeListMembers",
  listId,
  add,
  contactIds,
  visitorIds: [],
});
const count = async (table: string, column: string, id: string) => {
  const { rows } = await db.database.pool.query(
    `select count(*)::int as count from ${table} where ${column} = $1`,
    [id],
  );
  return rows[0].count as number;
};

describe("one name", () => {
  it("that two processes take at once goes to one of them", async () => {
    const other = await openDatabase({ url: db.url, poolSize: 2, log });
    try {
      const both = [writer, createWriter(other.pool)];
      for (const name of ["One", "Two", "Three"]) {
        const answers = await Promise.all(
          both.map((one, index) => one.execute(made("tag", index ? name : name.toUpperCase()))),
        );
        expect(answers.map(({ outcome }) => outcome).sort()).toEqual(["accepted", "refused"]);
        expect(answers).toContainEqual(
          expect.objectContaining({
            refusal: expect.objectContaining({ code: "NAME_TAKEN", kind: "tag" }),
          }),
        );
      }
    } finally {
      await other.close();
    }
  });

  it("is freed and taken again, and swapped, in one batch", async () => {
    const [red, blue] = [await create("list", "Red"), await create("list", "Blue")];
    const at = () => ({ ...head(workspace.workspaceId), kind: "list" as const });
    const rename = (groupingId: string, name: string): IdentityCommand => ({
      ...at(),
      type: "RenameGrouping",
      groupingId,
      name,
    });
    const first = writer.execute(made("tag", "Something that is under way"));
    const answers = await Promise.all([
      writer.execute(rename(red, "Passing")),
      writer.execute(rename(blue, "Red")),
      writer.execute(rename(red, "Blue")),
      writer.execute({ ...at(), type: "DeleteGrouping", groupingId: blue }),
      writer.execute(made("list", "RED")),
    ]);
    await first;
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(5).fill("accepted"));
    const { rows } = await db.database.pool.query(
      "select name from contact_list where workspace_id = $1 and deleted_at is null and name_key in ('red', 'blue', 'passing') order by name",
      [workspace.workspaceId],
    );
    expect(rows).toEqual([{ name: "Blue" }, { name: "RED" }]);
  });
});

describe("a thousand people at once", () => {
  it("come on a list in one command, and off it", async () => {
    const listId = await create("list", "Everybody");
    const ids = await contacts(1_000);
    const on = await writer.execute(members(listId, true, ids));
    expect(on.outcome === "accepted" && on.events.length).toBe(1_000);
    expect(await count("contact_list_member", "list_id", listId)).toBe(1_000);
    const off = await writer.execute(members(listId, false, ids.slice(1)));
    expect(off.outcome === "accepted" && off.events.length).toBe(999);
    expect(await count("contact_list_member", "list_id", listId)).toBe(1);
  });

  it("are not put on a list that is deleted in the same batch", async () => {
    const listId = await create("list", "Short");
    const [contactId] = (await contacts(1)) as [string];
    const first = writer.execute(made("tag", "Something else that is under way"));
    const answers = await Promise.all([
      writer.execute(members(listId, true, [contactId])),
      writer.execute({
        ...head(workspace.workspaceId),
        type: "DeleteGrouping",
        kind: "list",
        groupingId: listId,
      }),
      writer.execute(members(listId, true, [contactId])),
    ]);
    await first;
    expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "refused"]);
    expect(await count("contact_list_member", "list_id", listId)).toBe(0);
  });
});

describe("what is deleted", () => {
  const sweepOnce = async () => {
    const sweep = createGroupingSweep({ pool: db.database.pool, log, chunk: 3 });
    sweep.start();
    await expect
      .poll(async () => {
        const { rows } = await db.database.pool.query(
          `select id from contact_list where deleted_at is not null
           union all select id from tag where deleted_at is not null`,
        );
        return rows;
      })
      .toEqual([]);
    await sweep.stop();
  };

  it("is removed with all its memberships afterwards, whatever was removed already", async () => {
    const listId = await create("list", "Fair");
    const tagId = await create("tag", "Fair");
    const kept = await create("list", "Kept");
    const ids = await contacts(10);
    const start = head(workspace.workspaceId);
    await writer.execute(members(listId, true, ids));
    await writer.execute(members(kept, true, ids));
    await writer.execute({
      ...start,
      type: "ChangeContactTags",
      add: true,
      tagIds: [tagId],
      contactIds: ids,
    });
    for (const [kind, groupingId] of [
      ["list", listId],
      ["tag", tagId],
    ] as const)
      await writer.execute({
        ...head(workspace.workspaceId),
        type: "DeleteGrouping",
        kind,
        groupingId,
      });
    expect(await count("contact_list_member", "list_id", listId)).toBe(10);
    // As a sweep that was interrupted leaves it.
    await db.database.pool.query(
      "delete from contact_list_member where list_id = $1 and contact_id = $2",
      [listId, ids[0]],
    );
    await sweepOnce();
    expect(await count("contact_list_member", "list_id", listId)).toBe(0);
    expect(await count("contact_tag", "tag_id", tagId)).toBe(0);
    expect(await count("contact_list_member", "list_id", kept)).toBe(10);
  });

  it("is nothing to who had it meanwhile: another list of its name starts empty", async () => {
    const listId = await create("list", "Meanwhile");
    const [contactId] = (await contacts(1)) as [string];
    await writer.execute(members(listId, true, [contactId]));
    await writer.execute({
      ...head(workspace.workspaceId),
      type: "DeleteGrouping",
      kind: "list",
      groupingId: listId,
    });
    const again = await create("list", "MEANWHILE");
    const answer = await writer.execute(members(again, true, [contactId]));
    expect(answer.outcome === "accepted" && answer.events).toMatchObject([
      { kind: "ContactListed", contactId, listId: again },
    ]);
    await sweepOnce();
    expect(await count("contact_list_member", "list_id", again)).toBe(1);
  });
});
