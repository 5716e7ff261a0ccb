import { createClient as createStreamClient } from "graphql-sse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi, unknownId, type Visitor } from "../support/api.ts";
import { type Follower, follow } from "../support/follower.ts";
import { openRawSocket, type RawSocket } from "../support/raw-socket.ts";
import { type ServerProcess, startServer } from "../support/server.ts";

// What happens in conversations, as a stream and in pages.

let api: Awaited<ReturnType<typeof startApi>>;
/** A server process of its own on the same database. */
let other: ServerProcess;
let aiAgent: Client;
const sockets: RawSocket[] = [];
const followers: Follower<Heard>[] = [];

beforeAll(async () => {
  api = await startApi({ authorityCheckMillis: 50 });
  other = await startServer({ env: { DATABASE_URL: api.databaseUrl } });
  aiAgent = await api.here.keyWith(["AI_AGENT"]);
}, 60_000);
afterAll(async () => {
  for (const follower of followers) await follower.stop();
  for (const socket of sockets) socket.socket.terminate();
  await other.kill();
  await api.stop();
});

interface Heard {
  readonly __typename: string;
  readonly cursor: string;
  readonly conversationId: string;
  readonly contactId: string | null;
  readonly visitorId: string;
}
const FIELDS = "__typename cursor conversationId contactId visitorId";
const STREAM = `subscription ($after: Cursor, $filter: ConversationEventFilter) {
  conversationEvents(after: $after, filter: $filter) { ${FIELDS} } }`;
const PAGE = `query ($after: Cursor, $filter: ConversationEventFilter, $first: Int) {
  conversationEvents(after: $after, filter: $filter, first: $first) {
    ... on IdentityEventConnection { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } }
    ... on ResyncRequired { reason } } }`;

async function head(workspace = api.here): Promise<string> {
  return (await workspace.asAgent.query("{ workspace { eventCursor } }")).workspace.eventCursor;
}
/** All of it, by pages of a few. */
async function pages(who: Client, after: string, filter: object | null = null): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (let from = after, more = true; more; ) {
    const { conversationEvents } = await who.query(PAGE, { after: from, filter, first: 3 });
    heard.push(...conversationEvents.nodes);
    ({ hasNextPage: more, endCursor: from } = conversationEvents.pageInfo);
  }
  return heard;
}
/** A stream over a socket, event by event. */
async function stream(who: Client, after: string, filter: object | null = null, url = api.wsUrl) {
  const socket = await openRawSocket(url, { token: who.token ?? "" });
  sockets.push(socket);
  await socket.next();
  socket.subscribe("stream", STREAM, { after, filter });
  return {
    socket,
    async take(count: number): Promise<Heard[]> {
      const heard: Heard[] = [];
      while (heard.length < count) {
        const { payload } = await socket.nextOf("stream");
        if (!payload.data) throw new Error(JSON.stringify(payload));
        heard.push(payload.data.conversationEvents);
      }
      return heard;
    },
  };
}
const kinds = (heard: readonly Heard[]) => heard.map(({ __typename }) => __typename);

async function write(visitor: Visitor, text = "Hello", conversationId?: string): Promise<string> {
  const fields = "... on SendMessagePayload { conversation { id } }";
  return (await visitor.mutate("sendMessage", { text, conversationId }, fields)).conversation.id;
}
const done = async (who: Client, name: string, input: object) =>
  expect(await who.mutate(name, input)).not.toHaveProperty("code");
async function whatsApp(sender: string, workspace = api.here): Promise<string> {
  const answer = await workspace.asKey.mutate(
    "receiveMessage",
    { channel: "WHATSAPP", sender, text: "Hi" },
    "... on ReceiveMessagePayload { conversation { id } }",
  );
  return answer.conversation.id;
}

