import { afterAll, beforeAll, expect, it } from "vitest";
import { decodeId, encodeId } from "../../src/auth/global-id.ts";
import { startApi } from "../support/api.ts";
import { EVENT, sentencesOf } from "../support/history-sentences.ts";
import { importing } from "../support/importing.ts";
import { openRawSocket } from "../support/raw-socket.ts";

// SPEC 9.1: an import is one event of the stream, and its details are each contact's history.

let api: Awaited<ReturnType<typeof startApi>>;
let file: ReturnType<typeof importing>;
beforeAll(async () => {
  api = await startApi();
  file = importing(api);
});
afterAll(() => api.stop());

const head = async (): Promise<string> =>
  (await api.here.asAgent.query("{ workspace { eventCursor } }")).workspace.eventCursor;
type Told = { __typename: string };
async function events(field: string, after: string, filter: object | null): Promise<Told[]> {
  const Filter = field === "identityEvents" ? "IdentityEventFilter" : "ConversationEventFilter";
  const data = await api.here.asAgent.query(
    `query ($after: Cursor, $filter: ${Filter}) { ${field}(first: 100, after: $after, filter: $filter) {
      ... on IdentityEventConnection { nodes { __typename } } } }`,
    { after, filter },
  );
  return data[field].nodes;
}
const kinds = (told: readonly Told[]) => told.map(({ __typename }) => __typename);
async function historyOf(field: "contact" | "anonymousVisitor", id: string) {
  const data = await api.here.asAgent.query(
    `query ($id: ID!) { ${field}(id: $id) { history(first: 100) { nodes { cursor ...event } } } } ${EVENT}`,
    { id },
  );
  return data[field].history.nodes;
}

it("an import tells each contact's history what it did, and feeds that it was", async () => {
  const { agent, visitor: signIn } = api.here;
  const visitor = await signIn();
  await visitor.mutate("identify", {
    channel: "CHAT",
    claims: { email: "ida@home.example", firstName: "Ida" },
  });
  await visitor.mutate("identify", { channel: "CHAT", claims: { firstName: "Idalia" } });
  const before = await head();

  const uuid = await file.person({ email: "ida@home.example", firstName: "Ina", gender: "f" });
  await file.person(
    { email: "ida@home.example", lastName: "Byron", gender: "x" },
    { policy: "OVERWRITE", assigneeId: decodeId("Member", agent.memberId) },
  );
  const other = await file.person({ email: "eve@home.example", firstName: "Eve", lastName: "Doe" });
  await file.end();

  const [id, otherId] = [encodeId("Contact", uuid), encodeId("Contact", other)];
  const told = (await historyOf("contact", id)).map(sentencesOf(id));
  expect(told.slice(-6)).toEqual([
    "Admin said the first name is Ina, where it is Ida, over IMPORT.",
    "Admin so put aside what had been said of the first name before over IMPORT.",
    "Admin filled in gender f over IMPORT.",
    "Admin filled in last name Byron over IMPORT.",
    "Admin overwrote gender from f to x over IMPORT.",
    "Admin assigned the contact to Agent over IMPORT.",
  ]);
  expect((await historyOf("contact", otherId)).map(sentencesOf(otherId))).toEqual([
    "Admin made the contact with email eve@home.example, first name Eve, last name Doe over IMPORT.",
  ]);
  const cursors = (await historyOf("contact", id)).map(({ cursor }: { cursor: string }) => cursor);
  expect(new Set(cursors).size).toBe(cursors.length);

  for (const [filter, expected] of [
    [null, ["ContactsImported"]],
    [{ contactId: id }, []],
    [{ visitorId: visitor.visitorId }, []],
    [{ kinds: ["CONTACT_UPDATED", "CONFLICT_OPENED", "CONTACT_CREATED", "CONTACT_ASSIGNED"] }, []],
    [{ kinds: ["CONTACTS_IMPORTED"] }, ["ContactsImported"]],
  ] as const)
    expect(kinds(await events("identityEvents", before, filter))).toEqual(expected);
  expect(await events("conversationEvents", before, null)).toEqual([]);
  expect(kinds(await historyOf("anonymousVisitor", visitor.visitorId))).not.toContain(
    "ContactAssigned",
  );
});

it("a subscriber hears of an import once, replayed and live, and of what comes beside it in its place", async () => {
  const { asAgent, visitor: signIn } = api.here;
  const visitor = await signIn();
  await visitor.mutate("identify", { channel: "CHAT", claims: { email: "una@home.example" } });
  const { chatCursor } = (await visitor.query("{ viewer { ... on VisitorViewer { chatCursor } } }"))
    .viewer;
  const after = await head();
  await file.person({ email: "una@home.example", firstName: "Una" });
  await file.person({ email: "uma@home.example", firstName: "Uma", lastName: "Doe" });
  await file.end();

  const socket = await openRawSocket(api.wsUrl, { token: asAgent.token ?? "" });
  await socket.next();
  const STREAM = "subscription ($after: Cursor) { identityEvents(after: $after) { __typename } }";
  const CONVERSATIONS =
    "subscription ($after: Cursor) { conversationEvents(after: $after) { __typename } }";
  socket.subscribe("all", STREAM, { after });
  socket.subscribe("conversations", CONVERSATIONS, { after });
  const next = async (id: string, field: string) => {
    const { payload } = await socket.nextOf(id);
    expect(payload.errors).toBeUndefined();
    return payload.data[field].__typename;
  };
  expect(await next("all", "identityEvents")).toBe("ContactsImported");
  await file.person({ email: "una@home.example", lastName: "Doe" });
  await visitor.mutate("sendMessage", { text: "Hello" });
  await file.person({ email: "una@home.example", gender: "f" });
  await file.end();
  const heard = [];
  for (let kind = ""; kind !== "ContactsImported"; heard.push(kind))
    kind = await next("all", "identityEvents");
  expect(heard).toEqual(["ConversationOpened", "MessageReceived", "ContactsImported"]);
  for (const kind of ["ConversationOpened", "MessageReceived"])
    expect(await next("conversations", "conversationEvents")).toBe(kind);
  await socket.close();

  const chat = await openRawSocket(api.wsUrl, { token: visitor.token ?? "" });
  await chat.next();
  chat.subscribe(
    "chat",
    "subscription ($after: ChatCursor) { chatEvents(after: $after) { __typename } }",
    {
      after: chatCursor,
    },
  );
  const told: string[] = [];
  while (told.length < 2) told.push((await chat.nextOf("chat")).payload.data.chatEvents.__typename);
  expect(told).toEqual(["ChatOpened", "ChatMessageAdded"]);
  await chat.close();
});
