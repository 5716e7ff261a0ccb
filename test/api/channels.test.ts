import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mutation, startApi, unknownId } from "../support/api.ts";
import { read, say } from "../support/desk.ts";

// Messages as channels deliver them (SPEC 7.1), over HTTP.

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const STORED = `... on ReceiveMessagePayload { duplicate
  storedMessage { id text externalId sentAt receivedAt direction author { type } }
  conversation { id channel language lastMessageAt }
  visitor { id anonymous senderChannel senderAddress claims { field value { ... on TextValue { text } } verified channel } }
  contact { id email phone firstName lastName fullName status createdVia } }`;
const deliver = (input: object) =>
  api.here.asKey.mutate("receiveMessage", { text: "Hi", ...input }, STORED);

describe("each channel", () => {
  it.each<[string, string, { phone?: string; email?: string; createdVia: string }]>([
    ["WHATSAPP", "61412000001", { phone: "+61412000001", createdVia: "WHATSAPP" }],
    ["SMS", "+61 412 000 002", { phone: "+61412000002", createdVia: "SMS" }],
    ["EMAIL", "New@Home.Example", { email: "new@home.example", createdVia: "EMAIL" }],
  ])("%s identifies its sender, with the name that it has", async (channel, sender, contact) => {
    const answer = await deliver({ channel, sender, senderName: "Kim Lee", language: "pt-br" });
    expect(answer).toMatchObject({
      duplicate: false,
      storedMessage: { direction: "INBOUND", author: { type: "VISITOR" } },
      conversation: { channel, language: "pt-BR" },
      visitor: {
        anonymous: false,
        senderChannel: channel,
        senderAddress: contact.phone ?? contact.email,
      },
      contact: { ...contact, fullName: "Kim Lee", firstName: null, lastName: null },
    });
  });

  it.each(["FACEBOOK", "INSTAGRAM"])(
    "%s keeps names on the visitor until it is identified",
    async (channel) => {
      const message = {
        channel,
        sender: `${channel}-1`,
        senderFirstName: "Kim",
        senderLastName: "Lee",
      };
      const { visitor, contact } = await deliver(message);
      expect(contact).toBeNull();
      expect(visitor).toMatchObject({
        anonymous: true,
        claims: [{ field: "FIRST_NAME" }, { field: "LAST_NAME" }],
      });
      const claims = { email: `${channel}@home.example` };
      await api.here.asAgent.mutate("identify", {
        visitorId: visitor.id,
        channel: "AGENT",
        claims,
      });
      expect(await deliver(message)).toMatchObject({
        visitor: { id: visitor.id, anonymous: false },
        contact: { firstName: "Kim", lastName: "Lee", email: claims.email.toLowerCase() },
      });
    },
  );

  it.each(["WEBCHAT", "PUSH"])("%s goes by the visitor's id", async (channel) => {
    const { visitorId } = await api.here.visitor();
    expect(await deliver({ channel, visitorId })).toMatchObject({
      conversation: { channel },
      visitor: { id: visitorId, anonymous: true, senderChannel: null, senderAddress: null },
    });
    expect(await deliver({ channel, sender: "someone" })).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ path: "sender", problem: "MALFORMED" }],
    });
  });

  it("may speak of its senders with identify too", async () => {
    for (const channel of ["EMAIL", "PUSH"]) {
      const { visitorId } = await api.here.visitor();
      const input = { visitorId, channel, claims: { firstName: "Kim" } };
      expect((await api.here.asKey.mutate("identify", input)).__typename).toBe("IdentifyPayload");
    }
  });
});

describe("a visitor that answers a push notification", () => {
  it("has a conversation of its own for that, and goes on with any of its own by id", async () => {
    const visitor = await api.here.visitor();
    const chat = await say(visitor);
    const push = await say(visitor, "Yes, please", { channel: "PUSH" });
    expect(await say(visitor, "Soon", { channel: "PUSH" })).toMatchObject({
      conversationId: push.conversationId,
    });
    const { conversationId } = chat;
    expect(await say(visitor, "Here", { channel: "PUSH", conversationId })).toMatchObject({
      conversationId,
    });
    const channels = await Promise.all(
      [chat, push].map((one) => read(api.here.asAgent, one.conversationId, "channel")),
    );
    expect(channels).toEqual([{ channel: "WEBCHAT" }, { channel: "PUSH" }]);
  });

  it("writes by no other channel", async () => {
    const visitor = await api.here.visitor();
    for (const channel of ["EMAIL", "WHATSAPP"]) {
      const input = { text: "Hi", channel };
      const { errors } = await visitor.send(mutation("sendMessage"), { input });
      expect(errors).toHaveLength(1);
    }
  });
});