/** A bit of everything, in conversations and beside them. Answers the ids that filters name. */
async function busyHour() {
  const { asAdmin, asAgent, visitor } = api.here;
  const one = await visitor();
  const webChat = await write(one);
  const claims = { firstName: "Ann", email: `ann-${Date.now()}@home.example` };
  await done(one, "identify", { channel: "CHAT", claims, conversationId: webChat });
  const { anonymousVisitor } = await asAgent.query(
    `{ anonymousVisitor(id: "${one.visitorId}") { contact { id } } }`,
  );
  const contactId = anonymousVisitor.contact.id;
  await done(asAgent, "takeConversation", { conversationId: webChat });
  // While it is the agent's: a conflict of what is said in it.
  await done(one, "identify", {
    channel: "CHAT",
    claims: { firstName: "Anna" },
    conversationId: webChat,
  });
  await done(one, "identify", { channel: "FORM", claims: { lastName: "Beside" } });
  await done(asAgent, "sendReply", { conversationId: webChat, text: "Hello Ann" });
  await done(asAdmin, "assignConversation", {
    conversationId: webChat,
    assigneeId: api.here.admin.memberId,
  });
  await done(one, "identify", {
    channel: "CHAT",
    claims: { firstName: "Anne" },
    conversationId: webChat,
  });
  const phone = await whatsApp(`+4917012${String(Date.now()).slice(-6)}`);
  await done(asAgent, "closeConversation", { conversationId: phone });
  await write(await visitor());
  await done(await visitor(), "identify", { channel: "FORM", claims: { firstName: "Bo" } });
  return { webChat, phone, contactId, visitorId: one.visitorId };
}

describe("the one log", () => {
  it("is read in its order and with its cursors: whatever names a conversation, and nothing else", async () => {
    const after = await head();
    await busyHour();
    const whole = await api.here.asAgent.query(
      `query ($after: Cursor) { identityEvents(first: 100, after: $after) {
        ... on IdentityEventConnection { nodes { ${FIELDS} } } } }`,
      { after },
    );
    const all: Heard[] = whole.identityEvents.nodes;
    const heard = await pages(api.here.asAgent, after);
    expect(heard).toEqual(all.filter(({ conversationId }) => conversationId !== null));
    expect(heard.length).toBeLessThan(all.length);
    const { take } = await stream(api.here.asAgent, after);
    expect(await take(heard.length)).toEqual(heard);
    // A cursor of either is one of both.
    const fourth = heard[3]?.cursor ?? "";
    const since = await stream(api.here.asAgent, fourth);
    expect(await since.take(heard.length - 4)).toEqual(heard.slice(4));
  });

  it("tells what was written before who is found in it, and whose number it is before what it sends", async () => {
    const after = await head();
    const one = await api.here.visitor();
    const conversationId = await write(one, "I am one@order.example");
    const claims = { email: "one@order.example" };
    await done(one, "identify", { channel: "CHAT", claims, conversationId });
    expect(kinds(await pages(api.here.asAgent, after, { conversationId }))).toEqual([
      "AnonymousVisitorRecorded",
      "ConversationOpened",
      "MessageReceived",
      "ContactCreated",
      "VisitorIdentified",
      "ContactListed",
    ]);
    const byNumber = await whatsApp("+491701300001");
    const said = kinds(
      await pages(api.here.asAgent, after, { conversationId: byNumber, channels: ["WHATSAPP"] }),
    );
    expect(said).toEqual([
      "AnonymousVisitorRecorded",
      "ConversationOpened",
      "ContactCreated",
      "VisitorIdentified",
      "ContactListed",
      "MessageReceived",
    ]);
  });
});

