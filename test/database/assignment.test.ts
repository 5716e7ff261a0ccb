import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAssignmentSweep } from "../../src/actions/assignment-sweep.ts";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { removeMember } from "../../src/actions/remove-member.ts";
import { unassignMember } from "../../src/actions/unassign-member.ts";
import { formerAssignees } from "../../src/database/assigned.ts";
import { createLog } from "../../src/log.ts";
import {
  addMember,
  createIdentityWorkspace,
  head,
  identifyCommand,
  readLog,
  readTables,
} from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const log = createLog({ logLevel: "silent" });
const now = () => new Date();
let db: TestDatabase;
let writer: IdentityWriter;
let workspaceId: string;
let mia: string;
let tom: string;

beforeAll(async () => {
  db = await createTestDatabase();
  writer = createIdentityWriter({ pool: db.database.pool, log, onCommitted: () => undefined });
});
afterAll(() => db.drop());
beforeEach(async () => {
  ({ workspaceId } = await createIdentityWorkspace(db.database.pool));
  mia = await addMember(db.database.pool, workspaceId);
  tom = await addMember(db.database.pool, workspaceId);
});

async function contact(email = `${randomUUID()}@x.example`, visitorId: string = randomUUID()) {
  const { subject } = accepted(
    await writer.execute(identifyCommand(workspaceId, visitorId, { email })),
  );
  return { id: subject.contactId as string, email, visitorId };
}

function accepted<T extends { readonly outcome: string }>(decision: T) {
  if (decision.outcome !== "accepted") throw new Error(JSON.stringify(decision));
  return decision as Extract<T, { outcome: "accepted" }>;
}

const assign = (contactId: string, assigneeId: string | null) =>
  writer.execute({ ...head(workspaceId), type: "AssignContact", contactId, assigneeId });
const merge = (survivorId: string, loserId: string) =>
  writer.execute({ ...head(workspaceId), type: "MergeContacts", survivorId, loserId });
const message = async (visitorId: string) =>
  accepted(
    await writer.execute({
      ...head(workspaceId),
      actor: { type: "visitor", id: visitorId },
      type: "ReceiveMessage",
      visitorId,
      sender: null,
      sentBy: null,
      channel: "CHAT",
      text: "Hello",
      externalId: null,
      sentAt: "2026-03-01T09:00:00.000Z",
      conversationId: null,
      language: null,
      details: { found: {}, doubtful: [] },
    }),
  ).message?.conversationId as string;
const assignees = async (table: "contact" | "conversation") =>
  new Map(
    (
      await db.database.pool.query<{ id: string; assignee: string | null }>(
        `select id, assignee_id as assignee from ${table} where workspace_id = $1`,
        [workspaceId],
      )
    ).rows.map(({ id, assignee }) => [id, assignee]),
  );
const remove = (memberId: string) =>
  removeMember({ database: db.database, now, forgetCallers: () => undefined })(
    { workspaceId },
    { memberId },
  );
const unassign = (memberId: string, chunk = 2) =>
  unassignMember(
    { writer, database: db.database, now },
    { workspaceId, memberId },
    { actor: { type: "system" }, chunk },
  );
const assignmentsIn = async () =>
  (await readLog(db.database.pool, workspaceId)).filter(
    (event) => event.kind === "ContactAssigned" || event.kind === "ConversationAssigned",
  );

describe("a conversation", () => {
  it("is its contact's assignee's: a new one, and one that a message comes in", async () => {
    const { id, visitorId } = await contact();
    const first = await message(visitorId);
    expect(await assignees("conversation")).toEqual(new Map([[first, null]]));
    await assign(id, mia);
    expect(await assignees("conversation")).toEqual(new Map([[first, null]]));
    await message(visitorId);
    expect(await assignees("conversation")).toEqual(new Map([[first, mia]]));
    await assign(id, tom);
    const other = await contact(undefined, randomUUID());
    await assign(other.id, mia);
    const second = await message(other.visitorId);
    await message(visitorId);
    expect(await assignees("conversation")).toEqual(
      new Map([
        [first, tom],
        [second, mia],
      ]),
    );
  });

  it("is the assignee's also when its visitor, in it, says who it is", async () => {
    const { id, email } = await contact();
    await assign(id, mia);
    const visitorId = randomUUID();
    const conversationId = await message(visitorId);
    const command = identifyCommand(workspaceId, visitorId, { email }, { conversationId });
    await writer.execute({ ...command, channel: "CHAT" });
    expect((await assignees("conversation")).get(conversationId)).toBe(mia);
    expect((await assignmentsIn()).at(-1)).toMatchObject({
      kind: "ConversationAssigned",
      conversationId,
      contactId: id,
      visitorId,
      assigneeId: mia,
    });
  });

  it("of commands that share a batch is as one after another", async () => {
    const { id, visitorId } = await contact();
    // The first one runs alone, and the others wait for it together.
    const [, , conversationId] = await Promise.all([
      assign(id, tom),
      assign(id, mia),
      message(visitorId),
    ]);
    expect((await assignees("conversation")).get(conversationId)).toBe(mia);
  });
});

