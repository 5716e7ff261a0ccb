import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { openRawSocket } from "../support/raw-socket.ts";
import { startApp } from "../support/server.ts";

// SPEC 4: nothing in a visitor's API tells linked from anonymous, and no one learns who is a customer or works here.

let db: TestDatabase;
let server: Awaited<ReturnType<typeof startApp>>;
let admin: string;

const MIA = {
  firstName: "Mia",
  lastName: "May",
  email: "mia@home.example",
  phone: "+491701234567",
};
const ARCHIVED = { firstName: "Ann", lastName: "Old", email: "ann@home.example" };

beforeAll(async () => {
  db = await createTestDatabase();
  server = await startApp({ databaseUrl: db.url });
  const { email, password } = credentials().admin;
  const session = await send(
    `mutation ($input: SignInMemberInput!) { signInMember(input: $input) { ... on MemberSessionPayload { accessToken } } }`,
    { email, password },
  );
  admin = session.signInMember.accessToken;
  await createContact(MIA);
  const contactId = await createContact(ARCHIVED);
  await send(
    `mutation ($input: ArchiveContactInput!) { archiveContact(input: $input) { ... on ArchiveContactPayload { contact { status } } } }`,
    { contactId },
    admin,
  );
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

function credentials() {
  if (server.first === null) throw new Error("a first start makes a workspace");
  return server.first.credentials;
}

// biome-ignore lint/suspicious/noExplicitAny: what an operation answers differs from case to case.
async function send(query: string, input: object, token?: string): Promise<any> {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as { data: object; errors?: object[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function createContact(input: object): Promise<string> {
  const { createContact: made } = await send(
    `mutation ($input: CreateContactInput!) { createContact(input: $input) { __typename ... on CreateContactPayload { contact { id } } } }`,
    { values: input },
    admin,
  );
  expect(made.__typename).toBe("CreateContactPayload");
  return made.contact.id;
}

async function newVisitor(): Promise<string> {
  const { signInAnonymously } = await send(
    `mutation ($input: SignInAnonymouslyInput!) { signInAnonymously(input: $input) { ... on SignInAnonymouslyPayload { token } } }`,
    { workspaceId: credentials().workspaceId },
  );
  return signInAnonymously.token;
}

const PERSON = "email phone firstName lastName";
const IDENTIFY = `mutation ($input: IdentifyInput!) { identify(input: $input) { __typename
  ... on IdentifyPayload { successor { visitorId } visitor { id } contact { id } verifiedContact { ${PERSON} }
    newConflicts { id } suspectedDuplicates { id } }
  ... on Refusal { code reason: message } } }`;
const MESSAGE = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename
  ... on SendMessagePayload {
    storedMessage { text direction author { type member { id } visitor { id } } }
    conversation { channel status visitor { id } contact { id } openConflicts { id }
      messages { nodes { text direction } } } }
  ... on Refusal { code reason: message } } }`;
const PUSH = `mutation ($input: OptInToPushInput!) { optInToPush(input: $input) { __typename
  ... on OptInToPushPayload { visitor { id contact { id } } } ... on Refusal { code reason: message } } }`;
const VIEWER = `{ viewer { __typename ... on VisitorViewer { chatForm { field }
  conversations { nodes { status visitor { id } contact { id } openConflicts { id } messages { nodes { text } } } }
  contact { ${PERSON} } } } }`;

/** All that a visitor can get to know, doing everything that it may, in a fixed order. */
async function life(claims: object, guess: object) {
  const token = await newVisitor();
  const say = (values: object, channel = "FORM") =>
    send(IDENTIFY, { channel, claims: values }, token);
  return [
    await say(claims),
    await send(VIEWER, {}, token),
    await say(claims),
    await say(guess, "CHAT"),
    await send(MESSAGE, { text: "Hello?" }, token),
    await say({ ...claims, ...guess }),
    await send(PUSH, {}, token),
    await send(VIEWER, {}, token),
  ];
}

describe("a visitor that proves nothing", () => {
  const guess = { firstName: MIA.firstName, phone: MIA.phone };

  it("learns the same, whoever has the email that it names", async () => {
    const nobodys = await life({ email: "new@home.example" }, { firstName: "Zoe" });
    expect(nobodys[0]).toEqual({
      identify: {
        __typename: "IdentifyPayload",
        successor: null,
        visitor: null,
        contact: null,
        verifiedContact: null,
        newConflicts: null,
        suspectedDuplicates: null,
      },
    });
    expect(nobodys.at(-1).viewer).toMatchObject({
      conversations: { nodes: [{ contact: null, messages: { nodes: [{ text: "Hello?" }] } }] },
      contact: null,
    });
    const others: [string, object, object][] = [
      ["a contact's", { email: MIA.email }, { firstName: "Zoe" }],
      ["a contact's, with right guesses", { email: MIA.email }, guess],
      ["an archived contact's", { email: ARCHIVED.email }, { firstName: "Zoe" }],
      ["a member's", { email: credentials().agent.email }, { firstName: "Zoe" }],
      ["nobody's, and then a contact's phone", { email: "other@home.example" }, guess],
      [
        "nobody's at first, then a member's",
        { lastName: "Z" },
        { email: credentials().admin.email },
      ],
      ["two contacts'", { email: ARCHIVED.email, phone: MIA.phone }, {}],
    ];
    for (const [whose, claims, guesses] of others) {
      expect([whose, await life(claims, guesses)]).toEqual([whose, nobodys]);
    }
  });
});

const CHAT = `subscription ($after: ChatCursor) { chatEvents(after: $after) { __typename
  conversation { channel status state language unreadCount handover { requestedAt } visitor { id } contact { id } person { __typename }
    assignee { id } openConflicts { id } }
  ... on ChatMessageAdded { message { text direction externalId
    author { type member { id } visitor { id } integrationKey { id } } } } } }`;

/** What a visitor sees of a chat: an AI agent hands over, asks how to reach it, and an agent ends it. */
async function chatOf(claims: object, answer: string, ai: string) {
  const token = await newVisitor();
  const { viewer } = await send("{ viewer { ... on VisitorViewer { chatCursor } } }", {}, token);
  const chat = await openRawSocket(server.wsUrl, { token });
  await chat.next();
  const after = viewer.chatCursor;
  chat.subscribe("live", CHAT, { after });
  const heard = async (id: string) => {
    const { payload } = await chat.nextOf(id);
    if (!payload.data) throw new Error(JSON.stringify(payload));
    return payload.data.chatEvents;
  };
  const act = async (who: string, name: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { ... on Refusal { code } } }`;
    expect((await send(query, input, who))[name]).toEqual({});
  };

  await send(IDENTIFY, { channel: "FORM", claims }, token);
  const FIRST = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ... on SendMessagePayload {
    conversation { id } } } }`;
  const { conversation } = (await send(FIRST, { text: "Hello?" }, token)).sendMessage;
  const of = { conversationId: conversation.id };
  await act(ai, "sendReply", { ...of, text: "Let me see" });
  await act(ai, "requestHandover", of);
  // Opened, two messages, and the question, which comes when nobody takes it.
  for (let count = 0; count < 4; count++) await heard("live");
  await act(token, "sendMessage", { ...of, text: answer });
  await act(admin, "sendReply", { ...of, text: "Here I am" });
  await act(admin, "closeConversation", of);

  chat.subscribe("replay", CHAT, { after });
  const told = [];
  for (let event = null; event?.__typename !== "ChatClosed"; told.push(event))
    event = await heard("replay");
  await chat.close();
  return [...told, await send(VIEWER, {}, token)];
}

describe("a visitor that chats and proves nothing", () => {
  it("sees and is told the same, whoever has the email that it names", async () => {
    await db.database.pool.query(
      "update workspace set answered_first_by = 'AI_AGENT', handover_waiting_seconds = 0",
    );
    const { createIntegrationKey } = await send(
      `mutation ($input: CreateIntegrationKeyInput!) { createIntegrationKey(input: $input) {
        ... on CreateIntegrationKeyPayload { key } } }`,
      { name: "AI agent", scopes: ["AI_AGENT"] },
      admin,
    );
    const chat = (claims: object, answer: string) =>
      chatOf(claims, answer, createIntegrationKey.key);
    // A contact that is assigned, and so its conversations are.
    const known = { email: "known@home.example", phone: "+491701234999" };
    const contactId = await createContact({ firstName: "Kim", lastName: "Known", ...known });
    await send(
      `mutation ($input: AssignContactInput!) { assignContact(input: $input) { __typename } }`,
      { contactId, assigneeId: credentials().agent.memberId },
      admin,
    );
    const nobodys = await chat({ email: "fresh@home.example" }, "It is 0170 5550199");
    expect(nobodys.map((event) => event.message?.text ?? event.__typename)).toEqual([
      "ChatOpened",
      "Hello?",
      "Let me see",
      expect.stringMatching(/email.*phone|phone.*email/i),
      "It is 0170 5550199",
      expect.any(String),
      "Here I am",
      "ChatClosed",
      undefined,
    ]);
    expect(nobodys[1]).toMatchObject({
      conversation: {
        status: "CLOSED",
        unreadCount: null,
        handover: null,
        visitor: null,
        contact: null,
        person: null,
        assignee: null,
        openConflicts: [],
      },
      message: { author: { type: "VISITOR", visitor: null } },
    });
    expect(nobodys[2].message.author).toMatchObject({ type: "INTEGRATION", integrationKey: null });
    expect(nobodys[6].message.author).toMatchObject({ type: "MEMBER", member: null });

    const others: [string, object][] = [
      ["a contact's", { email: known.email }],
      ["an archived contact's", { email: ARCHIVED.email }],
      ["a member's", { email: credentials().agent.email }],
      ["nobody's, without a name of any kind", { firstName: "Zoe" }],
      ["two contacts'", { email: ARCHIVED.email, phone: known.phone }],
    ];
    for (const [whose, claims] of others)
      expect([whose, await chat(claims, "It is 0170 5550199")]).toEqual([whose, nobodys]);
  }, 60_000);
});
