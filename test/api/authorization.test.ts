import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLField } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, mutation, startApi, unknownId, type Visitor } from "../support/api.ts";

// Who may use which field (SPEC 10). A field that is added without saying who may use it fails here.

let api: Awaited<ReturnType<typeof startApi>>;
const callers: Record<string, Client> = {};
let visitor: Visitor;

const KEY_SCOPES = [
  "IDENTIFY",
  "IDENTIFY_VERIFIED",
  "RECEIVE_MESSAGES",
  "READ_CONTACTS",
  "WRITE_CONTACTS",
  "READ_EVENTS",
  "AI_AGENT",
] as const;
const ALL = ["nobody", "admin", "agent", "visitor", ...KEY_SCOPES];

beforeAll(async () => {
  api = await startApi();
  visitor = await api.here.visitor();
  Object.assign(callers, {
    nobody: api.client(null),
    admin: api.here.asAdmin,
    agent: api.here.asAgent,
    visitor,
  });
  for (const scope of KEY_SCOPES) callers[scope] = await api.here.keyWith([scope]);
});
afterAll(() => api.stop());

const members = ["admin", "agent"];
const readers = [...members, "READ_CONTACTS"];
const writers = [...members, "WRITE_CONTACTS"];
const anybody = ALL;
const signedIn = ALL.filter((caller) => caller !== "nobody");

