import { afterAll, beforeAll, expect, it } from "vitest";
import { startApi, type Visitor } from "../support/api.ts";

// The main job from end to end, in order: each step goes on from the one before.

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const IDENTIFIED = `... on IdentifyPayload {
  visitor { anonymous label } contact { id email firstName displayName reachableBy lists { name isDefault } }
  newConflicts { id field main { ... on TextValue { text } } mainVersion secondary { ... on TextValue { text } } }
}`;
const RESOLVED = `... on ResolveConflictPayload {
  conflict { id status mainVersion main { ... on TextValue { text } } resolution { choice decidedBy { type member { email } } main { ... on TextValue { text } } } }
  contact { firstName }
} ... on MainValueChanged { main { ... on TextValue { text } } mainVersion }`;

let visitor: Visitor;
let contactId: string;
let conflictId: string;

it("makes no record for an anonymous sign-in", async () => {
  visitor = await api.here.visitor();
  const { anonymousVisitor } = await api.here.asAgent.query(
    "query ($id: ID!) { anonymousVisitor(id: $id) { id } }",
    { id: visitor.visitorId },
  );
  expect(anonymousVisitor).toBeNull();
});

it("makes the record with the first message, and gives it a number and a pseudonym", async () => {
  const sent = await visitor.mutate(
    "sendMessage",
    { text: "Hello?" },
    "... on SendMessagePayload { storedMessage { text direction author { type } } conversation { id channel status } }",
  );
  expect(sent).toMatchObject({
    storedMessage: { text: "Hello?", direction: "INBOUND", author: { type: "VISITOR" } },
    conversation: { channel: "WEBCHAT", status: "OPEN" },
  });
  const { anonymousVisitor, workspace } = await api.here.asAgent.query(
    `query ($id: ID!) {
      anonymousVisitor(id: $id) { label number kind anonymous pseudonym { name email } reachableBy conversations { nodes { messages { nodes { text } } } } }
      workspace { counts { identified anonymousConversations homeTotal } }
    }`,
    { id: visitor.visitorId },
  );
  expect(anonymousVisitor).toMatchObject({
    label: `Anonymous contact #${anonymousVisitor.number}`,
    kind: "CONVERSATIONS",
    anonymous: true,
    pseudonym: { email: expect.stringMatching(/\.invalid$/) },
    reachableBy: [],
    conversations: { nodes: [{ messages: { nodes: [{ text: "Hello?" }] } }] },
  });
  expect(workspace.counts).toEqual({ identified: 0, anonymousConversations: 1, homeTotal: 1 });
});

it("identifies: the contact is made, linked, listed and counted", async () => {
  await visitor.mutate("identify", {
    channel: "CHAT",
    claims: { email: "Ada@Example.com", firstName: "Ada" },
  });
  const { contacts, workspace } = await api.here.asAgent.query(`{
    contacts { nodes { id email firstName displayName reachableBy lists { name isDefault } visitors { nodes { id anonymous } } } }
    workspace { counts { identified anonymousConversations } }
  }`);
  expect(contacts.nodes).toEqual([
    {
      id: expect.any(String),
      email: "ada@example.com",
      firstName: "Ada",
      displayName: "Ada",
      reachableBy: ["EMAIL"],
      lists: [{ name: "Contacts involved in Conversations", isDefault: true }],
      visitors: { nodes: [{ id: visitor.visitorId, anonymous: false }] },
    },
  ]);
  expect(workspace.counts).toEqual({ identified: 1, anonymousConversations: 0 });
  contactId = contacts.nodes[0].id;
});

it("keeps a differing value as a conflict, which shows both values", async () => {
  const answer = await api.here.asKey.mutate(
    "identify",
    { visitorId: visitor.visitorId, channel: "FORM", claims: { firstName: "Adele" } },
    IDENTIFIED,
  );
  expect(answer.contact).toMatchObject({ id: contactId, firstName: "Ada" });
  expect(answer.newConflicts).toEqual([
    {
      id: expect.any(String),
      field: "FIRST_NAME",
      main: { text: "Ada" },
      mainVersion: 1,
      secondary: { text: "Adele" },
    },
  ]);
  conflictId = answer.newConflicts[0].id;
});

