import { createClient as createStreamClient } from "graphql-sse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INTEGRATION_SCOPES } from "../../src/auth/caller.ts";
import { type Client, startApi, unknownId, type Visitor } from "../support/api.ts";
import { openRawSocket, type RawSocket } from "../support/raw-socket.ts";
import { startApp } from "../support/server.ts";

// Typing and presence: live, across processes, stored nowhere.

let api: Awaited<ReturnType<typeof startApi>>;
/** Another server on the same database. */
let other: Awaited<ReturnType<typeof startApp>>;
let visitor: Visitor;
let conversationId: string;
let aiAgent: Client;
let aiAgentKeyId: string;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  api = await startApi({ authorityCheckMillis: 50 });
  other = await startApp({ databaseUrl: api.databaseUrl, authorityCheckMillis: 50 });
  visitor = await api.here.visitor();
  conversationId = await conversationOf(visitor);
  ({ client: aiAgent, id: aiAgentKeyId } = await newAiAgent());
});
afterAll(async () => {
  for (const socket of sockets) socket.socket.terminate();
  await other.stop();
  await api.stop();
});

async function conversationOf(who: Visitor): Promise<string> {
  const fields = "... on SendMessagePayload { conversation { id } }";
  return (await who.mutate("sendMessage", { text: "Hello" }, fields)).conversation.id;
}
async function newAiAgent(): Promise<{ client: Client; id: string }> {
  const fields = "... on CreateIntegrationKeyPayload { key integrationKey { id } }";
  const input = { name: "AI agent", scopes: ["AI_AGENT"] };
  const { key, integrationKey } = await api.here.asAdmin.mutate(
    "createIntegrationKey",
    input,
    fields,
  );
  return { client: api.client(key), id: integrationKey.id };
}

const signal = (who: Client, activity: string, id = conversationId) =>
  who.mutate(
    "signalConversation",
    { conversationId: id, activity },
    "... on SignalConversationPayload { expiresAt }",
  );

interface HeardSignal {
  conversationId: string;
  activity: string;
  side: string;
  actor: { type: string; member: object | null } | null;
  sentAt: string;
  expiresAt: string | null;
}
const SIGNALS = /* GraphQL */ `
  subscription ($id: ID) {
    conversationSignals(conversationId: $id) {
      conversationId activity side sentAt expiresAt
      actor { type member { id name } visitor { id } integrationKey { id } }
    }
  }
`;
const isTyping = ({ activity }: HeardSignal) => activity.endsWith("TYPING");

/** Says that somebody has the conversation open, and that they have not, until it is heard. */
async function sayUntil(heard: Promise<unknown>, who: Client, id: string): Promise<void> {
  let said = 0;
  const saying = setInterval(() => {
    said += 1;
    void signal(who, said % 2 === 0 ? "LEFT" : "PRESENT", id);
  }, 100);
  await heard.finally(() => clearInterval(saying));
}

/**
 * Follows signals over a socket. The subscription has begun when it hears somebody who has the conversation open: that
 * is said until then, so `next` passes over it unless it is asked for.
 */
async function follow(
  who: Client,
  id: string | null,
  {
    wsUrl = api.wsUrl,
    probe = api.here.asAdmin,
    probed = id ?? conversationId,
  }: { wsUrl?: string; probe?: Client; probed?: string } = {},
) {
  const socket = await openRawSocket(wsUrl, { token: who.token ?? "" });
  sockets.push(socket);
  await socket.next();
  socket.subscribe("signals", SIGNALS, { id });
  const next = async (): Promise<HeardSignal> => {
    const { payload } = await socket.nextOf("signals");
    if (!payload.data) throw new Error(JSON.stringify(payload));
    return payload.data.conversationSignals;
  };
  await sayUntil(next(), probe, probed);
  return {
    socket,
    async next(wanted: (heard: HeardSignal) => boolean = isTyping): Promise<HeardSignal> {
      for (;;) {
        const heard = await next();
        if (wanted(heard)) return heard;
      }
    },
  };
}

// First, because what others change is finished in the background.
it("nothing of it is stored: the whole database is the same before and after", async () => {
  const [one, agent] = [await api.here.visitor(), api.here.asAgent];
  const id = await conversationOf(one);
  const before = await contentOfEveryTable();
  expect(Object.keys(before)).toEqual(expect.arrayContaining(["conversation", "identity_event"]));
  const follower = await follow(agent, id, { wsUrl: other.wsUrl });
  for (let round = 0; round < 25; round++)
    for (const who of [one, agent, aiAgent])
      for (const activity of ["TYPING", "STOPPED_TYPING"]) await signal(who, activity, id);
  for (const who of [one, agent])
    for (const activity of ["PRESENT", "LEFT"]) await signal(who, activity, id);
  await follower.next(({ side, activity }) => side === "VISITOR" && activity === "LEFT");
  expect(await contentOfEveryTable()).toEqual(before);
});

