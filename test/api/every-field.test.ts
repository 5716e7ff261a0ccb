import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLInterfaceType } from "graphql";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parseId } from "../../src/auth/global-id.ts";
import { sealForVisitor } from "../../src/auth/visitor-seal.ts";
import { createWorkspaceSecretStore } from "../../src/auth/workspace-secrets.ts";
import { startApi, type Visitor } from "../support/api.ts";
import { act, answeredFirst, newConversation, read, say } from "../support/desk.ts";
import { everyField, sharedNames } from "../support/every-field.ts";
import { importing } from "../support/importing.ts";
import {
  addOutcomes,
  COUNTS,
  holdImports,
  PREVIEW,
  setImport,
  upload,
} from "../support/imports.ts";
import { openRawSocket } from "../support/raw-socket.ts";

// Every field of the schema is asked for once, on data that has one of everything.

const schema = buildSchema(readFileSync("schema.graphql", "utf8"));
let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
  await holdImports(api);
  await oneOfEverything();
});
afterAll(() => api.stop());

async function oneOfEverything() {
  const { asAgent, asKey, visitor: signIn } = api.here;
  const one = await signIn();
  const say = (who: Visitor, claims: object, more: object = {}) =>
    who.mutate("identify", { channel: "CHAT", claims, ...more });
  const contactOf = async (visitor: Visitor) => {
    const { anonymousVisitor } = await asAgent.query(
      `query ($id: ID!) { anonymousVisitor(id: $id) { contact { id openConflicts { id field mainVersion } } } }`,
      { id: visitor.visitorId },
    );
    return anonymousVisitor.contact;
  };
  const decide = async (visitor: Visitor, field: string, choice: string) => {
    const { openConflicts } = await contactOf(visitor);
    const { id, mainVersion } = openConflicts.find(
      (open: { field: string }) => open.field === field,
    );
    const decision = { conflictId: id, mainVersion, choice, customerConfirmed: true };
    expect((await asAgent.mutate("resolveConflict", decision)).code).toBeUndefined();
  };

  await one.mutate("sendMessage", { text: "Hello" });
  await one.mutate("optInToPush", {});
  await one.mutate("optOutOfPush", {});
  await say(one, { firstName: "Ida" });
  await say(one, {
    email: "ida@home.example",
    contactAddress: { city: "Perth" },
    attributes: { plan: "gold" },
  });
  const proof = await new SignJWT({ claims: { email: "ida@home.example" }, jti: "once" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime("5m")
    .setAudience(api.here.workspaceId)
    .setSubject(one.visitorId)
    .sign(new TextEncoder().encode(api.here.proofSecret));
  await say(one, {}, { proof });
  const { id: contactId } = await contactOf(one);
  await say(one, {
    firstName: "Idalia",
    email: "ida@work.example",
    gender: "f",
    contactAddress: { city: "Darwin" },
    attributes: { plan: "silver" },
  });
  await say(one, { firstName: "Ada" });
  await decide(one, "FIRST_NAME", "SECONDARY");
  await decide(one, "EMAIL", "SECONDARY");
  const alternate = { contactId, kind: "EMAIL", value: "ida@home.example" };
  await asAgent.mutate("removeAlternateIdentifier", alternate);
  await say(one, { firstName: "Isa" });
  await asAgent.mutate("updateContact", { contactId, values: { firstName: "Isa" } });
  await asAgent.mutate("archiveContact", { contactId });
  await asAgent.mutate("assignContact", { contactId, assigneeId: api.here.agent.memberId });
  await one.mutate("sendMessage", { text: "Me again" });
  const message = { channel: "WHATSAPP", sender: "+61 412 000 111", senderName: "Ola", text: "Hi" };
  await asKey.mutate("receiveMessage", { ...message, externalId: "m1" });
  await say(one, { phone: "+61 412 000 111" });
  const guest = await signIn();
  await guest.mutate("sendMessage", { text: "Hello" });
  await oneOfEveryGrouping(contactId, guest.visitorId);
  const two = await signIn();
  await say(two, { email: "ida@work.example", lastName: "One" });
  await say(two, { lastName: "Two" });
  await asAgent.mutate("unlinkVisitor", { visitorId: two.visitorId });
  await handOver();
  await mergeAndUndo();
  await deleteSomebody();
  await dismissSomebody(contactId);
  const file = importing(api);
  await file.end();
  await file.takenBack(contactId);
  await file.undone();
}

/** An AI agent that hands over to nobody, a visitor that says who it is, and an agent in the end. */
async function handOver() {
  const { asAdmin, asAgent, keyWith } = api.here;
  await answeredFirst(api, "AGENT", 0);
  const said = {
    question: "{details}?",
    again: "{details}?",
    thanks: "{details}!",
    noted: "Later.",
  };
  const own = { language: "nl", ...said, email: "e-mailadres" };
  expect(await asAdmin.mutate("updateWorkspace", { handoverTexts: [own] })).not.toHaveProperty(
    "code",
  );
  const ai = await keyWith(["AI_AGENT"]);
  const { visitor, conversationId } = await newConversation(api.here);
  const text = "I am looking";
  expect(await act(ai, "sendReply", { conversationId, text })).not.toHaveProperty("code");
  expect(await act(ai, "requestHandover", { conversationId })).not.toHaveProperty("code");
  await vi.waitFor(
    async () =>
      expect(await read(asAgent, conversationId)).toMatchObject({ state: "DETAILS_ASKED" }),
    { timeout: 20_000 },
  );
  const { messageId } = await say(visitor, "It is omar@example.com");
  waiting.push((await newConversation(api.here)).conversationId);
  for (const conversation of waiting)
    await act(ai, "requestHandover", { conversationId: conversation });
  for (const [name, input] of [
    ["takeConversation", {}],
    ["markConversationRead", { throughMessageId: messageId }],
    ["closeConversation", {}],
    ["reopenConversation", {}],
  ] as const)
    expect(await act(asAgent, name, { conversationId, ...input })).not.toHaveProperty("code");
  for (const [client, name, field] of [
    [asAdmin, "takeConversation", "ConversationIsTaken { message code takenBy { name } }"],
    [ai, "sendReply", "ConversationIsNotWithAi { message code state }"],
  ] as const)
    refused.push(
      await client.mutate(
        name,
        { conversationId, ...(name === "sendReply" ? { text } : {}) },
        `... on ${field}`,
      ),
    );
}
/** Where an AI agent asked for a person, and none came. */
const waiting: string[] = [];
const refused: object[] = [];

/** What an agent enters on one contact is another's, but they are two people. */
async function dismissSomebody(contactId: string) {
  const { asAdmin } = api.here;
  const values = { firstName: "Eva", lastName: "Other", email: "eva@other.example" };
  await asAdmin.mutate("createContact", { values });
  const taken = { contactId, values: { email: "eva@other.example" } };
  expect(await asAdmin.mutate("updateContact", taken)).toMatchObject({ code: "IDENTIFIER_TAKEN" });
  const { suspectedDuplicates } = await asAdmin.query(
    "{ suspectedDuplicates(first: 1) { nodes { id } } }",
  );
  const [pair] = suspectedDuplicates.nodes;
  const dismissed = await asAdmin.mutate("dismissDuplicate", { suspectedDuplicateId: pair.id });
  expect(dismissed).not.toHaveProperty("code");
}

/** A contact and a guest, each with something that is erased. */
async function deleteSomebody() {
  const { asAdmin, visitor: signIn } = api.here;
  const gone = await signIn();
  await gone.mutate("identify", { channel: "FORM", claims: { email: "gone@home.example" } });
  const guest = await signIn();
  await guest.mutate("sendMessage", { text: "Forget me" });
  const { anonymousVisitor } = await asAdmin.query(
    `{ anonymousVisitor(id: "${gone.visitorId}") { contact { id } } }`,
  );
  const contactId = anonymousVisitor.contact.id;
  for (const [name, id] of [
    ["deleteContact", { contactId }],
    ["deleteVisitor", { visitorId: guest.visitorId }],
  ] as const) {
    const fields = `... on DeletionNotConfirmed { preview { confirmation } }`;
    const { confirmation } = (await asAdmin.mutate(name, id, fields)).preview;
    expect(await asAdmin.mutate(name, { ...id, confirmation })).not.toHaveProperty("code");
  }
}

/** Two merges of one contact, the later of them undone. */
async function mergeAndUndo() {
  const { asAdmin } = api.here;
  const ids: string[] = [];
  for (const firstName of ["Una", "Uma", "Ute"]) {
    const values = { firstName, lastName: "Merged", email: `${firstName}@merged.example` };
    const made = "... on CreateContactPayload { contact { id } }";
    ids.push((await asAdmin.mutate("createContact", { values }, made)).contact.id);
  }
  const [survivorId, ...others] = ids;
  for (const mergedContactId of others) {
    const answer = await asAdmin.mutate(
      "mergeContacts",
      { survivorId, mergedContactId },
      `... on MergeContactsPayload { merge { id } }`,
    );
    merges.push(answer.merge.id);
  }
  const undone = await asAdmin.mutate("undoMerge", { mergeId: merges[1] });
  expect(undone.__typename).toBe("UndoMergePayload");
}
const merges: string[] = [];

async function oneOfEveryGrouping(contactId: string, visitorId: string) {
  const { asAdmin } = api.here;
  const made = async (kind: "List" | "Tag", name: string): Promise<string> => {
    const field = kind.toLowerCase();
    const fields = `... on Create${kind}Payload { ${field} { id } }`;
    return (await asAdmin.mutate(`create${kind}`, { name }, fields))[field].id;
  };
  const [listId, tagId] = [await made("List", "Fair"), await made("Tag", "Vip")];
  await asAdmin.mutate("renameList", { listId, name: "Fair 2026" });
  await asAdmin.mutate("renameTag", { tagId, name: "VIP" });
  const members = { listId, contactIds: [contactId], visitorIds: [visitorId] };
  const tagged = { tagIds: [tagId], contactIds: [contactId] };
  for (const name of ["addToList", "removeFromList", "addToList"])
    expect(await asAdmin.mutate(name, members)).not.toHaveProperty("code");
  for (const name of ["tagContacts", "untagContacts", "tagContacts"])
    expect(await asAdmin.mutate(name, tagged)).not.toHaveProperty("code");
  await asAdmin.mutate("deleteList", { listId: await made("List", "Passing") });
  await asAdmin.mutate("deleteTag", { tagId: await made("Tag", "Passing") });
}

describe("events", () => {
  const event = schema.getType("IdentityEvent") as GraphQLInterfaceType;
  const kinds = schema
    .getPossibleTypes(event)
    .map((type) => type.name)
    .filter((name) => name !== "ResyncRequired");

  it.each(kinds)("%s: every field of one that happened", async (kind) => {
    const type = schema.getType(kind);
    if (!type) throw new Error(`no ${kind}`);
    const code = kind.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
    const { identityEvents } = await api.here.asAdmin.query(
      `{ identityEvents(first: 3, filter: { kinds: [${code}] }) { ... on IdentityEventConnection {
        nodes { ... on ${kind} { ${everyField(schema, type, 1)} } } } } }`,
    );
    expect(identityEvents.nodes.length).toBeGreaterThan(0);
    for (const node of identityEvents.nodes) expect(node.__typename).toBe(kind);
  });

  it("that can't be told any more: every field of the word for it", async () => {
    const query = `query ($after: Cursor) { identityEvents(after: $after) { __typename
      ... on ResyncRequired { ${everyField(schema, schema.getType("ResyncRequired") as never, 1)} } } }`;
    const after = Buffer.from(`${"0".repeat(16)}.1`).toString("base64url");
    const { identityEvents } = await api.here.asAdmin.query(query, { after });
    expect(identityEvents).toMatchObject({ __typename: "ResyncRequired", reason: "OTHER_EPOCH" });
  });
});

describe("lists", () => {
  it.each([
    ["contacts", "Contact"],
    ["anonymousVisitors", "AnonymousVisitor"],
    ["conversations", "Conversation"],
    ["conflicts", "ConflictField"],
    ["suspectedDuplicates", "SuspectedDuplicate"],
    ["people", "Person"],
  ])("%s: every field of what is in them, and of what that names", async (field, type) => {
    const data = await api.here.asAdmin.query(
      `{ ${field} { nodes { ${everyField(schema, schema.getType(type) as never, 1)} } } }`,
    );
    expect(data[field].nodes.length).toBeGreaterThan(0);
  });

  it("every field of an audience, its pages and whom it reaches", async () => {
    const fields = (type: string) => everyField(schema, schema.getType(type) as never, 1);
    const { audience } = await api.here.asAdmin.query(
      `{ audience(filter: { channel: EMAIL }) { ${fields("Audience")}
        reached: people { edges { node { ${fields("Person")} } } } } }`,
    );
    expect(audience.count).toBe(audience.reached.edges.length);
    expect(audience.count).toBeGreaterThan(0);
  });

  it.each([
    ["lists", "ContactList"],
    ["tags", "Tag"],
    ["members", "Member"],
    ["integrationKeys", "IntegrationKey"],
    ["workspace", "Workspace"],
    ["viewer", "Viewer"],
  ])("%s: every field", async (field, type) => {
    const data = await api.here.asAdmin.query(
      `{ ${field} { ${everyField(schema, schema.getType(type) as never, 1)} } }`,
    );
    expect(data[field].length ?? 1).toBeGreaterThan(0);
  });
});

describe("merges", () => {
  const select = (type: string, depth: number) =>
    everyField(schema, schema.getType(type) as never, depth);

  it("every field of a merge and of what it did, undone or not", async () => {
    for (const id of merges) {
      const { node } = await api.here.asAdmin.query(
        `query ($id: ID!) { node(id: $id) { ... on ContactMerge { ${select("ContactMerge", 2)} } } }`,
        { id },
      );
      expect(node.effects.fields.length).toBeGreaterThan(0);
    }
  });

  it("every field of what a preview and a merge's undoing say", async () => {
    const { undoMergePreview } = await api.here.asAdmin.query(
      `query ($id: ID!) { undoMergePreview(mergeId: $id) {
        ... on UndoMergePreview { ${select("UndoMergePreview", 2)} } } }`,
      { id: merges[0] },
    );
    expect(undoMergePreview.effects.identifiers.length).toBeGreaterThan(0);
    const { contacts } = await api.here.asAdmin.query("{ contacts(first: 2) { nodes { id } } }");
    const [one, other] = contacts.nodes;
    const { mergePreview } = await api.here.asAdmin.query(
      `query ($one: ID!, $other: ID!) { mergePreview(survivorId: $one, mergedContactId: $other) {
        ... on MergePreview { ${select("MergePreview", 2)} } } }`,
      { one: one.id, other: other.id },
    );
    expect(mergePreview.effects.conflicts.length).toBeGreaterThan(0);
  });
});

it("every field of a handover", async () => {
  for (const id of waiting) {
    const fields = everyField(schema, schema.getType("Handover") as never, 1);
    const { handover } = await read(api.here.asAdmin, id, `handover { ${fields} }`);
    expect(handover).toMatchObject({ requestedBy: { name: "Test" } });
  }
  expect(waiting).toHaveLength(1);
});

it("every field of an import, of what is said of its rows, and of its mapping", async () => {
  const { asAdmin } = api.here;
  const select = (type: string, depth: number) =>
    everyField(schema, schema.getType(type) as never, depth);
  const id = await upload(api, "first,,mail\nAda,x,ada@example.com\n");
  const saved = await asAdmin.mutate(
    "saveImportMapping",
    { importId: id, name: "Every field" },
    `... on SaveImportMappingPayload { importMapping { ${select("ImportMapping", 1)} } }`,
  );
  expect(saved.importMapping.columns.length).toBeGreaterThan(0);
  const at = new Date();
  await setImport(api, id, {
    ...{ state: "RUNNING", preview: PREVIEW, queuedAt: at, startedAt: at, finishedAt: at },
    problem: { code: "UNCLOSED_QUOTE", line: 1, column: 1, message: "A quote is not closed." },
    result: { ...COUNTS, created: 0 },
    undoResult: {
      by: uuidOf(api.here.admin.memberId),
      deletedContacts: 1,
      revertedContacts: 2,
      keptContacts: 3,
    },
  });
  const reasons = [{ column: 3, header: "mail", code: "MALFORMED", message: "No email." } as const];
  const fields = [{ field: "gender", main: "m", given: "f" } as const];
  const refused = { line: 2, outcome: "REFUSED", contactId: null, cells: ["x"] } as const;
  await addOutcomes(api, api.here, id, [{ ...refused, detail: { reasons, fields } }]);
  const { node } = await asAdmin.query(
    `query ($id: ID!) { node(id: $id) { ... on Import { ${select("Import", 3)} } } }`,
    { id },
  );
  for (const [name, value] of Object.entries(node))
    if (!["undoneAt", "fileRemovedAt"].includes(name)) expect(value, name).not.toBeNull();
  expect(node.differences.length).toBeGreaterThan(0);
  expect(node.outcomes.nodes[0].reasons).toEqual([expect.objectContaining(reasons[0])]);
  const [notReady, incomplete] = ["ImportNotReady", "ImportMappingIncomplete"].map(
    (type) => `... on ${type} { ${select(type, 1)} }`,
  );
  const preview = () =>
    asAdmin.mutate("previewImport", { importId: id }, `${notReady} ${incomplete}`);
  expect(await preview()).toMatchObject({ code: "IMPORT_NOT_READY" });
  await setImport(api, id, { state: "UPLOADED" });
  const columns = [{ column: 1, target: "IGNORE" }];
  await asAdmin.mutate("configureImport", { importId: id, columns });
  expect(await preview()).toMatchObject({ code: "IMPORT_MAPPING_INCOMPLETE" });
  const link = `... on ExportRefusedRowsPayload { ${select("ExportRefusedRowsPayload", 1)} }`;
  expect(await asAdmin.mutate("exportRefusedRows", { importId: id }, link)).toMatchObject({
    url: expect.stringContaining("token="),
  });
});

it("every field of a file that is not taken", async () => {
  const fields = everyField(schema, schema.getType("ImportFileRefused") as never, 1);
  const refusal = `... on ImportFileRefused { ${fields} }`;
  const query = `mutation ($input: UploadImportInput!) { uploadImport(input: $input) { ${refusal} } }`;
  const form = new FormData();
  form.set("operations", JSON.stringify({ query, variables: { input: { file: null } } }));
  form.set("map", '{"0":["variables.input.file"]}');
  form.set("0", new Blob([]), "empty.csv");
  const headers = {
    authorization: `Bearer ${api.here.asAdmin.token}`,
    "apollo-require-preflight": "true",
  };
  const response = await fetch(`${api.url}/graphql`, { method: "POST", headers, body: form });
  expect(await response.json()).toMatchObject({
    data: { uploadImport: { code: "IMPORT_FILE_REFUSED", fileProblem: "EMPTY_FILE" } },
  });
});

it("every field of what is refused in conversations", () => {
  expect(refused).toEqual([
    {
      __typename: "ConversationIsTaken",
      code: "CONVERSATION_IS_TAKEN",
      message: expect.any(String),
      takenBy: { name: expect.any(String) },
    },
    {
      __typename: "ConversationIsNotWithAi",
      code: "CONVERSATION_IS_NOT_WITH_AI",
      message: expect.any(String),
      state: "WITH_AGENT",
    },
  ]);
});

it("every field of a signal", async () => {
  const { asAgent, visitor: signIn } = api.here;
  const fields = "... on SendMessagePayload { conversation { id } }";
  const { conversation } = await (await signIn()).mutate("sendMessage", { text: "Hi" }, fields);
  const socket = await openRawSocket(api.wsUrl, { token: asAgent.token ?? "" });
  await socket.next();
  socket.subscribe(
    "signals",
    `subscription { conversationSignals {
      ${everyField(schema, schema.getType("ConversationSignal") as never, 1)} } }`,
  );
  // The subscription may still be beginning: said again until it is heard.
  const input = { conversationId: conversation.id, activity: "TYPING" };
  const saying = setInterval(() => void asAgent.mutate("signalConversation", input), 100);
  const { payload } = await socket.nextOf("signals");
  clearInterval(saying);
  expect(payload.errors).toBeUndefined();
  expect(payload.data.conversationSignals).toMatchObject(input);
  await socket.close();
});

it("every field of what a visitor sees and is told of its chat", async () => {
  const { asAgent, visitor: signIn } = api.here;
  const select = (type: string, depth: number) =>
    everyField(schema, schema.getType(type) as never, depth);
  const visitor = await signIn();
  const VIEWER = `{ viewer { ... on VisitorViewer { ${select("VisitorViewer", 1)} } } }`;
  const { chatCursor } = (await visitor.query(VIEWER)).viewer;
  const fields = "... on SendMessagePayload { conversation { id } }";
  const { conversation } = await visitor.mutate("sendMessage", { text: "Hi" }, fields);
  const input = { conversationId: conversation.id };
  await asAgent.mutate("sendReply", { ...input, text: "Hello" });
  await asAgent.mutate("closeConversation", input);
  await asAgent.mutate("reopenConversation", input);
  const seen = await visitor.query(
    `{ viewer { ... on VisitorViewer { conversations { nodes { ${select("Conversation", 2)} } } } } }`,
  );
  expect(seen.viewer.conversations.nodes[0].messages.nodes).toHaveLength(2);

  const { tokenKey } = await secretsHere();
  const [workspaceId, visitorId] = [uuidOf(api.here.workspaceId), uuidOf(visitor.visitorId)];
  const lost = Buffer.from(`${"0".repeat(16)}.1`).toString("base64url");
  const socket = await openRawSocket(api.wsUrl, { token: visitor.token ?? "" });
  await socket.next();
  const CHAT = `subscription ($after: ChatCursor) {
    chatEvents(after: $after) { ${select("ChatEvent", 2)} } }`;
  socket.subscribe("chat", CHAT, { after: chatCursor });
  socket.subscribe("lost", CHAT, {
    after: await sealForVisitor(tokenKey, { workspaceId, visitorId }, lost),
  });
  const told: string[] = [];
  for (const id of ["chat", "chat", "chat", "chat", "chat", "lost"]) {
    const { payload } = await socket.nextOf(id);
    expect(payload.errors).toBeUndefined();
    told.push(payload.data.chatEvents.__typename);
  }
  const names = schema.getPossibleTypes(schema.getType("ChatEvent") as GraphQLInterfaceType);
  expect([...new Set(told)].sort()).toEqual(names.map(({ name }) => name).sort());
  await socket.close();
});

async function secretsHere() {
  const { database } = api;
  const secrets = await createWorkspaceSecretStore({ database }).find(uuidOf(api.here.workspaceId));
  if (!secrets) throw new Error("no workspace");
  return secrets;
}
const uuidOf = (id: string) => parseId(id)?.uuid ?? "";

it("every field of what a deletion's preview says", async () => {
  const { contacts } = await api.here.asAdmin.query("{ contacts(first: 1) { nodes { id } } }");
  const { deletionPreview } = await api.here.asAdmin.query(
    `query ($id: ID!) { deletionPreview(contactId: $id) {
      ... on DeletionPreview { ${everyField(schema, schema.getType("DeletionPreview") as never, 1)} } } }`,
    { id: contacts.nodes[0].id },
  );
  expect(deletionPreview.counts.events).toBeGreaterThan(0);
});

it("what can come in one another's place can be asked for in one selection", () => {
  expect(sharedNames(schema)).toEqual([
    // A member always has an email, a contact need not.
    "IdentifierHolder: email is String or String!",
  ]);
});
