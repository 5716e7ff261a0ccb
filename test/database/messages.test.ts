import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { identify } from "../../src/actions/identify.ts";
import type { IdentityDeps } from "../../src/actions/identity-command.ts";
import { sendMessage } from "../../src/actions/send-message.ts";
import { messagingDeps, startMessaging } from "../support/messaging.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
let deps: IdentityDeps;
let here: Awaited<ReturnType<typeof startMessaging>>;
beforeAll(async () => {
  db = await createTestDatabase();
  deps = messagingDeps(db);
});
afterAll(() => db.drop());
beforeEach(async () => {
  here = await startMessaging(deps, db);
});

const NUMBER = "+61412345678";
const conversation = async (id: string) => (await here.tables()).conversationRecords.get(id);

test("a chat message makes the anonymous record and a conversation, and the next one continues it", async () => {
  const caller = here.visitor();
  const first = await here.sent(caller, { text: "Hi" });
  const second = await here.sent(caller, { text: "There?" });
  expect(second.conversationId).toBe(first.conversationId);
  expect(await here.texts(first.conversationId)).toEqual(["Hi", "There?"]);
  expect(await here.kinds()).toEqual([
    "AnonymousVisitorRecorded",
    "ConversationOpened",
    "MessageReceived",
    "MessageReceived",
  ]);
});

test("messages sent at once go to one conversation", async () => {
  const caller = here.visitor();
  const sent = await Promise.all(["a", "b", "c", "d"].map((text) => here.sent(caller, { text })));
  expect(new Set(sent.map(({ conversationId }) => conversationId)).size).toBe(1);
});

test("a conversation of somebody else can't be continued", async () => {
  const { conversationId } = await here.sent(here.visitor(), { text: "Hi" });
  const answer = await sendMessage(deps)(here.visitor(), {
    text: "Me too",
    channel: "CHAT",
    conversationId,
    language: null,
    requestId: null,
  });
  expect(answer).toMatchObject({ ok: false, refusal: { code: "CONVERSATION_NOT_FOUND" } });
});

test("a visitor's message that is sent again with its request's id is stored once, and is that visitor's alone", async () => {
  const caller = here.visitor();
  const input = { text: "Hi", requestId: "4f0c" };
  const sent = await Promise.all([here.sent(caller, input), here.sent(caller, input)]);
  const again = await here.sent(caller, { ...input, text: "Hi!" });
  expect(new Set([...sent, again].map(({ messageId }) => messageId)).size).toBe(1);
  expect(await here.texts(again.conversationId)).toEqual(["Hi"]);
  const other = await here.sent(here.visitor(), input);
  expect(other.conversationId).not.toBe(again.conversationId);
});

test("a WhatsApp sender is its number: saved with the name, verified, and one visitor each time", async () => {
  const first = await here.delivered({ sender: "61412345678", senderName: "Ada Lovelace" });
  const second = await here.delivered({ sender: "+61 412 345 678" });
  expect(second.visitorId).toBe(first.visitorId);
  const { contacts, visitors } = await here.tables();
  const [contact] = [...contacts.values()];
  expect(contact?.fields.phone).toMatchObject({ value: NUMBER, verified: true });
  expect(contact?.fields.fullName).toMatchObject({ value: "Ada Lovelace", verified: false });
  expect(visitors.get(first.visitorId)).toMatchObject({ proven: true, contactId: contact?.id });
});

test("an external message that is delivered twice, also at once, is stored once", async () => {
  const other = messagingDeps(db);
  const send = (by = deps) => here.delivered({ sender: NUMBER, externalId: "wamid.1" }, by);
  const answers = await Promise.all([send(), send(other), send(), send(other)]);
  expect(answers.map(({ duplicate }) => duplicate).sort()).toEqual([false, true, true, true]);
  expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
  expect((await send()).messageId).toBe(answers[0]?.messageId);
  expect(await here.count("message")).toBe(1);
});

test("another number that a WhatsApp sender types is not proven", async () => {
  const { visitorId } = await here.delivered({ sender: NUMBER });
  await identify(deps)(here.key, {
    visitorId,
    channel: "WHATSAPP",
    claims: { phone: "+61498765432" },
    conversationId: null,
    happenedAt: null,
    proof: null,
    verified: false,
  });
  const { conflicts, contacts } = await here.tables();
  expect(contacts.size).toBe(1);
  expect([...conflicts.values()]).toMatchObject([{ secondary: "+61498765432", verified: false }]);
});

test("messages stand in the order of the channel's time, however they are delivered", async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute));
  let conversationId = "";
  // Those of one time in the order of delivery.
  for (const [text, minute] of [
    ["c", 3],
    ["a", 1],
    ["e", 5],
    ["b", 2],
    ["d1", 4],
    ["d2", 4],
    ["d3", 4],
  ] as const)
    ({ conversationId } = await here.delivered({ sender: NUMBER, text, sentAt: at(minute) }));
  expect(await here.texts(conversationId)).toEqual(["a", "b", "c", "d1", "d2", "d3", "e"]);
  expect(await conversation(conversationId)).toMatchObject({
    lastMessageAt: at(5).toISOString(),
    unreadCount: 7,
  });
});

test("a time in the future is that of receipt", async () => {
  const sentAt = new Date(Date.now() + 86_400_000);
  const { conversationId } = await here.delivered({ sender: NUMBER, sentAt });
  const last = Date.parse((await conversation(conversationId))?.lastMessageAt ?? "");
  expect(last).toBeLessThanOrEqual(Date.now());
  expect(last).toBeGreaterThan(Date.now() - 60_000);
});

test("text that is no text, blank or endless is refused by its place, and nothing is written", async () => {
  for (const text of ["\u0000", "\ud800", " \n", "x".repeat(20_001)])
    expect(await here.tried({ sender: "1", text })).toMatchObject({
      ok: false,
      refusal: { code: "INVALID_INPUT", problems: [{ path: "text" }] },
    });
  expect(await here.tried({})).toMatchObject({ refusal: { problems: [{ path: "sender" }] } });
  expect(await here.count("message")).toBe(0);
});
