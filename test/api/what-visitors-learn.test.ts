import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
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