/** Everything that the schema offers, who may use it, and a harmless way to try. */
const fields: Record<string, { allowed: string[]; query: string; input?: () => object }> = {
  "Query.viewer": { allowed: anybody, query: "{ viewer { __typename } }" },
  "Query.node": { allowed: [...readers, "AI_AGENT"], query: '{ node(id: "x") { id } }' },
  "Query.nodes": { allowed: [...readers, "AI_AGENT"], query: '{ nodes(ids: ["x"]) { id } }' },
  "Query.workspace": { allowed: readers, query: "{ workspace { id } }" },
  "Query.chatForm": { allowed: signedIn, query: "{ chatForm { field } }" },
  "Query.contact": { allowed: readers, query: '{ contact(id: "x") { id } }' },
  "Query.contacts": { allowed: readers, query: "{ contacts { nodes { id } } }" },
  "Query.deletionPreview": {
    allowed: ["admin"],
    query: '{ deletionPreview(contactId: "x") { __typename } }',
  },
  "Query.people": { allowed: readers, query: "{ people { nodes { __typename } } }" },
  "Query.audience": {
    allowed: readers,
    query: "{ audience(filter: { channel: EMAIL }) { count } }",
  },
  "Query.anonymousVisitor": { allowed: readers, query: '{ anonymousVisitor(id: "x") { id } }' },
  "Query.anonymousVisitors": { allowed: readers, query: "{ anonymousVisitors { nodes { id } } }" },
  "Query.searchContacts": {
    allowed: readers,
    query: '{ searchContacts(query: "x") { nodes { id } } }',
  },
  "Query.conversation": {
    allowed: [...readers, "AI_AGENT"],
    query: '{ conversation(id: "x") { id } }',
  },
  "Query.conversations": { allowed: readers, query: "{ conversations { nodes { id } } }" },
  "Query.conflicts": { allowed: readers, query: "{ conflicts { nodes { id } } }" },
  "Query.suspectedDuplicates": {
    allowed: readers,
    query: "{ suspectedDuplicates { nodes { id } } }",
  },
  "Query.lists": { allowed: readers, query: "{ lists { id } }" },
  "Query.tags": { allowed: readers, query: "{ tags { id } }" },
  "Query.imports": { allowed: ["admin"], query: "{ imports { nodes { id } } }" },
  "Query.importMappings": { allowed: ["admin"], query: "{ importMappings { id } }" },
  "Query.members": { allowed: members, query: "{ members { id } }" },
  "Query.integrationKeys": { allowed: ["admin"], query: "{ integrationKeys { id } }" },
  "Query.identityEvents": {
    allowed: [...members, "READ_EVENTS"],
    query: "{ identityEvents { __typename } }",
  },
  "Query.conversationEvents": {
    allowed: [...members, "READ_EVENTS", "AI_AGENT"],
    query: "{ conversationEvents { __typename } }",
  },
  "Query.identifyPreview": {
    allowed: members,
    query:
      '{ identifyPreview(input: { visitorId: "x", channel: AGENT, claims: {} }) { __typename } }',
  },
  "Query.mergePreview": {
    allowed: readers,
    query: '{ mergePreview(survivorId: "x", mergedContactId: "x") { __typename } }',
  },
  "Query.undoMergePreview": {
    allowed: readers,
    query: '{ undoMergePreview(mergeId: "x") { __typename } }',
  },
  ...Object.fromEntries(
    Object.entries({
      signInAnonymously: { allowed: anybody, input: () => ({ workspaceId: "x" }) },
      signInMember: { allowed: anybody, input: () => ({ email: "x", password: "y" }) },
      renewMemberSession: { allowed: anybody, input: () => ({ renewalToken: "x" }) },
      identify: {
        allowed: [...members, "visitor", "IDENTIFY"],
        input: () => ({ visitorId: "x", channel: "CHAT", claims: {} }),
      },
      sendMessage: { allowed: ["visitor"], input: () => ({ text: "Hi", conversationId: "x" }) },
      signalConversation: {
        allowed: [...members, "visitor", "AI_AGENT"],
        input: () => ({ conversationId: "x", activity: "TYPING" }),
      },
      sendReply: {
        allowed: [...members, "AI_AGENT"],
        input: () => ({ conversationId: "x", text: "Hi" }),
      },
      takeConversation: { allowed: members, input: () => ({ conversationId: "x" }) },
      assignConversation: { allowed: members, input: () => ({ conversationId: "x" }) },
      closeConversation: { allowed: members, input: () => ({ conversationId: "x" }) },
      reopenConversation: { allowed: members, input: () => ({ conversationId: "x" }) },
      markConversationRead: {
        allowed: members,
        input: () => ({ conversationId: "x", throughMessageId: "x" }),
      },
      requestHandover: { allowed: ["AI_AGENT"], input: () => ({ conversationId: "x" }) },
      receiveMessage: {
        allowed: ["RECEIVE_MESSAGES"],
        input: () => ({ channel: "SMS", visitorId: "x", text: "Hi" }),
      },
      optInToPush: {
        allowed: [...members, "visitor", "IDENTIFY"],
        input: () => ({ visitorId: "x" }),
      },
      optOutOfPush: {
        allowed: [...members, "visitor", "IDENTIFY"],
        input: () => ({ visitorId: "x" }),
      },
      createContact: { allowed: writers, input: () => ({ values: {} }) },
      updateContact: { allowed: writers, input: () => ({ contactId: "x", values: {} }) },
      archiveContact: { allowed: writers, input: () => ({ contactId: "x" }) },
      dismissDuplicate: { allowed: writers, input: () => ({ suspectedDuplicateId: "x" }) },
      assignContact: { allowed: writers, input: () => ({ contactId: "x" }) },
      unarchiveContact: { allowed: writers, input: () => ({ contactId: "x" }) },
      unlinkVisitor: { allowed: writers, input: () => ({ visitorId: "x" }) },
      removeAlternateIdentifier: {
        allowed: writers,
        input: () => ({ contactId: "x", kind: "EMAIL", value: "a@b.example" }),
      },
      resolveConflict: {
        allowed: writers,
        input: () => ({ conflictId: "x", choice: "MAIN", mainVersion: 1 }),
      },
      mergeContacts: {
        allowed: writers,
        input: () => ({ survivorId: "x", mergedContactId: "x" }),
      },
      undoMerge: { allowed: ["admin"], input: () => ({ mergeId: "x" }) },
      deleteContact: { allowed: ["admin"], input: () => ({ contactId: "x" }) },
      deleteVisitor: { allowed: ["admin"], input: () => ({ visitorId: "x" }) },
      createList: { allowed: writers, input: () => ({ name: "" }) },
      renameList: { allowed: writers, input: () => ({ listId: "x", name: "" }) },
      deleteList: { allowed: ["admin"], input: () => ({ listId: "x" }) },
      createTag: { allowed: ["admin"], input: () => ({ name: "" }) },
      renameTag: { allowed: ["admin"], input: () => ({ tagId: "x", name: "" }) },
      deleteTag: { allowed: ["admin"], input: () => ({ tagId: "x" }) },
      addToList: { allowed: writers, input: () => ({ listId: "x" }) },
      removeFromList: { allowed: writers, input: () => ({ listId: "x" }) },
      tagContacts: { allowed: writers, input: () => ({ tagIds: [], contactIds: [] }) },
      untagContacts: { allowed: writers, input: () => ({ tagIds: [], contactIds: [] }) },
      exportContacts: { allowed: ["admin"], input: () => ({}) },
      exportRefusedRows: { allowed: ["admin"], input: () => ({ importId: "x" }) },
      configureImport: { allowed: ["admin"], input: () => ({ importId: "x" }) },
      previewImport: { allowed: ["admin"], input: () => ({ importId: "x" }) },
      runImport: { allowed: ["admin"], input: () => ({ importId: "x" }) },
      cancelImport: { allowed: ["admin"], input: () => ({ importId: "x" }) },
      undoImport: { allowed: ["admin"], input: () => ({ importId: "x" }) },
      deleteImport: { allowed: ["admin"], input: () => ({ importId: "x" }) },
      saveImportMapping: { allowed: ["admin"], input: () => ({ importId: "x", name: "" }) },
      deleteImportMapping: { allowed: ["admin"], input: () => ({ mappingId: "x" }) },
      createMember: {
        allowed: ["admin"],
        input: () => ({ role: "AGENT", name: "", email: "x", password: "y" }),
      },
      updateMember: { allowed: ["admin"], input: () => ({ memberId: "x" }) },
      removeMember: { allowed: ["admin"], input: () => ({ memberId: "x" }) },
      createIntegrationKey: { allowed: ["admin"], input: () => ({ name: "", scopes: [] }) },
      revokeIntegrationKey: { allowed: ["admin"], input: () => ({ integrationKeyId: "x" }) },
      updateWorkspace: { allowed: ["admin"], input: () => ({ name: "" }) },
    }).map(([name, { allowed, input }]) => [
      `Mutation.${name}`,
      { allowed, input, query: mutation(name) },
    ]),
  ),
};

