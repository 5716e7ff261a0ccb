import { createClient as createStreamClient } from "graphql-sse";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeId } from "../../src/auth/global-id.ts";
import { signVisitorToken } from "../../src/auth/tokens.ts";
import { sealForVisitor } from "../../src/auth/visitor-seal.ts";
import { createWorkspaceSecretStore } from "../../src/auth/workspace-secrets.ts";
import { prune } from "../../src/database/event-log.ts";
import { type Client, startApi, type Visitor } from "../support/api.ts";
import { type Follower, follow } from "../support/follower.ts";
import { openRawSocket, type RawSocket } from "../support/raw-socket.ts";
import { type ServerProcess, startServer } from "../support/server.ts";

// A visitor follows its own chat.

let api: Awaited<ReturnType<typeof startApi>>;
/** A server process of its own on the same database. */
let other: ServerProcess;
const sockets: RawSocket[] = [];
const followers: Follower<Heard>[] = [];

beforeAll(async () => {
  api = await startApi({ authorityCheckMillis: 50 });
  other = await startServer({ env: { DATABASE_URL: api.databaseUrl } });
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
  readonly conversation: { readonly id: string; readonly state: string } | null;
  readonly message?: { readonly text: string; readonly direction: string } | null;
  readonly reason?: string;
}
const STREAM = `subscription ($after: ChatCursor) { chatEvents(after: $after) { __typename cursor
  conversation { id } ... on ChatMessageAdded { message { text direction author { type } } }
  ... on ChatResyncRequired { reason } } }`;
const CURSOR = "{ viewer { ... on VisitorViewer { chatCursor } } }";
const cursorOf = async (visitor: Client): Promise<string> =>
  (await visitor.query(CURSOR)).viewer.chatCursor;

async function stream(who: Client, after: string | null, wsUrl = api.wsUrl) {
  const socket = await openRawSocket(wsUrl, { token: who.token ?? "" });
  sockets.push(socket);
  await socket.next();
  socket.subscribe("chat", STREAM, { after });
  return {
    socket,
    async take(count: number): Promise<Heard[]> {
      const heard: Heard[] = [];
      while (heard.length < count) {
        const { payload } = await socket.nextOf("chat");
        if (!payload.data) throw new Error(JSON.stringify(payload));
        heard.push(payload.data.chatEvents);
      }
      return heard;
    },
  };
}
/** The code of the error that a subscription is answered with. */
async function refused(token: string | null, after: string | null = null): Promise<string> {
  const socket = await openRawSocket(api.wsUrl, token === null ? {} : { token });
  sockets.push(socket);
  await socket.next();
  socket.subscribe("chat", STREAM, { after });
  const { payload } = await socket.nextOf("chat");
  return (payload.errors ?? payload)[0].extensions.code;
}

async function write(visitor: Client, text: string, conversationId?: string): Promise<string> {
  const fields = "... on SendMessagePayload { conversation { id } }";
  return (await visitor.mutate("sendMessage", { text, conversationId }, fields)).conversation.id;
}
const done = async (who: Client, name: string, input: object) =>
  expect(await who.mutate(name, input)).not.toHaveProperty("code");
const words = (heard: readonly Heard[]) =>
  heard.map(({ __typename, message }) => message?.text ?? __typename);

/** A chat that is opened, answered, closed and opened again, with all that happens behind it. Answers what was to be heard. */
async function chat(visitor: Visitor): Promise<string[]> {
  const { asAgent, asAdmin } = api.here;
  const conversationId = await write(visitor, "Hello");
  const claims = { firstName: "Cho", email: "cho@home.example" };
  await done(visitor, "identify", { channel: "CHAT", claims, conversationId });
  await done(asAgent, "takeConversation", { conversationId });
  await done(asAgent, "sendReply", { conversationId, text: "Good morning" });
  const assigneeId = api.here.agent.memberId;
  await done(asAdmin, "assignConversation", { conversationId, assigneeId });
  await done(asAgent, "closeConversation", { conversationId });
  await write(visitor, "One more thing", conversationId);
  await done(asAgent, "sendReply", { conversationId, text: "Yes?" });
  return [
    "ChatOpened",
    "Hello",
    "Good morning",
    "ChatClosed",
    "ChatReopened",
    "One more thing",
    "Yes?",
  ];
}

describe("a visitor's chat", () => {
  it("has a message once that is sent again with its `requestId`, which no channel's id shows", async () => {
    const visitor = await api.here.visitor();
    const input = { text: "Hello", requestId: "a-retry" };
    const fields = `... on SendMessagePayload { storedMessage { id externalId }
      conversation { messages { nodes { text } } } }`;
    const first = await visitor.mutate("sendMessage", input, fields);
    const again = await visitor.mutate("sendMessage", input, fields);
    expect(again).toEqual(first);
    expect(first.storedMessage.externalId).toBeNull();
    expect(first.conversation.messages.nodes).toHaveLength(1);
    const blank = await visitor.mutate("sendMessage", { ...input, requestId: " " });
    expect(blank).toMatchObject({ problems: [{ path: "requestId", problem: "BLANK" }] });
  });

  it("is heard live, over a socket and over SSE, from whichever server", async () => {
    const visitor = await api.here.visitor();
    const after = await cursorOf(visitor);
    const socket = await stream(visitor, after, other.wsUrl);
    const sse = createStreamClient({
      url: `${api.url}/graphql`,
      headers: { authorization: `Bearer ${visitor.token}` },
    });
    const events = sse.iterate<{ chatEvents: Heard }>({ query: STREAM, variables: { after } });
    const expected = await chat(visitor);
    const heard = await socket.take(expected.length);
    expect(words(heard)).toEqual(expected);
    const [opened, hello, reply] = heard;
    expect(opened?.conversation?.id).toEqual(expect.any(String));
    expect(hello?.message).toEqual({
      text: "Hello",
      direction: "INBOUND",
      author: { type: "VISITOR" },
    });
    expect(reply?.message).toMatchObject({ direction: "OUTBOUND", author: { type: "MEMBER" } });
    const streamed: Heard[] = [];
    for await (const { data } of events) {
      if (data) streamed.push(data.chatEvents);
      if (streamed.length === expected.length) break;
    }
    sse.dispose();
    const told = (of: readonly Heard[]) => of.map(({ cursor, ...event }) => event);
    expect(told(streamed)).toEqual(told(heard));
  });

  it("goes on from any of its events, and from where the visitor read its conversations", async () => {
    const visitor = await api.here.visitor();
    const before = await cursorOf(visitor);
    const expected = await chat(visitor);
    const heard = await (await stream(visitor, before)).take(expected.length);
    const now = await cursorOf(visitor);
    await write(visitor, "Last");
    for (const [index, { cursor }] of heard.entries()) {
      const rest = [...expected.slice(index + 1), "Last"];
      expect(words(await (await stream(visitor, cursor)).take(rest.length))).toEqual(rest);
    }
    expect(words(await (await stream(visitor, now)).take(1))).toEqual(["Last"]);
  });

  it("loses and repeats nothing when it is cut off in the middle, and comes back to another server", async () => {
    const visitor = await api.here.visitor();
    const conversationId = await write(visitor, "0");
    const after = await cursorOf(visitor);
    const FOLLOW = { field: "chatEvents", query: STREAM };
    for (const urls of [
      [api.wsUrl, other.wsUrl],
      [other.wsUrl, api.wsUrl],
    ])
      followers.push(follow<Heard>(urls, visitor.token ?? "", after, FOLLOW));
    const texts = Array.from({ length: 60 }, (_, n) => `${n + 1}`);
    const talking = (async () => {
      for (const [index, text] of texts.entries())
        if (index % 2 === 0) await write(visitor, text, conversationId);
        else await done(api.here.asAgent, "sendReply", { conversationId, text });
    })();
    for (const count of [3, 10, 25, 45])
      for (const follower of followers) {
        await follower.untilCount(count);
        follower.hangUp();
      }
    await talking;
    for (const follower of followers) {
      await follower.untilCount(texts.length);
      expect(words(follower.events)).toEqual(texts);
      expect(follower.reconnections).toBeGreaterThanOrEqual(4);
    }
  });
});

describe("what others write", () => {
  it("is not heard: of other visitors, of another device of the same contact, of another workspace", async () => {
    const [one, two, stranger] = [
      await api.here.visitor(),
      await api.here.visitor(),
      await api.here.visitor(),
    ];
    const foreign = await api.elsewhere.visitor();
    // One email, said by two devices and vouched for: they are one contact's, and both have proved it.
    for (const { visitorId } of [one, two])
      await done(api.here.asKey, "identify", {
        visitorId,
        channel: "LOGIN",
        claims: { email: "both@home.example" },
        verified: true,
      });
    const PROVEN = `{ viewer { ... on VisitorViewer { contact { email
      conversations { nodes { messages { nodes { text } } } } } } } }`;
    const live = await stream(one, await cursorOf(one));
    for (const who of [two, stranger, foreign]) {
      const conversationId = await write(who, "Not yours");
      const agent = who === foreign ? api.elsewhere.asAgent : api.here.asAgent;
      await done(agent, "sendReply", { conversationId, text: "Nor this" });
    }
    await write(one, "Mine");
    expect(words(await live.take(2))).toEqual(["ChatOpened", "Mine"]);
    // A visitor that proved it reads them all the same, with its contact.
    const { contact } = (await one.query(PROVEN)).viewer;
    expect(contact.conversations.nodes).toHaveLength(2);
  });

  it("before a visitor was deleted is gone, and what its token writes next is heard", async () => {
    const visitor = await api.here.visitor();
    const before = await cursorOf(visitor);
    await chat(visitor);
    const deletion = { visitorId: visitor.visitorId };
    const { anonymousVisitor } = await api.here.asAdmin.query(
      `{ anonymousVisitor(id: "${visitor.visitorId}") { contact { id } } }`,
    );
    const [name, input] = anonymousVisitor.contact
      ? ["deleteContact", { contactId: anonymousVisitor.contact.id }]
      : ["deleteVisitor", deletion];
    const preview = "... on DeletionNotConfirmed { preview { confirmation } }";
    const { confirmation } = (await api.here.asAdmin.mutate(name, input, preview)).preview;
    await done(api.here.asAdmin, name, { ...input, confirmation });
    await write(visitor, "Here again");
    expect(words(await (await stream(visitor, before)).take(2))).toEqual([
      "ChatOpened",
      "Here again",
    ]);
  });
});

describe("a cursor", () => {
  it("tells nothing: not a place, not by its length, and never the same text twice", async () => {
    const visitor = await api.here.visitor();
    const cursors = [await cursorOf(visitor), await cursorOf(visitor)];
    await chat(visitor);
    cursors.push(await cursorOf(visitor));
    const { eventCursor } = (await api.here.asAgent.query("{ workspace { eventCursor } }"))
      .workspace;
    const [epoch = "", position = ""] = Buffer.from(eventCursor, "base64url").toString().split(".");
    expect(Number(position)).toBeGreaterThan(10);
    expect(new Set(cursors).size).toBe(3);
    expect(new Set(cursors.map(({ length }) => length)).size).toBe(1);
    for (const cursor of cursors)
      for (const part of cursor.split(".")) {
        const plain = Buffer.from(part, "base64url").toString("latin1");
        expect(plain).not.toContain(epoch);
        expect(plain).not.toContain(eventCursor);
      }
  });

  it("is of one visitor: anybody else's, the log's, and what is none are answered alike", async () => {
    const [one, two] = [await api.here.visitor(), await api.here.visitor()];
    const foreign = await api.elsewhere.visitor();
    const own = await cursorOf(one);
    const { eventCursor } = (await api.here.asAgent.query("{ workspace { eventCursor } }"))
      .workspace;
    const [header, , nonce, text, tag] = own.split(".") as [string, string, string, string, string];
    const bent = `${text.slice(0, -2)}${text.endsWith("AA") ? "BB" : "AA"}`;
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const others = {
      "another visitor's": await cursorOf(two),
      "another workspace's": await cursorOf(foreign),
      "the log's": eventCursor,
      empty: "",
      nonsense: "nonsense",
      dots: "....",
      long: `${own}${"A".repeat(10_000)}`,
      bent: [header, "", nonce, bent, tag].join("."),
      "without its tag": [header, "", nonce, text, ""].join("."),
      "with another header": [none, "", nonce, text, tag].join("."),
    };
    for (const [whose, after] of Object.entries(others))
      expect([whose, await refused(one.token, after)]).toEqual([whose, "INVALID_CURSOR"]);
    // Its own is good.
    await write(one, "Hello");
    expect(words(await (await stream(one, own)).take(2))).toEqual(["ChatOpened", "Hello"]);
  });

  it("from another life of the database, or of what is no longer kept, is answered with a place to go on from", async () => {
    const visitor = await api.elsewhere.visitor();
    const pruned = await cursorOf(visitor);
    await write(visitor, "Hello");
    const workspaceId = decodeId("Workspace", api.elsewhere.workspaceId) ?? "";
    const visitorId = decodeId("AnonymousVisitor", visitor.visitorId) ?? "";
    const secrets = await secretsOf(workspaceId);
    const otherLife = Buffer.from(`${"0".repeat(16)}.1`).toString("base64url");
    const lost = {
      PRUNED: pruned,
      OTHER_EPOCH: await sealForVisitor(secrets.tokenKey, { workspaceId, visitorId }, otherLife),
    };
    const before = new Date(Date.now() + 1_000);
    await prune(api.database.pool, { workspaceId, before });
    for (const [reason, after] of Object.entries(lost)) {
      const live = await stream(visitor, after);
      const [resync] = await live.take(1);
      expect(resync).toMatchObject({
        __typename: "ChatResyncRequired",
        conversation: null,
        reason,
      });
      await write(visitor, `After ${reason}`);
      expect(words(await live.take(1))).toEqual([`After ${reason}`]);
      const again = await stream(visitor, resync?.cursor ?? "");
      expect(words(await again.take(1))).toEqual([`After ${reason}`]);
    }
  });
});

async function secretsOf(workspaceId: string) {
  const { database } = api;
  const secrets = await createWorkspaceSecretStore({ database }).find(workspaceId);
  if (!secrets) throw new Error("no workspace");
  return secrets;
}

it("is heard by visitors alone", async () => {
  expect(await refused(null)).toBe("UNAUTHENTICATED");
  const { asAdmin, asAgent, asKey, keyWith } = api.here;
  for (const who of [asAdmin, asAgent, asKey, await keyWith(["AI_AGENT"])])
    expect(await refused(who.token)).toBe("FORBIDDEN");
  const visitor = await api.here.visitor();
  const { errors } = await visitor.send("{ conversationEvents { __typename } }");
  expect(errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
});

it("ends when the visitor's token does, over a socket and over SSE", async () => {
  const visitor = await api.here.visitor();
  const { sub = "", wid } = decodeJwt(visitor.token ?? "");
  const { tokenKey } = await secretsOf(wid as string);
  const workspace = { id: wid as string, tokenKey };
  const days = 3 / 86_400;
  // As the server signs it, but for seconds instead of days.
  const { token } = await signVisitorToken({ workspace, visitorId: sub, now: new Date(), days });
  const after = await cursorOf(visitor);
  const { socket, take } = await stream(api.client(token), after);
  const sse = createStreamClient({
    url: `${api.url}/graphql`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const events = sse.iterate<{ chatEvents: Heard }>({ query: STREAM, variables: { after } });
  await write(visitor, "Hello");
  expect(words(await take(1))).toEqual(["ChatOpened"]);
  expect((await events.next()).value?.data?.chatEvents.__typename).toBe("ChatOpened");
  expect(await socket.closed).toMatchObject({
    code: 4403,
    reason: expect.stringMatching(/expired/),
  });
  const ended = async () => {
    for await (const { errors } of events) if (errors) return errors[0]?.message;
    return "no error";
  };
  expect(await ended()).toMatch(/expired/);
  sse.dispose();
});
