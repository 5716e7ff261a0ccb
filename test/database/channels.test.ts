import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { identify } from "../../src/actions/identify.ts";
import type { IdentityDeps } from "../../src/actions/identity-command.ts";
import type { MessageChannel } from "../../src/identity/model.ts";
import { comparable, head, replay } from "../support/identity-workspace.ts";
import { messagingDeps, startMessaging } from "../support/messaging.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

// What channels say of their senders (SPEC 3.2, 4, 7.1), on a real PostgreSQL.

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

const [ADA, NUMBER] = ["ada@home.example", "+61412345678"];
async function writes(command: object) {
  const decision = await deps.writer.execute({ ...head(here.workspaceId), ...command } as never);
  expect(decision.outcome).toBe("accepted");
}
const madeByHand = (values: object) =>
  writes({ type: "CreateContact", values: { firstName: "Ada", lastName: "Lovelace", ...values } });
/** By an agent. */
const says = (visitorId: string, claims: object) =>
  identify(deps)(
    {
      type: "member",
      role: "AGENT",
      workspaceId: here.workspaceId,
      memberId: randomUUID(),
    } as never,
    {
      visitorId,
      channel: "AGENT",
      claims,
      conversationId: null,
      happenedAt: null,
      proof: null,
      verified: false,
    },
  );
const theContact = async () => {
  const { contacts } = await here.tables();
  expect(contacts.size).toBe(1);
  return [...contacts.values()][0] as NonNullable<ReturnType<typeof contacts.get>>;
};
const visitorOf = async (id: string) => (await here.tables()).visitors.get(id);

describe("a message says who wrote before it says what", () => {
  it("of a new number: its record, the conversation, its contact, the message, which is that contact's", async () => {
    await here.delivered({ sender: NUMBER, senderName: "Ada Lovelace" });
    expect(await here.kinds()).toEqual([
      "AnonymousVisitorRecorded",
      "ConversationOpened",
      "ContactCreated",
      "VisitorIdentified",
      "ContactListed",
      "MessageReceived",
    ]);
    const [, , ...known] = await here.log();
    expect(new Set(known.map(({ contactId }) => contactId))).toEqual(
      new Set([(await theContact()).id]),
    );
    const replayed = comparable(replay(here.workspace, await here.log()));
    expect(comparable(await here.tables())).toEqual({ ...replayed, owners: expect.anything() });
  });

  it("of an archived contact's number: the message, and it is back under its name", async () => {
    await here.delivered({ sender: NUMBER, senderName: "Ada" });
    const { id: contactId } = await theContact();
    await writes({ type: "ArchiveContact", contactId });
    const before = (await here.kinds()).length;
    await here.delivered({ sender: NUMBER, senderName: "Ada" });
    expect((await here.kinds()).slice(before)).toEqual(["MessageReceived", "ContactReactivated"]);
    expect(await theContact()).toMatchObject({
      status: "active",
      fields: { fullName: { value: "Ada" } },
    });
  });

  it("of an archived contact's number that wrote elsewhere till now: linked and back at once", async () => {
    await madeByHand({ phone: NUMBER });
    const { id: contactId } = await theContact();
    await writes({ type: "ArchiveContact", contactId });
    const before = (await here.kinds()).length;
    await here.delivered({ sender: NUMBER });
    expect((await here.kinds()).slice(before)).toEqual([
      "AnonymousVisitorRecorded",
      "ConversationOpened",
      "VisitorIdentified",
      "ContactListed",
      "MessageReceived",
      "ContactReactivated",
    ]);
  });

  it("and is the contact's assignee's from its first message on", async () => {
    const memberId = await here.memberWith("email", "mia@shop.example");
    await madeByHand({ phone: NUMBER });
    const { id: contactId } = await theContact();
    await writes({ type: "AssignContact", contactId, assigneeId: memberId });
    const { conversationId } = await here.delivered({ sender: NUMBER });
    expect((await here.tables()).conversationRecords.get(conversationId)).toMatchObject({
      assigneeId: memberId,
      state: "WAITING_FOR_AGENT",
    });
    expect((await here.kinds()).slice(-3)).toEqual([
      "ContactListed",
      "ConversationAssigned",
      "MessageReceived",
    ]);
  });
});