describe("removing a member", () => {
  it("unassigns all that it had, part by part, and says how much", async () => {
    const mine = [await contact(), await contact(), await contact(), await contact()];
    for (const { id } of mine) await assign(id, mia);
    const conversations = [];
    for (const { visitorId } of mine.slice(0, 3)) conversations.push(await message(visitorId));
    const [survivor, loser] = [mine[0]?.id as string, mine[3]?.id as string];
    await merge(survivor, loser);
    const toms = await contact();
    await assign(toms.id, tom);

    await remove(mia);
    const before = (await assignmentsIn()).length;
    expect(await unassign(mia)).toEqual({ unassignedContacts: 3, unassignedConversations: 3 });
    expect(await unassign(mia)).toEqual({ unassignedContacts: 0, unassignedConversations: 0 });

    const left = await assignees("contact");
    expect(left.get(toms.id)).toBe(tom);
    for (const { id } of mine) expect(left.get(id), id).toBeNull();
    for (const id of conversations) expect((await assignees("conversation")).get(id)).toBeNull();
    const events = (await assignmentsIn()).slice(before);
    // The merged contact's own row too: undoing brings it back.
    expect(
      events
        .filter(({ kind }) => kind === "ContactAssigned")
        .map(({ contactId }) => contactId)
        .toSorted(),
    ).toEqual(mine.map(({ id }) => id).toSorted());
    for (const event of events)
      expect(event).toMatchObject({
        assigneeId: null,
        previousAssigneeId: mia,
        cause: "MEMBER_REMOVED",
      });
    const tables = await readTables(db.database.pool, workspaceId);
    expect(tables.contacts.get(loser)).toMatchObject({ status: "merged", assigneeId: null });
  });

  it("that a server did not finish is finished at the next start", async () => {
    const mine = [await contact(), await contact(), await contact()];
    for (const { id, visitorId } of mine) {
      await assign(id, mia);
      await message(visitorId);
    }
    await remove(mia);
    // Killed after the first part.
    let parts = 0;
    await unassignMember(
      { writer, database: db.database, now },
      { workspaceId, memberId: mia },
      { actor: { type: "system" }, chunk: 1, stopped: () => parts++ > 0 },
    );
    expect([...(await assignees("contact")).values()].filter((one) => one === mia)).toHaveLength(2);

    const sweep = createAssignmentSweep({ writer, database: db.database, now, log });
    sweep.start();
    await expect
      .poll(async () =>
        (await formerAssignees(db.database.pool)).filter((one) => one.workspaceId === workspaceId),
      )
      .toEqual([]);
    await sweep.stop();
    expect(new Set((await assignees("contact")).values())).toEqual(new Set([null]));
    expect(new Set((await assignees("conversation")).values())).toEqual(new Set([null]));
  });

  it("leaves new messages to nobody, before its contacts are unassigned", async () => {
    const { id, visitorId } = await contact();
    await assign(id, mia);
    await remove(mia);
    const conversationId = await message(visitorId);
    expect((await assignees("conversation")).get(conversationId)).toBeNull();
  });

  it("while contacts are assigned to it ends with none that are", async () => {
    const some = await Promise.all(Array.from({ length: 20 }, () => contact()));
    const answers = await Promise.all([
      ...some.slice(0, 10).map(({ id }) => assign(id, mia)),
      remove(mia).then(() => unassign(mia, 3)),
      ...some.slice(10).map(({ id }) => assign(id, mia)),
    ]);
    expect(answers).toHaveLength(21);
    const values = [...(await assignees("contact")).values()];
    expect(values.filter((one) => one !== null)).toEqual([]);
    expect(await assign(some[0]?.id as string, mia)).toMatchObject({
      outcome: "refused",
      refusal: { code: "MEMBER_NOT_FOUND" },
    });
  });

  it("of another workspace is as one that is not there", async () => {
    const { id } = await contact();
    const elsewhere = await createIdentityWorkspace(db.database.pool);
    const stranger = await addMember(db.database.pool, elsewhere.workspaceId);
    for (const memberId of [stranger, randomUUID()])
      expect(await assign(id, memberId)).toEqual({
        outcome: "refused",
        refusal: { code: "MEMBER_NOT_FOUND", memberId },
      });
  });
});

describe("two members who take a conversation in one batch", () => {
  it("one has it, and the other is told who", async () => {
    const conversationId = await message(randomUUID());
    const take = (id: string) =>
      writer.execute({
        ...head(workspaceId),
        type: "TakeConversation",
        actor: { type: "member", id },
        conversationId,
      });
    // The first one runs at once; the two behind it share the next transaction.
    const [, first, second] = await Promise.all([message(randomUUID()), take(mia), take(tom)]);
    expect(first).toMatchObject({
      outcome: "accepted",
      events: [{ kind: "ConversationTaken", assigneeId: mia }],
    });
    expect(second).toMatchObject({
      outcome: "refused",
      refusal: { code: "CONVERSATION_TAKEN", memberId: mia },
    });
  });
});