/** Tried elsewhere, because trying them here would change the callers. */
const elsewhere = ["Mutation.signOutMember", "Mutation.rotateProofSecret"];
/** With a file: upload-multipart.test.ts. */
const withFiles = ["Mutation.uploadImport"];
/** Over sockets: live-websocket.test.ts, live-authority.test.ts, and the tests named for them. */
const live = [
  "Subscription.chatEvents",
  "Subscription.conversationEvents",
  "Subscription.conversationSignals",
  "Subscription.identityEvents",
  "Subscription.importProgress",
];

it("covers every root field of the schema", () => {
  const schema = buildSchema(readFileSync("schema.graphql", "utf8"));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const names = roots.flatMap((root) =>
    Object.values((root?.getFields() ?? {}) as Record<string, GraphQLField<unknown, unknown>>).map(
      (field) => `${root?.name}.${field.name}`,
    ),
  );
  expect([...Object.keys(fields), ...elsewhere, ...withFiles, ...live].sort()).toEqual(
    names.sort(),
  );
});

describe("who may use it:", () => {
  it.each(Object.keys(fields))("%s", async (name) => {
    const { allowed, query, input } = fields[name] as (typeof fields)[string];
    const letIn: string[] = [];
    for (const caller of ALL) {
      const answer = await (callers[caller] as Client).send(query, input ? { input: input() } : {});
      const code = answer.errors?.[0]?.extensions?.code;
      if (code === undefined) letIn.push(caller);
      else expect(code, caller).toBe(caller === "nobody" ? "UNAUTHENTICATED" : "FORBIDDEN");
    }
    expect(letIn.sort()).toEqual([...allowed].sort());
  });

  it.each(elsewhere)("%s is nobody's and no visitor's", async (name) => {
    const field = name.replace("Mutation.", "");
    for (const caller of ["nobody", "visitor", "READ_CONTACTS"]) {
      const { errors } = await (callers[caller] as Client).send(mutation(field), { input: {} });
      expect(errors?.[0]?.extensions?.code, caller).toMatch(/UNAUTHENTICATED|FORBIDDEN/);
    }
  });
});