describe("a filter", () => {
  it("lets the same through live, in a replay and in pages", async () => {
    const { webChat, phone, contactId, visitorId } = await busyHour();
    const { agent, admin } = api.here;
    const filters: Record<string, object> = {
      everything: {},
      "a kind": { kinds: ["MESSAGE_RECEIVED", "CONFLICT_OPENED"] },
      "no kind": { kinds: [] },
      "a conversation": { conversationId: webChat },
      "a contact": { contactId },
      "a visitor": { visitorId },
      "a channel": { channels: ["WHATSAPP", "SMS"] },
      "the web chat": { channels: ["WEBCHAT"] },
      "a member": { assigneeId: agent.memberId },
      mine: { mine: true },
      "not only mine": { mine: false },
      "given from one to another": { mine: true, assigneeId: admin.memberId },
      "all at once": {
        assigneeId: admin.memberId,
        channels: ["WEBCHAT"],
        kinds: ["CONVERSATION_READ"],
        conversationId: webChat,
        contactId,
        visitorId,
      },
      "another workspace's": { conversationId: await whatsApp("+61412000999", api.elsewhere) },
      nothing: { conversationId: "nonsense" },
    };
    const after = await head();
    const live = await Promise.all(
      Object.entries(filters).map(async ([name, filter], index) => {
        const url = index % 2 === 0 ? api.wsUrl : other.wsUrl;
        return [name, filter, await stream(api.here.asAgent, after, filter, url)] as const;
      }),
    );
    const { asAgent } = api.here;
    await busyHour();
    await done(asAgent, "reopenConversation", { conversationId: phone });
    await done(asAgent, "markConversationRead", {
      conversationId: webChat,
      throughMessageId: await lastMessageOf(webChat),
    });
    const all = await pages(asAgent, after);
    for (const [name, filter, { take }] of live) {
      const paged = await pages(asAgent, after, filter);
      const replay = await stream(asAgent, after, filter);
      expect([name, await replay.take(paged.length)]).toEqual([name, paged]);
      expect([name, await take(paged.length)]).toEqual([name, paged]);
      expect(all).toEqual(expect.arrayContaining(paged));
      const isEmpty = ["no kind", "another workspace's", "nothing"].includes(name);
      expect([name, paged.length === 0]).toEqual([name, isEmpty]);
    }
  });

  it("by member: what happens while it is that member's, and what gives and takes it", async () => {
    const after = await head();
    const { webChat, visitorId } = await busyHour();
    const heard = await pages(api.here.asAgent, after, { mine: true, visitorId });
    expect(kinds(heard)).toEqual([
      "ConversationTaken",
      "ConflictOpened",
      "MessageSent",
      "ConversationTaken",
    ]);
    const admins = await pages(api.here.asAdmin, after, { mine: true, conversationId: webChat });
    expect(kinds(admins)).toEqual(["ConversationTaken", "ConflictOpened", "ConflictSuperseded"]);
    const both = { mine: true, assigneeId: api.here.admin.memberId, visitorId };
    expect(kinds(await pages(api.here.asAgent, after, both))).toEqual(["ConversationTaken"]);
  });

  it("by member lets a key that is none have nothing of its own", async () => {
    const after = await head();
    await busyHour();
    expect(await pages(api.here.asKey, after, { mine: true })).toEqual([]);
    expect(await pages(api.here.asKey, after, {})).not.toEqual([]);
  });
});

async function lastMessageOf(conversationId: string): Promise<string> {
  const { conversation } = await api.here.asAgent.query(
    `query ($id: ID!) { conversation(id: $id) { latestMessage { id } } }`,
    { id: conversationId },
  );
  return conversation.latestMessage.id;
}

describe("a follower", () => {
  it("that is cut off again and again misses nothing and gets nothing twice, whichever server it comes back to", async () => {
    const doomed = await startServer({ env: { DATABASE_URL: api.databaseUrl } });
    const begin = await head();
    const urls = [api.wsUrl, doomed.wsUrl];
    const FOLLOW = { field: "conversationEvents", query: STREAM };
    for (const wsUrls of [urls, [...urls].reverse()])
      followers.push(follow<Heard>(wsUrls, api.here.asAgent.token ?? "", begin, FOLLOW));
    const talking = Array.from({ length: 6 }, async () => {
      const visitor = await api.here.visitor();
      for (let n = 0; n < 15; n++) await write(visitor, `Message ${n}`);
    });
    for (const count of [5, 20, 45, 70])
      for (const follower of followers) {
        await follower.untilCount(count);
        follower.hangUp();
      }
    await doomed.kill();
    await Promise.all(talking);
    const expected = await pages(api.here.asAgent, begin);
    expect(kinds(expected).filter((kind) => kind === "MessageReceived")).toHaveLength(90);
    for (const follower of followers) {
      await follower.until(expected.at(-1)?.cursor ?? "");
      expect(follower.events).toEqual(expected);
    }
    // Some cuts may find a line that is down already.
    for (const { reconnections } of followers) expect(reconnections).toBeGreaterThan(1);
  }, 60_000);

  it("that does not read holds up nobody, and gets everything when it reads on", async () => {
    const after = await head();
    const TEXTS = STREAM.replace(FIELDS, `${FIELDS} ... on MessageEvent { message { text } }`);
    const [slow, quick] = await Promise.all(
      [0, 1].map(async () => {
        const socket = await openRawSocket(api.wsUrl, { token: api.here.asAgent.token ?? "" });
        sockets.push(socket);
        await socket.next();
        socket.subscribe("stream", TEXTS, { after, filter: { kinds: ["MESSAGE_RECEIVED"] } });
        return socket;
      }),
    );
    if (!slow || !quick) throw new Error("no sockets");
    const next = async (socket: RawSocket) =>
      (await socket.nextOf("stream")).payload.data.conversationEvents;
    const visitor = await api.here.visitor();
    const texts = Array.from({ length: 250 }, (_, n) => `${n} ${"x".repeat(19_000)}`);
    slow.socket.pause();
    const heard: Heard[] = [];
    for (const text of texts) {
      await write(visitor, text);
      heard.push(await next(quick));
    }
    slow.socket.resume();
    const late: Heard[] = [];
    while (late.length < texts.length) late.push(await next(slow));
    expect(late).toEqual(heard);
    expect(heard.map((event) => (event as unknown as Said).message.text)).toEqual(texts);
  }, 60_000);
});
interface Said {
  readonly message: { readonly text: string };
}