it("does not decide on a main value that the agent was not looking at", async () => {
  const input = { conflictId, choice: "SECONDARY", mainVersion: 7, customerConfirmed: true };
  expect(await api.here.asAgent.mutate("resolveConflict", input, RESOLVED)).toMatchObject({
    __typename: "MainValueChanged",
    code: "MAIN_VALUE_CHANGED",
    main: { text: "Ada" },
    mainVersion: 1,
  });
});

it("does not take the secondary value without the customer's confirmation", async () => {
  const input = { conflictId, choice: "SECONDARY", mainVersion: 1 };
  expect(await api.here.asAgent.mutate("resolveConflict", input)).toMatchObject({
    __typename: "CustomerConfirmationRequired",
    code: "CUSTOMER_CONFIRMATION_REQUIRED",
  });
});

it("resolves, and switches back", async () => {
  const secondary = { conflictId, choice: "SECONDARY", mainVersion: 1, customerConfirmed: true };
  expect(await api.here.asAgent.mutate("resolveConflict", secondary, RESOLVED)).toMatchObject({
    conflict: {
      status: "RESOLVED",
      main: { text: "Adele" },
      mainVersion: 2,
      resolution: {
        choice: "SECONDARY",
        decidedBy: { type: "MEMBER", member: { email: api.here.agent.email } },
        main: { text: "Ada" },
      },
    },
    contact: { firstName: "Adele" },
  });
  const back = { conflictId, choice: "MAIN", mainVersion: 2 };
  expect(await api.here.asAgent.mutate("resolveConflict", back, RESOLVED)).toMatchObject({
    conflict: { status: "RESOLVED", main: { text: "Ada" }, mainVersion: 3 },
    contact: { firstName: "Ada" },
  });
});

it("archives: the contact is hidden, and found among the archived", async () => {
  const answer = await api.here.asAgent.mutate(
    "archiveContact",
    { contactId },
    "... on ArchiveContactPayload { contact { status archivedAt } }",
  );
  expect(answer.contact).toEqual({ status: "ARCHIVED", archivedAt: expect.any(String) });
  const lists = await api.here.asAgent.query(`{
    active: contacts { nodes { id } }
    archived: contacts(filter: { status: ARCHIVED }) { nodes { id } }
    lists { contacts { nodes { id } } }
  }`);
  expect(lists).toEqual({
    active: { nodes: [] },
    archived: { nodes: [{ id: contactId }] },
    lists: [{ contacts: { nodes: [] } }],
  });
});

it("reactivates with a message of the visitor", async () => {
  await visitor.mutate("sendMessage", { text: "Me again" });
  const { contact } = await api.here.asAgent.query(
    "query ($id: ID!) { contact(id: $id) { status archivedAt conversations { nodes { messages { nodes { text } } } } } }",
    { id: contactId },
  );
  expect(contact).toEqual({
    status: "ACTIVE",
    archivedAt: null,
    conversations: { nodes: [{ messages: { nodes: [{ text: "Hello?" }, { text: "Me again" }] } }] },
  });
});

it("tells it all in the history, in order", async () => {
  const { contact, identityEvents } = await api.here.asAgent.query(
    `query ($id: ID!) {
      contact(id: $id) { history(first: 100) { nodes { __typename } pageInfo { hasNextPage } } }
      identityEvents(first: 100) { ... on IdentityEventConnection { nodes { __typename cursor actor { type } contactId } pageInfo { endCursor } } }
    }`,
    { id: contactId },
  );
  const kinds = contact.history.nodes.map((event: { __typename: string }) => event.__typename);
  expect(kinds).toEqual([
    "ContactCreated",
    "VisitorIdentified",
    "ContactListed",
    "ConflictOpened",
    "ConflictResolved",
    "ContactUpdated",
    "ConflictResolved",
    "ContactUpdated",
    "ContactArchived",
    "MessageReceived",
    "ContactReactivated",
  ]);
  expect(contact.history.pageInfo.hasNextPage).toBe(false);
  const log = identityEvents.nodes.map((event: { __typename: string }) => event.__typename);
  expect(log.slice(0, 3)).toEqual([
    "AnonymousVisitorRecorded",
    "ConversationOpened",
    "MessageReceived",
  ]);
  expect(log.slice(3)).toEqual(kinds);
  expect(identityEvents.pageInfo.endCursor).toBe(identityEvents.nodes.at(-1).cursor);
});