describe("a visitor", () => {
  it("speaks for itself alone", async () => {
    const other = await api.here.visitor();
    await other.mutate("sendMessage", { text: "Hi" });
    const claims = { firstName: "Eve" };
    const input = { visitorId: other.visitorId, channel: "CHAT", claims };
    expect(await visitor.mutate("identify", input)).toMatchObject({ code: "VISITOR_NOT_FOUND" });
    for (const name of ["optInToPush", "optOutOfPush"])
      expect(await visitor.mutate(name, { visitorId: other.visitorId })).toMatchObject({
        code: "VISITOR_NOT_FOUND",
      });
  });

  it("can't write into another's conversation, and is told what it would be told of none", async () => {
    const other = await api.here.visitor();
    const sent = await other.mutate(
      "sendMessage",
      { text: "Hi" },
      "... on SendMessagePayload { conversation { id } }",
    );
    const answers = await Promise.all(
      [sent.conversation.id, unknownId("Conversation"), "nonsense"].map((conversationId) =>
        visitor.mutate("sendMessage", { text: "Hi", conversationId }),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ code: "CONVERSATION_NOT_FOUND" });
  });

  it("may not speak for channels that prove something", async () => {
    for (const channel of ["WHATSAPP", "SMS", "AGENT", "PLUGIN"])
      expect(await visitor.mutate("identify", { channel, claims: {} })).toMatchObject({
        code: "CHANNEL_NOT_ALLOWED",
      });
  });

  it("may not vouch for itself", async () => {
    const input = { channel: "CHAT", claims: { email: "me@home.example" }, verified: true };
    expect(await visitor.mutate("identify", input)).toMatchObject({ code: "VOUCHING_NOT_ALLOWED" });
  });
});

describe("an integration key that may not read contacts", () => {
  it("gets nothing of them from what it does", async () => {
    const one = await api.here.visitor();
    const answer = await (callers.IDENTIFY as Client).mutate(
      "identify",
      { visitorId: one.visitorId, channel: "FORM", claims: { email: "one@home.example" } },
      `... on IdentifyPayload { visitorId visitor { id } contact { id } verifiedContact { email }
        newConflicts { id } suspectedDuplicates { id } }`,
    );
    expect(answer).toEqual({
      __typename: "IdentifyPayload",
      visitorId: one.visitorId,
      visitor: null,
      contact: null,
      verifiedContact: null,
      newConflicts: null,
      suspectedDuplicates: null,
    });
  });

  it("is not told who holds a taken identifier, and members are", async () => {
    const values = { firstName: "A", lastName: "B", email: "one@home.example" };
    const holder = "... on IdentifierTaken { field holder { __typename } }";
    const taken = { code: "IDENTIFIER_TAKEN", field: "EMAIL" };
    const key = callers.WRITE_CONTACTS as Client;
    expect(await key.mutate("createContact", { values }, holder)).toMatchObject({
      ...taken,
      holder: null,
    });
    expect(await api.here.asAgent.mutate("createContact", { values }, holder)).toMatchObject({
      ...taken,
      holder: { __typename: "Contact" },
    });
    const email = api.here.agent.email;
    expect(
      await api.here.asAgent.mutate("createContact", { values: { ...values, email } }, holder),
    ).toMatchObject({ ...taken, holder: { __typename: "Member" } });
  });

  it("reads events with their values, but nothing behind them", async () => {
    const { identityEvents } = await (
      callers.READ_EVENTS as Client
    ).query(`{ identityEvents(first: 100) {
      ... on IdentityEventConnection { nodes { contactId visitorId contact { id } visitor { id } conversation { id }
        actor { type visitor { id } member { id } integrationKey { id } } } } } }`);
    expect(identityEvents.nodes.length).toBeGreaterThan(3);
    for (const event of identityEvents.nodes)
      expect(event).toMatchObject({
        contact: null,
        visitor: null,
        conversation: null,
        actor: { visitor: null, member: null, integrationKey: null },
      });
  });
});