describe("another workspace", () => {
  it("hears nothing, and finds no conversation by its id", async () => {
    const [after, afterElsewhere] = [await head(), await head(api.elsewhere)];
    const foreign = await stream(api.elsewhere.asAgent, afterElsewhere);
    const { webChat } = await busyHour();
    const own = await whatsApp("+61412000998", api.elsewhere);
    const heard = await foreign.take(2);
    for (const { conversationId } of heard) expect(conversationId).toBe(own);
    const filter = { conversationId: webChat };
    expect(await pages(api.elsewhere.asAgent, afterElsewhere, filter)).toEqual([]);
    const unknown = { conversationId: unknownId("Conversation") };
    expect(await pages(api.elsewhere.asAgent, afterElsewhere, unknown)).toEqual([]);
    expect(await pages(api.here.asAgent, after, filter)).not.toEqual([]);
  });
});

describe("a place that is lost", () => {
  it("is answered as by identityEvents", async () => {
    const after = Buffer.from(`${"0".repeat(16)}.1`).toString("base64url");
    expect((await api.here.asAgent.query(PAGE, { after })).conversationEvents).toEqual({
      reason: "OTHER_EPOCH",
    });
    const [first] = await (await stream(api.here.asAgent, after)).take(1);
    expect(first?.__typename).toBe("ResyncRequired");
    const { errors } = await api.here.asAgent.send(PAGE, { after: "nonsense" });
    expect(errors?.[0]?.extensions?.code).toBe("INVALID_CURSOR");
  });
});