describe("who it is from", () => {
  it("is never a reason to refuse: a member's number or email, a short code, what nobody can read", async () => {
    const login = { email: "mia@desk.example", password: "correct horse battery" };
    const member = { name: "Mia", role: "AGENT", phone: "+61412999999", ...login };
    expect((await api.here.asAdmin.mutate("createMember", member)).code).toBeUndefined();
    for (const [channel, sender] of [
      ["WHATSAPP", "61412999999"],
      ["SMS", "+61 412 999 999"],
      ["EMAIL", "Mia@Desk.Example"],
      ["SMS", "12345"],
      ["SMS", "ONYMOUS"],
      ["EMAIL", "MAILER-DAEMON"],
      ["FACEBOOK", "9".repeat(255)],
      ["INSTAGRAM", "🦊".repeat(255)],
    ])
      expect(await deliver({ channel, sender, senderName: "Mia" }), sender).toMatchObject({
        __typename: "ReceiveMessagePayload",
        visitor: { anonymous: true },
        contact: null,
      });
  });

  it("an address of an email is a claim: it links, and proves nothing", async () => {
    const email = "owner@home.example";
    const values = { firstName: "Olga", lastName: "Owner", email };
    await api.here.asAgent.mutate("createContact", { values });
    const { contact, visitor } = await deliver({ channel: "EMAIL", sender: email });
    expect(contact).toMatchObject({ firstName: "Olga", email, createdVia: null });
    expect(visitor.claims).toEqual([
      { field: "EMAIL", value: { text: email }, verified: false, channel: "EMAIL" },
    ]);
    const { rows } = await api.database.pool.query(
      "select proven from visitor where sender_address = $1",
      [email],
    );
    expect(rows).toEqual([{ proven: false }]);
  });

  it("another workspace's visitor is one that is not known here, and nothing is written there", async () => {
    const theirs = await api.elsewhere.visitor();
    await say(theirs);
    const before = await everythingElsewhere();
    const answers = [];
    for (const visitorId of [theirs.visitorId, unknownId("AnonymousVisitor")]) {
      const { visitor, ...rest } = await deliver({ channel: "WEBCHAT", visitorId });
      expect(visitor.id).toBe(visitorId);
      answers.push([rest.__typename, rest.contact, visitor.anonymous, visitor.claims]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await everythingElsewhere()).toEqual(before);
    for (const visitorId of ["nonsense", "", theirs.visitorId.slice(2)])
      expect(await deliver({ channel: "WEBCHAT", visitorId })).toMatchObject({
        code: "VISITOR_NOT_FOUND",
      });
  });
  const everythingElsewhere = () =>
    api.elsewhere.asAdmin.query(`{
      conversations { nodes { id unreadCount messages { nodes { text } } } } anonymousVisitors { nodes { id } }
      identityEvents(first: 100) { ... on IdentityEventConnection { nodes { cursor } } } }`);
});

describe("its time", () => {
  it("is the channel's: that is the order, whatever the order of delivery", async () => {
    const at = (minute: number) => `2026-03-01T09:0${minute}:00.000Z`;
    let conversationId = "";
    for (const minute of [3, 1, 5, 2, 4]) {
      const message = { channel: "SMS", sender: "+61412000100", sentAt: at(minute) };
      const { conversation } = await deliver({ ...message, text: String(minute) });
      conversationId = conversation.id;
    }
    const conversation = await read(
      api.here.asAgent,
      conversationId,
      "lastMessageAt messages { nodes { text sentAt } }",
    );
    expect(conversation.lastMessageAt).toBe(at(5));
    expect(conversation.messages.nodes).toEqual(
      [1, 2, 3, 4, 5].map((minute) => ({ text: String(minute), sentAt: at(minute) })),
    );
  });

  it("is that of receipt where it is later, and where none is given", async () => {
    for (const sentAt of ["2999-01-01T00:00:00Z", undefined]) {
      const before = Date.now();
      const { storedMessage } = await deliver({ channel: "SMS", sender: "+61412000101", sentAt });
      const sent = Date.parse(storedMessage.sentAt);
      expect(storedMessage.sentAt).toBe(storedMessage.receivedAt);
      expect(sent).toBeGreaterThanOrEqual(before);
      expect(sent).toBeLessThanOrEqual(Date.now());
    }
  });
});

describe("an external id", () => {
  it("is the channel's own: the same on two channels is two messages", async () => {
    const both = await Promise.all(
      ["WHATSAPP", "SMS"].map((channel) =>
        deliver({ channel, sender: "+61412000200", externalId: "mid.1" }),
      ),
    );
    expect(both.map(({ duplicate }) => duplicate)).toEqual([false, false]);
    const again = await deliver({ channel: "SMS", sender: "+61412000200", externalId: "mid.1" });
    expect(again).toMatchObject({
      duplicate: true,
      storedMessage: { id: both[1].storedMessage.id },
    });
  });
});

it("a message of an archived contact's number brings it back, under its name", async () => {
  const message = { channel: "WHATSAPP", sender: "+61412000300", senderName: "Noor" };
  const { contact } = await deliver(message);
  await api.here.asAgent.mutate("archiveContact", { contactId: contact.id });
  expect((await deliver({ ...message, channel: "SMS" })).contact).toMatchObject({
    id: contact.id,
    status: "ACTIVE",
    fullName: "Noor",
  });
});

it("a key that delivers and may read nothing is not told what was said in the conversation before", async () => {
  const message = { channel: "SMS", sender: "+61412000400", text: "Something private" };
  const { conversation } = await deliver(message);
  const reply = { conversationId: conversation.id, text: "Something confidential" };
  await api.here.asAgent.mutate("sendReply", reply);
  const SAID = "id messages(first: 10) { nodes { text } } latestMessage { text }";
  const delivered = async (scopes: readonly string[]) =>
    (await api.here.keyWith(scopes)).mutate(
      "receiveMessage",
      { ...message, text: "Hello?" },
      `... on ReceiveMessagePayload { conversation { ${SAID} } storedMessage { text conversation { ${SAID} } } }`,
    );
  const nothing = { id: conversation.id, messages: { nodes: [] }, latestMessage: null };
  expect(await delivered(["RECEIVE_MESSAGES", "IDENTIFY", "READ_EVENTS"])).toMatchObject({
    conversation: nothing,
    storedMessage: { text: "Hello?", conversation: nothing },
  });
  for (const scope of ["READ_CONTACTS", "AI_AGENT"])
    expect((await delivered(["RECEIVE_MESSAGES", scope])).conversation).toMatchObject({
      messages: { nodes: expect.arrayContaining([{ text: message.text }, { text: reply.text }]) },
      latestMessage: { text: "Hello?" },
    });
});