describe("delivered again", () => {
  it("repeats nothing, whatever it says of the sender now", async () => {
    const first = await here.delivered({ sender: NUMBER, senderName: "Ada", externalId: "w1" });
    const before = await here.log();
    const again = await here.delivered({ sender: NUMBER, senderName: "Eve", externalId: "w1" });
    const elsewhere = await here.delivered({ sender: "+61498765432", externalId: "w1" });
    for (const one of [again, elsewhere]) expect(one).toEqual({ ...first, duplicate: true });
    expect(await here.log()).toEqual(before);
  });

  it("is another message on another channel", async () => {
    const channels: MessageChannel[] = ["WHATSAPP", "SMS", "FACEBOOK", "INSTAGRAM", "EMAIL"];
    for (const channel of channels)
      expect(await here.delivered({ channel, sender: NUMBER, externalId: "1" })).toMatchObject({
        duplicate: false,
      });
    expect(await here.count("message")).toBe(channels.length);
  });
});

describe.each(["FACEBOOK", "INSTAGRAM"] as const)("%s", (channel) => {
  const from = (more: object = {}) =>
    here.delivered({ channel, sender: "7214098123", senderFirstName: "Ada", ...more });

  it("knows a page-scoped id, and what the profile says is the visitor's own claim", async () => {
    const { visitorId } = await from({ senderLastName: "Lovelace" });
    expect(await from()).toMatchObject({ visitorId });
    expect(await visitorOf(visitorId)).toMatchObject({
      contactId: null,
      kind: "CONVERSATIONS",
      sender: { channel, address: "7214098123" },
      claims: {
        firstName: { value: "Ada", verified: false, origin: { channel } },
        lastName: { value: "Lovelace", verified: false },
      },
    });
    expect(await here.count("visitor")).toBe(1);
  });

  it("counts what the profile said when the visitor is identified", async () => {
    const { visitorId } = await from();
    await says(visitorId, { email: ADA });
    expect((await theContact()).fields).toMatchObject({
      email: { value: ADA },
      firstName: { value: "Ada", verified: false },
    });
  });
});

describe("EMAIL", () => {
  const from = (sender: string, more: object = {}) =>
    here.delivered({ channel: "EMAIL", sender, ...more });

  it("is one sender however the address is written, and its claim: it links and proves nothing", async () => {
    const { visitorId } = await from("Ada@Home.Example", { senderName: "Ada Lovelace" });
    for (const address of [ADA, " ADA@HOME.EXAMPLE "])
      expect(await from(address)).toMatchObject({ visitorId });
    expect((await theContact()).fields).toMatchObject({
      email: { value: ADA, verified: false },
      fullName: { value: "Ada Lovelace", verified: false },
    });
    expect(await visitorOf(visitorId)).toMatchObject({
      sender: { channel: "EMAIL", address: ADA },
      proven: false,
    });
  });

  it("finds the contact that has the address, and leaves its name", async () => {
    await madeByHand({ email: ADA, fullName: "Ada" });
    const { visitorId } = await from(ADA, { senderName: "A. L." });
    const contact = await theContact();
    expect(await visitorOf(visitorId)).toMatchObject({ contactId: contact.id, proven: false });
    expect(contact).toMatchObject({
      fields: { fullName: { value: "Ada" } },
      openConflicts: { fullName: { secondary: "A. L." } },
    });
  });

  it("stays anonymous when nobody can read the address, in one case too", async () => {
    const { visitorId } = await from("MAILER-DAEMON", { senderName: "Mail Delivery" });
    expect(await from("mailer-daemon")).toMatchObject({ visitorId });
    expect(await visitorOf(visitorId)).toMatchObject({
      contactId: null,
      claims: { fullName: { value: "Mail Delivery" } },
    });
  });
});