describe("a signal through one server", () => {
  it("reaches subscribers of the other, with who it was and until when it is believed", async () => {
    const agent = await follow(api.here.asAgent, null, { wsUrl: other.wsUrl });
    expect(await signal(visitor, "TYPING")).toMatchObject({ expiresAt: expect.any(String) });
    const typing = await agent.next();
    expect(typing).toMatchObject({
      conversationId,
      activity: "TYPING",
      side: "VISITOR",
      actor: { type: "VISITOR", member: null, visitor: { id: visitor.visitorId } },
    });
    expect(Date.parse(typing.expiresAt ?? "") - Date.parse(typing.sentAt)).toBe(6_000);
    expect(await signal(visitor, "STOPPED_TYPING")).toMatchObject({ expiresAt: null });
    expect(await agent.next()).toMatchObject({ activity: "STOPPED_TYPING", expiresAt: null });

    const ofVisitor = ({ side }: HeardSignal) => side === "VISITOR";
    await signal(visitor, "PRESENT");
    const present = await agent.next(ofVisitor);
    expect(Date.parse(present.expiresAt ?? "") - Date.parse(present.sentAt)).toBe(30_000);
    await signal(visitor, "LEFT");
    expect(await agent.next(ofVisitor)).toMatchObject({ activity: "LEFT", expiresAt: null });
  });

  it("reaches those of its own, and AI agents", async () => {
    const follower = await follow(aiAgent, conversationId);
    await signal(api.here.asAgent, "TYPING");
    expect(await follower.next()).toMatchObject({
      side: "BUSINESS",
      // It may not read contacts, and is not told which member.
      actor: { type: "MEMBER", member: null },
    });
  });

  it("is passed on once when it is repeated within a second", async () => {
    const one = await api.here.visitor();
    const id = await conversationOf(one);
    const agent = await follow(api.here.asAgent, id, { wsUrl: other.wsUrl });
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 100 }, () => signal(one, "TYPING", id)));
    const seconds = (performance.now() - began) / 1_000;
    for (const answer of answers) expect(answer.__typename).toBe("SignalConversationPayload");
    await signal(one, "STOPPED_TYPING", id);
    let typing = 0;
    while ((await agent.next()).activity === "TYPING") typing += 1;
    expect(typing).toBeGreaterThan(0);
    expect(typing).toBeLessThanOrEqual(1 + Math.floor(seconds));
  });
});

describe("a visitor", () => {
  it("hears what the business does in its own conversation, and not who", async () => {
    for (const wsUrl of [api.wsUrl, other.wsUrl]) {
      const one = await api.here.visitor();
      const id = await conversationOf(one);
      const own = await follow(one, id, { wsUrl });
      for (const [who, activity] of [
        [api.here.asAgent, "TYPING"],
        [aiAgent, "TYPING"],
      ] as const) {
        await signal(who, activity, id);
        expect(await own.next()).toEqual({
          conversationId: id,
          activity,
          side: "BUSINESS",
          actor: null,
          sentAt: expect.any(String),
          expiresAt: expect.any(String),
        });
      }
    }
  });

  it("hears neither itself nor what is said in the conversations of others", async () => {
    const [one, two] = [await api.here.visitor(), await api.here.visitor()];
    const [id, otherId] = [await conversationOf(one), await conversationOf(two)];
    const own = await follow(one, id);
    await signal(one, "TYPING", id);
    await signal(two, "TYPING", otherId);
    await signal(api.here.asAgent, "TYPING", otherId);
    await signal(api.here.asAgent, "STOPPED_TYPING", id);
    expect(await own.next()).toMatchObject({ conversationId: id, activity: "STOPPED_TYPING" });
  });

  it("hears nothing of its other devices, identified as one contact", async () => {
    const devices = [await api.here.visitor(), await api.here.visitor()] as const;
    const ids = [await conversationOf(devices[0]), await conversationOf(devices[1])] as const;
    for (const device of devices)
      await device.mutate("identify", { channel: "CHAT", claims: { email: "two@home.example" } });
    const own = await follow(devices[0], ids[0]);
    await signal(devices[1], "TYPING", ids[1]);
    await signal(api.here.asAgent, "TYPING", ids[1]);
    await signal(api.here.asAgent, "STOPPED_TYPING", ids[0]);
    expect(await own.next()).toMatchObject({ conversationId: ids[0] });
    expect(await signal(devices[0], "TYPING", ids[1])).toMatchObject({
      code: "CONVERSATION_NOT_FOUND",
    });
    expect(await subscribeError(devices[0], ids[1])).toMatch("CONVERSATION_NOT_FOUND");
  });
});

/** What a subscription that is not let in is told, as text. */
async function subscribeError(who: Client, id: string | null): Promise<string> {
  const socket = await openRawSocket(api.wsUrl, { token: who.token ?? "" });
  sockets.push(socket);
  await socket.next();
  socket.subscribe("refused", SIGNALS, { id });
  const { payload } = await socket.nextOf("refused");
  return JSON.stringify(payload.errors ?? payload);
}