describe("an AI agent's key that may not read events", () => {
  const VIEWER = "{ viewer { ... on IntegrationViewer { workspace { eventCursor } } } }";

  it("gets the events of conversations alone, without their contacts, in pages and live", async () => {
    const after = (await aiAgent.query(VIEWER)).viewer.workspace.eventCursor;
    const live = await stream(aiAgent, after);
    const { contactId } = await busyHour();
    const all = await pages(api.here.asAgent, after);
    const ofConversations = all
      .filter(({ __typename }) =>
        /^(Conversation|Message|AiAgent|Handover|Details)/.test(__typename),
      )
      .map((event) => ({ ...event, contactId: null }));
    expect(all.length).toBeGreaterThan(ofConversations.length);
    expect(all.some((event) => event.contactId !== null)).toBe(true);
    expect(await pages(aiAgent, after)).toEqual(ofConversations);
    expect(await live.take(ofConversations.length)).toEqual(ofConversations);
    const asked = { kinds: ["VISITOR_IDENTIFIED", "CONTACT_CREATED", "MESSAGE_SENT"] };
    expect(kinds(await pages(aiAgent, after, asked))).toEqual(["MessageSent"]);
    // Nor can it find out by asking whose they are.
    expect(await pages(aiAgent, after, { contactId })).toEqual([]);
    expect(await pages(api.here.asAgent, after, { contactId })).not.toEqual([]);
    const { errors } = await aiAgent.send("{ identityEvents { __typename } }");
    expect(errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
  });

  it("reads a conversation and its messages, and not whose it is", async () => {
    const { webChat, contactId, visitorId } = await busyHour();
    const CONVERSATION = `id state messages { nodes { id text direction
        author { type member { id } visitor { id } integrationKey { id } } } }
      contact { id } visitor { id } person { __typename } assignee { id } openConflicts { id }`;
    const { conversation, node } = await aiAgent.query(
      `query ($id: ID!) { conversation(id: $id) { ${CONVERSATION} }
        node(id: $id) { ... on Conversation { ${CONVERSATION} } } }`,
      { id: webChat },
    );
    const author = { member: null, visitor: null, integrationKey: null };
    expect(conversation).toMatchObject({
      id: webChat,
      state: "WITH_AGENT",
      messages: {
        nodes: [
          { text: "Hello", direction: "INBOUND", author: { type: "VISITOR", ...author } },
          { text: "Hello Ann", direction: "OUTBOUND", author: { type: "MEMBER", ...author } },
        ],
      },
      contact: null,
      visitor: null,
      person: null,
      assignee: null,
      openConflicts: [],
    });
    expect(node).toEqual(conversation);
    const messageId = conversation.messages.nodes[0].id;
    const elsewhere = await whatsApp("+61412000997", api.elsewhere);
    const ids = [
      messageId,
      contactId,
      visitorId,
      api.here.agent.memberId,
      api.here.workspaceId,
      elsewhere,
      unknownId("Conversation"),
      "nonsense",
    ];
    const { nodes } = await aiAgent.query(
      "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Message { text conversation { id contact { id } } } } }",
      { ids },
    );
    const text = { id: messageId, text: "Hello", conversation: { id: webChat, contact: null } };
    expect(nodes).toEqual([text, ...ids.slice(1).map(() => null)]);
    const whole = await api.here.asAgent.query("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids: ids.slice(0, 5),
    });
    expect(whole.nodes).not.toContain(null);
    for (const query of ["contacts", "conversations", "conflicts", "anonymousVisitors"]) {
      const { errors } = await aiAgent.send(`{ ${query} { nodes { id } } }`);
      expect([query, errors?.[0]?.extensions?.code]).toEqual([query, "FORBIDDEN"]);
    }
  });

  it("hears nothing more once it is revoked, over a socket and over SSE", async () => {
    const made = await api.here.asAdmin.mutate(
      "createIntegrationKey",
      { name: "AI agent", scopes: ["AI_AGENT"] },
      "... on CreateIntegrationKeyPayload { key integrationKey { id } }",
    );
    const after = await head();
    const { socket, take } = await stream(api.client(made.key), after);
    const sse = createStreamClient({
      url: `${api.url}/graphql`,
      headers: { authorization: `Bearer ${made.key}` },
      retryAttempts: 0,
    });
    const events = sse.iterate<{ conversationEvents: Heard }>({
      query: STREAM,
      variables: { after },
    });
    await write(await api.here.visitor());
    const [first] = await take(1);
    expect((await events.next()).value?.data?.conversationEvents).toEqual(first);
    await api.here.asAdmin.mutate("revokeIntegrationKey", {
      integrationKeyId: made.integrationKey.id,
    });
    expect(await socket.closed).toMatchObject({ code: 4401 });
    const ended = async () => {
      for await (const { errors } of events) if (errors) return errors[0]?.message;
      return "no error";
    };
    expect(await ended()).toMatch(/revoked/);
    sse.dispose();
  });
});

it("is followed by members, keys that may read events and AI agents alone", async () => {
  const refused = async (token: string | null) => {
    const socket = await openRawSocket(api.wsUrl, token === null ? {} : { token });
    sockets.push(socket);
    await socket.next();
    socket.subscribe("refused", STREAM, {});
    return (await socket.nextOf("refused")).payload.errors?.[0].extensions.code;
  };
  expect(await refused(null)).toBe("UNAUTHENTICATED");
  expect(await refused((await api.here.visitor()).token)).toBe("FORBIDDEN");
  for (const scope of ["READ_CONTACTS", "WRITE_CONTACTS", "IDENTIFY", "RECEIVE_MESSAGES"])
    expect(await refused((await api.here.keyWith([scope])).token), scope).toBe("FORBIDDEN");
});