describe("WEBCHAT and PUSH", () => {
  it.each(["CHAT", "PUSH"] as const)("%s goes by the visitor's id", async (channel) => {
    const { visitorId } = here.visitor();
    const first = await here.delivered({ channel, visitorId, senderFirstName: "Ada" });
    expect(first.visitorId).toBe(visitorId);
    expect(await visitorOf(visitorId)).toMatchObject({ claims: { firstName: { value: "Ada" } } });
    expect(await here.tried({ channel, sender: "someone" })).toMatchObject({
      refusal: { code: "INVALID_INPUT", problems: [{ path: "sender" }] },
    });
  });

  it("are two conversations of one visitor, also by its own token", async () => {
    const caller = here.visitor();
    const chat = await here.sent(caller, {});
    const push = await here.sent(caller, { channel: "PUSH" });
    expect(push.conversationId).not.toBe(chat.conversationId);
    expect(await here.sent(caller, { channel: "PUSH" })).toMatchObject({
      conversationId: push.conversationId,
    });
    const { conversationId } = await here.sent(caller, {
      channel: "PUSH",
      conversationId: chat.conversationId,
    });
    expect((await here.tables()).conversationRecords.get(conversationId)?.channel).toBe("CHAT");
  });

  it("of somebody who came by push stay that visitor's", async () => {
    const { visitorId } = here.visitor();
    await writes({ type: "OptInToPush", visitorId });
    await here.delivered({ channel: "PUSH", visitorId });
    expect(await visitorOf(visitorId)).toMatchObject({ kind: "PUSH", pushOptedIn: true });
  });
});

describe("never refused for who sends it", () => {
  const odd: [MessageChannel, string][] = [
    ["SMS", "INFO-SMS"],
    ["SMS", "12345"],
    ["SMS", "+61 412 34"],
    ["WHATSAPP", "0"],
    ["WHATSAPP", "status@broadcast"],
    ["FACEBOOK", "9".repeat(255)],
    ["INSTAGRAM", "🦊".repeat(255)],
    ["FACEBOOK", "' or 1=1 --"],
    ["EMAIL", "Ada <ada@home.example>"],
    ["EMAIL", "no@email.com"],
    ["EMAIL", `${"x".repeat(245)}@home.example`.slice(-255)],
    ["EMAIL", "🦊"],
  ];
  it.each(odd)(
    "%s from %s: stored, with an anonymous record of its own",
    async (channel, sender) => {
      const first = await here.delivered({ channel, sender });
      const second = await here.delivered({ channel, sender, senderName: "null" });
      expect(second).toMatchObject({
        visitorId: first.visitorId,
        conversationId: first.conversationId,
      });
      expect((await here.tables()).contacts.size).toBe(0);
      expect(await here.count("message")).toBe(2);
    },
  );

  it.each([
    ["WHATSAPP", "phone", NUMBER],
    ["SMS", "phone", NUMBER],
    ["EMAIL", "email", ADA],
  ] as const)(
    "%s from a member: stored, anonymous, and nothing is said of it",
    async (channel, kind, sender) => {
      await here.memberWith(kind, sender);
      const { visitorId } = await here.delivered({ channel, sender, senderName: "Mia" });
      expect(await here.kinds()).toEqual([
        "AnonymousVisitorRecorded",
        "ConversationOpened",
        "MessageReceived",
      ]);
      expect(await visitorOf(visitorId)).toMatchObject({ contactId: null, claims: {} });
    },
  );

  it.each([
    ["too long", "x".repeat(400)],
    ["of control characters", "a\u0007b"],
    ["half a surrogate pair", "\ud800"],
    ["a placeholder", "[object Object]"],
    ["blank", " "],
  ])("with a name that is none (%s): the name is left out", async (_case, name) => {
    const names = { senderName: name, senderFirstName: name, senderLastName: name };
    await here.delivered({ sender: NUMBER, ...names });
    expect(Object.keys((await theContact()).fields)).toEqual(["phone"]);
  });
});

it("a number that was linked to somebody else by hand has one successor, however many messages come (P10)", async () => {
  const { visitorId } = await here.delivered({ sender: NUMBER });
  const { id: owner } = await theContact();
  await writes({ type: "UnlinkVisitor", visitorId });
  await says(visitorId, { email: ADA });
  for (const externalId of ["1", "2", "3"]) await here.delivered({ sender: NUMBER, externalId });
  const { visitors, contacts } = await here.tables();
  expect(contacts.size).toBe(2);
  const successors = [...visitors.values()].filter((one) => one.successorOf !== null);
  expect(successors).toMatchObject([{ contactId: owner, successorOf: { visitorId } }]);
});