describe("a conversation that the caller may not name", () => {
  it("is one that does not exist: of another workspace, of another visitor, deleted, unknown, malformed", async () => {
    const elsewhere = await conversationOf(await api.elsewhere.visitor());
    const gone = await api.here.visitor();
    const goneId = await conversationOf(gone);
    const deletion = { visitorId: gone.visitorId };
    const preview = "... on DeletionNotConfirmed { preview { confirmation } }";
    const { confirmation } = (await api.here.asAdmin.mutate("deleteVisitor", deletion, preview))
      .preview;
    await api.here.asAdmin.mutate("deleteVisitor", { ...deletion, confirmation });
    const nobodys = [elsewhere, goneId, unknownId("Conversation"), visitor.visitorId, "nonsense"];
    const stranger = await api.here.visitor();
    for (const [who, ids] of [
      [api.here.asAgent, nobodys],
      [aiAgent, nobodys],
      [stranger, [...nobodys, conversationId]],
    ] as const) {
      const answers = await Promise.all(ids.map((id) => signal(who, "TYPING", id)));
      expect(answers[0]).toMatchObject({ code: "CONVERSATION_NOT_FOUND" });
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      const errors = await Promise.all(ids.map((id) => subscribeError(who, id)));
      expect(errors[0]).toMatch("CONVERSATION_NOT_FOUND");
      for (const error of errors) expect(error).toBe(errors[0]);
    }
  });

  it("is not heard of in another workspace", async () => {
    const elsewhere = await conversationOf(await api.elsewhere.visitor());
    const agent = await follow(api.elsewhere.asAgent, null, {
      probe: api.elsewhere.asAdmin,
      probed: elsewhere,
    });
    await signal(visitor, "TYPING");
    await signal(api.here.asAdmin, "TYPING");
    await signal(api.elsewhere.asAgent, "TYPING", elsewhere);
    expect(await agent.next()).toMatchObject({ conversationId: elsewhere });
  });

  it("must be named by visitors and AI agents", async () => {
    for (const who of [visitor, aiAgent])
      expect(await subscribeError(who, null)).toMatch("BAD_USER_INPUT");
  });
});

it("signals are followed by members, visitors and AI agents alone", async () => {
  for (const scope of INTEGRATION_SCOPES) {
    if (scope === "AI_AGENT") continue;
    const key = await api.here.keyWith([scope]);
    expect(await subscribeError(key, conversationId), scope).toMatch("FORBIDDEN");
  }
  const nobody = await openRawSocket(api.wsUrl);
  sockets.push(nobody);
  await nobody.next();
  nobody.subscribe("refused", SIGNALS, { id: conversationId });
  const { payload } = await nobody.nextOf("refused");
  expect(JSON.stringify(payload)).toMatch("UNAUTHENTICATED");
});

describe("an AI agent's key", () => {
  it("types, and is not present", async () => {
    for (const activity of ["PRESENT", "LEFT"])
      expect(await signal(aiAgent, activity)).toMatchObject({ code: "ACTIVITY_NOT_ALLOWED" });
    const agent = await follow(api.here.asAgent, conversationId);
    await signal(aiAgent, "TYPING");
    expect(await agent.next()).toMatchObject({
      side: "BUSINESS",
      actor: { type: "INTEGRATION", member: null, integrationKey: { id: aiAgentKeyId } },
    });
  });

  it("that is revoked hears nothing more, over a socket and over SSE", async () => {
    const { client, id } = await newAiAgent();
    const stream = createStreamClient({
      url: `${api.url}/graphql`,
      headers: { authorization: `Bearer ${client.token}` },
      retryAttempts: 0,
    });
    const signals = stream.iterate({ query: SIGNALS, variables: { id: conversationId } });
    const first = signals.next();
    const { socket } = await follow(client, conversationId);
    await sayUntil(first, api.here.asAdmin, conversationId);
    const ended = (async () => {
      for await (const { errors } of signals) if (errors) return errors[0]?.message;
      return "no error";
    })();
    await api.here.asAdmin.mutate("revokeIntegrationKey", { integrationKeyId: id });
    expect(await socket.closed).toMatchObject({
      code: 4401,
      reason: expect.stringMatching(/revoked/),
    });
    expect(await ended).toMatch(/revoked/);
    stream.dispose();
    expect((await client.send("{ viewer { __typename } }")).status).toBe(401);
  });
});

/** How many rows each table has, and a digest of what is in them. The event log's position is in `workspace_head`. */
async function contentOfEveryTable(): Promise<Record<string, unknown>> {
  const { pool } = api.database;
  const { rows: tables } = await pool.query<{ name: string }>(
    // Where servers say that they live, which is due to time alone.
    `select tablename as name from pg_tables
       where schemaname = 'public' and tablename <> 'job_server' order by 1`,
  );
  const content: Record<string, unknown> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query(
      `select count(*), md5(string_agg(t::text, '' order by t::text)) from "${name}" t`,
    );
    content[name] = rows[0];
  }
  return content;
}
