import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi, type TestWorkspace, unknownId } from "../support/api.ts";
import { actRaw, type DeskMutation, newConversation, read } from "../support/desk.ts";
import { upload } from "../support/imports.ts";

// "Another workspace's id behaves exactly as one that does not exist" (SPEC 10): whole answers are compared.

let api: Awaited<ReturnType<typeof startApi>>;
/** The id of one of each in the other workspace. */
const foreign: Record<string, string> = {};

beforeAll(async () => {
  api = await startApi();
  await fill(api.elsewhere);
});
afterAll(() => api.stop());

async function fill(workspace: TestWorkspace) {
  const [one, other] = [await workspace.visitor(), await workspace.visitor()];
  await one.mutate("sendMessage", { text: "Hello" });
  await one.mutate("identify", {
    channel: "CHAT",
    claims: { email: "one@there.example", firstName: "One" },
  });
  await one.mutate("identify", { channel: "CHAT", claims: { firstName: "Uno" } });
  await other.mutate("identify", {
    channel: "CHAT",
    claims: { phone: "+61 412 345 678", firstName: "Other" },
  });
  await one.mutate("identify", { channel: "CHAT", claims: { phone: "+61 412 345 678" } });
  await workspace.asAdmin.mutate("createTag", { name: "Theirs" });
  const importId = await upload(api, "email\n", workspace.asAdmin);
  await workspace.asAdmin.mutate("saveImportMapping", { importId, name: "Theirs" });
  const found = await workspace.asAdmin.query(`{
    workspace { id } members { id } integrationKeys { id } lists { id } tags { id }
    contacts { nodes { id } } anonymousVisitors { nodes { id } }
    conversations { nodes { id messages { nodes { id } } } }
    conflicts { nodes { id } } suspectedDuplicates { nodes { id } }
    imports { nodes { id } } importMappings { id }
  }`);
  Object.assign(foreign, {
    Workspace: found.workspace.id,
    Member: found.members[0].id,
    IntegrationKey: found.integrationKeys[0].id,
    ContactList: found.lists[0].id,
    Tag: found.tags[0].id,
    Contact: found.contacts.nodes[0].id,
    AnonymousVisitor: found.anonymousVisitors.nodes[0].id,
    Conversation: found.conversations.nodes[0].id,
    Message: found.conversations.nodes[0].messages.nodes[0].id,
    ConflictField: found.conflicts.nodes[0].id,
    SuspectedDuplicate: found.suspectedDuplicates.nodes[0].id,
    Import: found.imports.nodes[0].id,
    ImportMapping: found.importMappings[0].id,
  });
}

const TYPES = [
  "Workspace",
  "Member",
  "IntegrationKey",
  "ContactList",
  "Tag",
  "Contact",
  "AnonymousVisitor",
  "Conversation",
  "Message",
  "ConflictField",
  "SuspectedDuplicate",
  "Import",
  "ImportMapping",
] as const;

describe("reading by an id of another workspace", () => {
  it.each(TYPES)("node: %s", async (type) => {
    expect(foreign[type]).toEqual(expect.any(String));
    const query = "query ($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { id } }";
    const there = await api.here.asAdmin.send(query, { id: foreign[type] });
    expect(there).toEqual(await api.here.asAdmin.send(query, { id: unknownId(type) }));
    expect(there.data).toEqual({ node: null, nodes: [null] });
    const athome = await api.elsewhere.asAdmin.query(query, { id: foreign[type] });
    expect(athome.node).toEqual({ __typename: type, id: foreign[type] });
  });

  it.each([
    ["contact", "Contact"],
    ["anonymousVisitor", "AnonymousVisitor"],
    ["conversation", "Conversation"],
  ] as const)("%s", async (field, type) => {
    const query = `query ($id: ID!) { ${field}(id: $id) { id } }`;
    const answers = await Promise.all(
      [foreign[type], unknownId(type), "nonsense", ""].map((id) =>
        api.here.asAdmin.send(query, { id }),
      ),
    );
    for (const answer of answers) expect(answer).toEqual({ status: 200, data: { [field]: null } });
  });

  it("filters of events", async () => {
    const query = `query ($filter: IdentityEventFilter!) { identityEvents(filter: $filter) {
      ... on IdentityEventConnection { nodes { __typename } } } }`;
    for (const [field, type] of [
      ["contactId", "Contact"],
      ["visitorId", "AnonymousVisitor"],
      ["conversationId", "Conversation"],
    ] as const)
      for (const id of [foreign[type], unknownId(type), "nonsense"])
        expect(await api.here.asAgent.query(query, { filter: { [field]: id } })).toEqual({
          identityEvents: { nodes: [] },
        });
  });
});

