import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { identify } from "../../src/actions/identify.ts";
import type { IdentityDeps } from "../../src/actions/identity-command.ts";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { type ReceiveMessageInput, receiveMessage } from "../../src/actions/receive-message.ts";
import { sendMessage } from "../../src/actions/send-message.ts";
import type { IntegrationCaller, VisitorCaller } from "../../src/auth/caller.ts";
import { createWorkspaceSecretStore } from "../../src/auth/workspace-secrets.ts";
import { createLog } from "../../src/log.ts";
import { createIdentityWorkspace, readLog, readTables } from "../support/identity-workspace.ts";
import { done } from "../support/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
let deps: IdentityDeps;
let key: IntegrationCaller;
let workspaceId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  const writer: IdentityWriter = createIdentityWriter({
    pool: db.database.pool,
    log: createLog({ logLevel: "silent" }),
    onCommitted: () => undefined,
  });
  const secrets = createWorkspaceSecretStore({ database: db.database });
  deps = { writer, database: db.database, secrets, now: () => new Date() };
});
afterAll(() => db.drop());
beforeEach(async () => {
  ({ workspaceId } = await createIdentityWorkspace(db.database.pool));
  key = {
    type: "integration",
    workspaceId,
    keyId: randomUUID(),
    scopes: ["RECEIVE_MESSAGES", "IDENTIFY"],
  };
});

const deliver = (input: Partial<ReceiveMessageInput>) =>
  receiveMessage(deps)(key, {
    channel: "WHATSAPP",
    visitorId: null,
    sender: null,
    senderName: null,
    senderFirstName: null,
    senderLastName: null,
    text: "Hello",
    externalId: null,
    sentAt: null,
    language: null,
    ...input,
  });
const visitor = (): VisitorCaller => ({
  type: "visitor",
  workspaceId,
  visitorId: randomUUID(),
  expiresAt: new Date(Date.now() + 60_000),
});
const tables = () => readTables(db.database.pool, workspaceId);
const stored = async () =>
  (
    await db.database.pool.query(
      `select m.text, m.channel, m.direction, m.external_id, k.state, k.last_message_at >= m.sent_at as counted
       from message m join conversation k on k.workspace_id = m.workspace_id and k.id = m.conversation_id
       where m.workspace_id = $1 order by m.id`,
      [workspaceId],
    )
  ).rows;

test("a chat message makes the anonymous record and a conversation, and the next one continues it", async () => {
  const caller = visitor();
  const first = done(
    await sendMessage(deps)(caller, { text: "Hi", conversationId: null, language: null }),
  );
  const second = done(
    await sendMessage(deps)(caller, { text: "There?", conversationId: null, language: null }),
  );
  expect(second.conversationId).toBe(first.conversationId);
  expect((await stored()).map(({ text }) => text)).toEqual(["Hi", "There?"]);
  const kinds = (await readLog(db.database.pool, workspaceId)).map(({ kind }) => kind);
  expect(kinds).toEqual([
    "AnonymousVisitorRecorded",
    "ConversationOpened",
    "MessageReceived",
    "MessageReceived",
  ]);
});

test("messages sent at once go to one conversation", async () => {
  const caller = visitor();
  const sent = await Promise.all(
    ["a", "b", "c", "d"].map((text) =>
      sendMessage(deps)(caller, { text, conversationId: null, language: null }),
    ),
  );
  expect(new Set(sent.map((one) => done(one).conversationId)).size).toBe(1);
});

test("a conversation of somebody else can't be continued", async () => {
  const first = done(
    await sendMessage(deps)(visitor(), { text: "Hi", conversationId: null, language: null }),
  );
  const answer = await sendMessage(deps)(visitor(), {
    text: "Me too",
    conversationId: first.conversationId,
    language: null,
  });
  expect(answer).toMatchObject({ ok: false, refusal: { code: "CONVERSATION_NOT_FOUND" } });
});

test("a WhatsApp sender is its number: saved with the name, verified, and one visitor each time", async () => {
  const first = done(await deliver({ sender: "61412345678", senderName: "Ada Lovelace" }));
  const second = done(await deliver({ sender: "+61 412 345 678" }));
  expect(second.visitorId).toBe(first.visitorId);
  const { contacts, visitors } = await tables();
  const [contact] = [...contacts.values()];
  expect(contact?.fields.phone).toMatchObject({ value: "+61412345678", verified: true });
  expect(contact?.fields.fullName).toMatchObject({ value: "Ada Lovelace", verified: false });
  expect(visitors.get(first.visitorId)).toMatchObject({ proven: true, contactId: contact?.id });
});

test("a sender that nobody can read is stored with an anonymous record", async () => {
  done(await deliver({ channel: "SMS", sender: "INFO-SMS", senderName: "\u0000" }));
  const { contacts, visitors } = await tables();
  expect(contacts.size).toBe(0);
  expect([...visitors.values()][0]?.sender).toEqual({ channel: "SMS", address: "INFO-SMS" });
});

test("a message from a member's number is stored, and identifies nobody", async () => {
  const { pool } = db.database;
  const memberId = randomUUID();
  await pool.query(
    `insert into member (workspace_id, id, role, name, email, password_hash, created_at)
     values ($1, $2, 'AGENT', 'Agent', 'agent@example.com', 'x', now())`,
    [workspaceId, memberId],
  );
  await pool.query(
    `insert into identifier (workspace_id, kind, value, member_id, "primary", verified)
     values ($1, 'phone', '+61412345678', $2, true, true)`,
    [workspaceId, memberId],
  );
  done(await deliver({ sender: "+61412345678" }));
  expect((await tables()).contacts.size).toBe(0);
  expect(await stored()).toHaveLength(1);
});

test("an external message that is delivered twice, also at once, is stored once", async () => {
  const send = () => deliver({ sender: "+61412345678", externalId: "wamid.1" });
  const answers = (await Promise.all([send(), send(), send()])).map(done);
  expect(answers.map(({ duplicate }) => duplicate).sort()).toEqual([false, true, true]);
  expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
  expect(done(await send()).messageId).toBe(answers[0]?.messageId);
  expect(await stored()).toHaveLength(1);
});

test("another number that a WhatsApp sender types is not proven", async () => {
  const { visitorId } = done(await deliver({ sender: "+61412345678" }));
  done(
    await identify(deps)(key, {
      visitorId,
      channel: "WHATSAPP",
      claims: { phone: "+61498765432" },
      conversationId: null,
      happenedAt: null,
      proof: null,
      verified: false,
    }),
  );
  const { conflicts, contacts } = await tables();
  expect(contacts.size).toBe(1);
  expect([...conflicts.values()]).toMatchObject([{ secondary: "+61498765432", verified: false }]);
});

test("text that is no text, blank or endless is refused by its place, and nothing is written", async () => {
  for (const text of ["\u0000", "\ud800", " \n", "x".repeat(20_001)])
    expect(await deliver({ sender: "1", text })).toMatchObject({
      ok: false,
      refusal: { code: "INVALID_INPUT", problems: [{ path: "text" }] },
    });
  expect(await deliver({})).toMatchObject({ refusal: { problems: [{ path: "sender" }] } });
  expect(await stored()).toEqual([]);
});