describe("writing with an id of another workspace", () => {
  const cases: [name: string, type: (typeof TYPES)[number], input: (id: string) => object][] = [
    ["archiveContact", "Contact", (contactId) => ({ contactId })],
    ["unarchiveContact", "Contact", (contactId) => ({ contactId })],
    ["updateContact", "Contact", (contactId) => ({ contactId, values: { firstName: "Taken" } })],
    [
      "removeAlternateIdentifier",
      "Contact",
      (contactId) => ({ contactId, kind: "EMAIL", value: "one@there.example" }),
    ],
    ["unlinkVisitor", "AnonymousVisitor", (visitorId) => ({ visitorId })],
    ["optOutOfPush", "AnonymousVisitor", (visitorId) => ({ visitorId })],
    [
      "identify",
      "AnonymousVisitor",
      (visitorId) => ({ visitorId, channel: "AGENT", claims: { firstName: "Taken" } }),
    ],
    [
      "resolveConflict",
      "ConflictField",
      (conflictId) => ({
        conflictId,
        choice: "SECONDARY",
        mainVersion: 1,
        customerConfirmed: true,
      }),
    ],
    ["assignContact", "Contact", (contactId) => ({ contactId, assigneeId: null })],
    ["updateMember", "Member", (memberId) => ({ memberId, name: "Taken" })],
    ["removeMember", "Member", (memberId) => ({ memberId })],
    ["revokeIntegrationKey", "IntegrationKey", (integrationKeyId) => ({ integrationKeyId })],
    ["configureImport", "Import", (importId) => ({ importId, policy: "KEEP" })],
    ["cancelImport", "Import", (importId) => ({ importId })],
    ["deleteImport", "Import", (importId) => ({ importId })],
    ["deleteImportMapping", "ImportMapping", (mappingId) => ({ mappingId })],
  ];
  it.each(cases)("%s", async (name, type, input) => {
    const before = await everythingElsewhere();
    const answer = await api.here.asAdmin.mutate(name, input(foreign[type] as string));
    expect(answer).toEqual(await api.here.asAdmin.mutate(name, input(unknownId(type))));
    // Nobody who is not opted in needs opting out, known or not.
    if (name !== "optOutOfPush") expect(answer.code).toMatch(/_NOT_FOUND$/);
    expect(await everythingElsewhere()).toEqual(before);
  });

  const everythingElsewhere = () =>
    api.elsewhere.asAdmin.query(`{
      contacts { nodes { firstName status } } members { name } integrationKeys { revokedAt }
      conversations { nodes { state unreadCount language assignee { id } messages { nodes { text } } } }
      anonymousVisitors { nodes { anonymous pushOptedIn } } conflicts(filter: { status: OPEN }) { nodes { id } }
      imports { nodes { state policy } } importMappings { name }
      identityEvents(first: 100) { ... on IdentityEventConnection { nodes { cursor } } }
    }`);
});

describe("what is done with conversations, by ids of another workspace", () => {
  let own: { conversationId: string; messageId: string };
  let ai: Client;
  beforeAll(async () => {
    own = await newConversation(api.here);
    ai = await api.here.keyWith(["AI_AGENT"]);
  });
  const byId = (conversationId: string) => ({ conversationId });
  const text = "Hi";
  it.each<[DeskMutation, "Conversation" | "Member" | "Message", (id: string) => object]>([
    ["takeConversation", "Conversation", byId],
    ["assignConversation", "Conversation", byId],
    [
      "assignConversation",
      "Member",
      (assigneeId) => ({ conversationId: own.conversationId, assigneeId }),
    ],
    ["closeConversation", "Conversation", byId],
    ["reopenConversation", "Conversation", byId],
    ["sendReply", "Conversation", (conversationId) => ({ conversationId, text })],
    ["requestHandover", "Conversation", byId],
    [
      "markConversationRead",
      "Conversation",
      (conversationId) => ({ conversationId, throughMessageId: own.messageId }),
    ],
    [
      "markConversationRead",
      "Message",
      (throughMessageId) => ({ conversationId: own.conversationId, throughMessageId }),
    ],
  ])("%s: that of a %s", async (name, type, input) => {
    const [before, theirs] = [await read(api.here.asAgent, own.conversationId), await elsewhere()];
    const code = `${type.toUpperCase()}_NOT_FOUND`;
    for (const client of name === "sendReply"
      ? [api.here.asAdmin, ai]
      : [name === "requestHandover" ? ai : api.here.asAdmin]) {
      const answer = await actRaw(client, name, input(foreign[type] as string));
      expect(answer).toEqual(await actRaw(client, name, input(unknownId(type))));
      expect(answer).toEqual(await actRaw(client, name, input("nonsense")));
      expect(answer.data[name]).toMatchObject({ code });
    }
    expect(await read(api.here.asAgent, own.conversationId)).toEqual(before);
    expect(await elsewhere()).toEqual(theirs);
  });
  it("a visitor's message", async () => {
    const visitor = await api.here.visitor();
    const [there, nowhere] = await Promise.all(
      [foreign.Conversation, unknownId("Conversation")].map((conversationId) =>
        visitor.mutate("sendMessage", { text, conversationId }),
      ),
    );
    expect(there).toEqual(nowhere);
    expect(there).toMatchObject({ code: "CONVERSATION_NOT_FOUND" });
  });
  const elsewhere = () =>
    api.elsewhere.asAdmin.query(`{
      conversations { nodes { state unreadCount assignee { id } messages { nodes { text } } } }
      identityEvents(first: 100) { ... on IdentityEventConnection { nodes { cursor } } } }`);
});

it("the same email is another person in another workspace", async () => {
  const here = await api.here.visitor();
  await here.mutate("identify", { channel: "CHAT", claims: { email: "one@there.example" } });
  const query = "{ contacts { nodes { email visitors { nodes { id } } } } }";
  expect(await api.here.asAgent.query(query)).toEqual({
    contacts: {
      nodes: [{ email: "one@there.example", visitors: { nodes: [{ id: here.visitorId }] } }],
    },
  });
});

it("a cursor of another workspace opens nothing of it", async () => {
  const query = `query ($after: String) { contacts(first: 1, after: $after) {
    nodes { email } pageInfo { endCursor } } }`;
  const { contacts } = await api.elsewhere.asAgent.query(query);
  const { data } = await api.here.asAgent.send(query, { after: contacts.pageInfo.endCursor });
  for (const contact of data.contacts.nodes) expect(contact.email).toBe("one@there.example");
  const emails = (await api.here.asAgent.query("{ contacts { nodes { email } } }")).contacts.nodes;
  expect(emails).toHaveLength(1);
});
