import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { decodeId } from "../../src/auth/global-id.ts";
import { type Client, startApi, unknownId, type Visitor } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let agent: Client;
beforeAll(async () => {
  // The tailer's polling would be counted with the statements of a page.
  api = await startApi({ pollMillis: 60_000 });
  agent = api.here.asAgent;
  await fill();
});
afterAll(() => api.stop());

/** Names of conversations by their ids: how they are told apart here. */
const names = new Map<string, string>();
const ids = new Map<string, string>();
const idOf = (name: string) => ids.get(name) ?? expect.fail(`no conversation ${name}`);
const visitors = new Map<string, Visitor>();

/** From the first to the latest message: `first`, `waits`, `taken`, `closed`, `gina`, `sms`, `conflict`. */
async function fill() {
  for (const name of ["first", "waits", "taken", "closed", "gina"]) await chat(name);
  await remember(
    "sms",
    (await received({ channel: "SMS", sender: "+61412345678", text: "Is it ready?" })).conversation
      .id,
  );
  await chat("conflict");
  await act("takeConversation", "taken");
  await act("closeConversation", "closed");
  for (const [name, values] of [
    ["gina", { email: "gina@home.example", firstName: "Gina", lastName: "Rossi" }],
    ["conflict", { email: "cora@home.example", firstName: "Cora" }],
    ["conflict", { firstName: "Dora" }],
  ] as const)
    await visitors.get(name)?.mutate("identify", { channel: "CHAT", claims: values });
  await api.elsewhere.visitor().then((one) => one.mutate("sendMessage", { text: "refund café" }));
}

async function chat(name: string): Promise<void> {
  const visitor = await api.here.visitor();
  visitors.set(name, visitor);
  await visitor.mutate("sendMessage", { text: TEXTS[name] ?? "Hello" });
  const fields = "{ viewer { ... on VisitorViewer { conversations { nodes { id } } } } }";
  remember(name, (await visitor.query(fields)).viewer.conversations.nodes[0].id);
}
function remember(name: string, id: string): void {
  names.set(id, name);
  ids.set(name, id);
}
const TEXTS: Record<string, string> = {
  first: "I'd like a REFUND for order 4711",
  waits: "Ist das Café Müller noch offen?",
  conflict: "What about my refund?",
};
const received = (input: object) =>
  api.here.asKey.mutate(
    "receiveMessage",
    input,
    "... on ReceiveMessagePayload { conversation { id } }",
  );
const act = async (name: string, conversation: string, input: object = {}) => {
  const answer = await agent.mutate(name, { conversationId: idOf(conversation), ...input });
  expect(answer.__typename).toMatch(/Payload$/);
};

const LIST = `query ($filter: ConversationFilter, $first: Int, $after: String) {
  conversations(filter: $filter, first: $first, after: $after) {
    nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } } }`;
async function inbox(filter: object | null = null, caller: Client = agent): Promise<string[]> {
  const { conversations } = await caller.query(LIST, { filter, first: 100 });
  return conversations.nodes.map(({ id }: { id: string }) => names.get(id) ?? id);
}
const errorOf = async (query: string, variables: object) =>
  (await agent.send(query, variables)).errors?.[0]?.extensions?.code;

describe("the inbox", () => {
  it("has everything, the latest message first", async () => {
    const all = ["conflict", "sms", "gina", "closed", "taken", "waits", "first"];
    expect(await inbox()).toEqual(all);
    expect(await inbox({})).toEqual(all);
    expect(await inbox({ mine: false })).toEqual(all);
    expect(await inbox({ states: null, channels: null, text: null, open: null })).toEqual(all);
  });

  it("is narrowed by whose, state, channel, what is unread, and open conflicts", async () => {
    const { memberId } = api.here.agent;
    const open = ["conflict", "sms", "gina", "taken", "waits", "first"];
    expect(await inbox({ mine: true })).toEqual(["taken"]);
    expect(await inbox({ assigneeId: memberId })).toEqual(["taken"]);
    expect(await inbox({ assigneeId: memberId, mine: true })).toEqual(["taken"]);
    expect(await inbox({ unassigned: false })).toEqual(["taken"]);
    expect(await inbox({ unassigned: true, open: true })).toEqual(
      open.filter((name) => name !== "taken"),
    );
    expect(await inbox({ open: true })).toEqual(open);
    expect(await inbox({ open: false })).toEqual(["closed"]);
    expect(await inbox({ states: ["CLOSED", "WITH_AGENT"] })).toEqual(["closed", "taken"]);
    expect(await inbox({ states: ["CLOSED", "WITH_AGENT"], open: true })).toEqual(["taken"]);
    expect(await inbox({ states: ["WAITING_FOR_AGENT", "DETAILS_ASKED"] })).toEqual(
      open.filter((name) => name !== "taken"),
    );
    expect(await inbox({ channels: ["SMS"] })).toEqual(["sms"]);
    expect(await inbox({ channels: ["SMS", "WEBCHAT"], open: false })).toEqual(["closed"]);
    expect(await inbox({ hasOpenConflicts: true })).toEqual(["conflict"]);
    expect(await inbox({ hasOpenConflicts: false })).not.toContain("conflict");
    expect(await inbox({ unread: true })).toContain("sms");
    const { latestMessage } = (
      await agent.query("query ($id: ID!) { conversation(id: $id) { latestMessage { id } } }", {
        id: idOf("sms"),
      })
    ).conversation;
    await act("markConversationRead", "sms", { throughMessageId: latestMessage.id });
    expect(await inbox({ unread: true })).not.toContain("sms");
    expect(await inbox({ unread: false })).toContain("sms");
  });

  it("is empty for what nobody can have", async () => {
    for (const filter of [
      { states: [] },
      { channels: [] },
      { mine: true, unassigned: true },
      { mine: true, assigneeId: api.here.admin.memberId },
      { assigneeId: api.elsewhere.agent.memberId },
      { assigneeId: unknownId("Member") },
      { assigneeId: "not an id" },
      { assigneeId: "" },
    ])
      expect(await inbox(filter)).toEqual([]);
    // A key has no conversations of its own.
    expect(await inbox({ mine: true }, api.here.asKey)).toEqual([]);
    expect(await inbox({ mine: true }, api.here.asAdmin)).toEqual([]);
  });

  it("is the workspace's own", async () => {
    expect(await inbox({ text: "gina" }, api.elsewhere.asAgent)).toEqual([]);
    const theirs = await inbox({ text: "refund" }, api.elsewhere.asAgent);
    expect(theirs).toHaveLength(1);
    expect([...names.values()]).not.toContain(theirs[0]);
  });

  it("refuses a page that is too large, and cursors of something else", async () => {
    for (const first of [0, 101, -1])
      expect(await errorOf(LIST, { first })).toBe("INVALID_PAGE_SIZE");
    for (const after of ["", "x", "dDox", "aTowMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA"])
      expect(await errorOf(LIST, { after })).toBe("INVALID_CURSOR");
  });

  it("counts a removed member's as nobody's at once", async () => {
    const member = {
      name: "Leaver",
      role: "AGENT",
      email: "leaver@shop.example",
      password: "correct horse",
    };
    const made = "... on CreateMemberPayload { member { id } }";
    const { id } = (await api.here.asAdmin.mutate("createMember", member, made)).member;
    await chat("left");
    await act("assignConversation", "left", { assigneeId: id });
    expect(await inbox({ assigneeId: id })).toEqual(["left"]);
    expect(await inbox({ unassigned: true })).not.toContain("left");
    // As it is before what it had is unassigned in the background.
    await api.database.pool.query("update member set removed_at = now() where id = $1", [
      decodeId("Member", id),
    ]);
    expect(await inbox({ assigneeId: id })).toEqual([]);
    expect(await inbox({ unassigned: true })).toContain("left");
    expect(await inbox({ unassigned: false })).not.toContain("left");
  });
});

describe("searching the inbox", () => {
  it.each([
    ["refund", ["conflict", "first"]],
    ["Refu", ["conflict", "first"]],
    ["cafe muller", ["waits"]],
    ["MÜLLER, café!", ["waits"]],
    ["refund 47", ["first"]],
    ["gina", ["gina"]],
    ["rossi, gi", ["gina"]],
    ["gina@home.example", ["gina"]],
    ["0412 345 678", ["sms"]],
    ["fund", []],
    ["refund %", ["conflict", "first"]],
    ["re%", ["conflict", "sms", "first"]],
    ["_", []],
    ["'; drop table message; --", []],
    ["refund & !order", ["first"]],
  ])("%s", async (text, found) => {
    expect(await inbox({ text })).toEqual(found);
  });

  it("holds together with the rest of the filter", async () => {
    expect(await inbox({ text: "refund", hasOpenConflicts: true })).toEqual(["conflict"]);
    expect(await inbox({ text: "refund", mine: true })).toEqual([]);
    expect(await inbox({ text: "gina", channels: ["SMS"] })).toEqual([]);
    expect(await inbox({ text: "hello", open: false })).toEqual(["closed"]);
  });

  it("finds what agents wrote, and a word that stands in another message", async () => {
    await act("sendReply", "taken", { text: "Your parcel is in Zürich" });
    expect(await inbox({ text: "zurich hello" })).toEqual(["taken"]);
  });

  it("refuses what is blank or too long", async () => {
    for (const text of ["", "   ", "x".repeat(101)])
      expect(await errorOf(LIST, { filter: { text } })).toBe("INVALID_SEARCH");
  });

  it("finds nothing of somebody who was deleted, nor keeps a word of it", async () => {
    const visitor = await api.here.visitor();
    await visitor.mutate("sendMessage", { text: "Xylophonist here" });
    expect(await inbox({ text: "xylophonist" })).toHaveLength(1);
    const { visitorId } = visitor;
    const { deletionPreview } = await api.here.asAdmin.query(
      `{ deletionPreview(visitorId: "${visitorId}") { ... on DeletionPreview { confirmation } } }`,
    );
    const gone = await api.here.asAdmin.mutate("deleteVisitor", { visitorId, ...deletionPreview });
    expect(gone.__typename).toBe("DeleteVisitorPayload");
    expect(await inbox({ text: "xylophonist" })).toEqual([]);
    const left = "select from conversation_word where word = 'xylophonist'";
    expect((await api.database.pool.query(left)).rowCount).toBe(0);
  });
});

const OPEN = `query ($id: ID!, $first: Int, $after: String, $order: MessageOrder) { conversation(id: $id) {
  state unreadCount latestMessage { text } contact { displayName } visitor { label } assignee { name } openConflicts { id }
  messages(first: $first, after: $after, order: $order) {
    nodes { text } edges { cursor } pageInfo { hasNextPage endCursor } } } }`;

describe("the messages of a conversation", () => {
  const read = async (variables: object) => (await agent.query(OPEN, variables)).conversation;

  it("stand by the channel's time, however they were delivered, from either end", async () => {
    const at = (minute: number) => `2026-03-01T10:0${minute}:00.000Z`;
    const say = (text: string, minute: number) =>
      received({ channel: "WHATSAPP", sender: "+61498765432", text, sentAt: at(minute) });
    const { id } = (await say("three", 3)).conversation;
    for (const [text, minute] of [
      ["one", 1],
      ["four", 4],
      ["two", 2],
    ] as const)
      expect((await say(text, minute)).conversation.id).toBe(id);
    const walk = async (order: string | undefined) => {
      const texts: string[] = [];
      for (let after: string | null = null; ; ) {
        const { messages }: Awaited<ReturnType<typeof read>> = await read({
          id,
          first: 1,
          after,
          order,
        });
        texts.push(...messages.nodes.map(({ text }: { text: string }) => text));
        if (!messages.pageInfo.hasNextPage) return texts;
        after = messages.pageInfo.endCursor;
      }
    };
    expect(await walk(undefined)).toEqual(["one", "two", "three", "four"]);
    expect(await walk("OLDEST_FIRST")).toEqual(["one", "two", "three", "four"]);
    expect(await walk("NEWEST_FIRST")).toEqual(["four", "three", "two", "one"]);
    expect((await read({ id })).latestMessage).toEqual({ text: "four" });
  });

  it("have cursors of one order each", async () => {
    const id = idOf("taken");
    for (const [order, other] of [
      ["OLDEST_FIRST", "NEWEST_FIRST"],
      ["NEWEST_FIRST", "OLDEST_FIRST"],
    ]) {
      const { messages } = await read({ id, order, first: 1 });
      const after = messages.pageInfo.endCursor;
      expect((await read({ id, order, after })).messages.nodes).toHaveLength(1);
      expect(await errorOf(OPEN, { id, order: other, after })).toBe("INVALID_CURSOR");
    }
  });
});

const PAGE = `query ($filter: ConversationFilter, $first: Int!) { conversations(filter: $filter, first: $first) { nodes {
  id state channel unreadCount lastMessageAt latestMessage { text author { type } }
  contact { displayName } visitor { label } assignee { name } openConflicts { id } } } }`;

describe("statements", () => {
  /** What the server does in the background mostly reads other tables. */
  const READS = /\b(conversation|message|visitor|contact|conflict|member)\b/;
  /** Those of one request, but for looking at who asks: that is remembered for a second. */
  async function count(ask: () => Promise<unknown>): Promise<number> {
    const sent = vi.spyOn(pg.Client.prototype, "query");
    await ask();
    const texts = sent.mock.calls.map(([query]) =>
      typeof query === "string" ? query : (query as unknown as { text: string }).text,
    );
    sent.mockRestore();
    return texts.filter((text) => READS.test(text) && !/member_session|token_secret/.test(text))
      .length;
  }

  it("of a page are as many for twenty conversations as for two, whatever the filter", async () => {
    for (let n = 0; n < 20; n++) await chat(`many ${n}`);
    for (const filter of [
      {},
      { mine: false, unassigned: true },
      { open: true },
      { states: ["WAITING_FOR_AGENT"], channels: ["WEBCHAT"] },
      { unread: true, hasOpenConflicts: false },
      { text: "hello" },
      { text: "hello", unread: true },
    ]) {
      const page = (first: number) => async () => {
        const { conversations } = await agent.query(PAGE, { filter, first });
        expect(conversations.nodes).toHaveLength(first);
      };
      await count(page(2));
      const [two, twenty] = [await count(page(2)), await count(page(20))];
      // Which answers arrive together is a matter of timing: a few more or less. One a conversation would be eighteen more.
      expect(Math.abs(twenty - two)).toBeLessThan(5);
      expect(twenty).toBeLessThan(30);
    }
  });

  it("of opening a conversation are as many for 10,000 messages as for one", async () => {
    const id = idOf("first");
    const open = (order: string, after: string | null = null) =>
      agent.query(OPEN, { id, first: 100, order, after });
    await open("NEWEST_FIRST");
    const before = await count(() => open("NEWEST_FIRST"));
    await api.database.pool.query(
      `insert into message (workspace_id, id, conversation_id, visitor_id, channel, author, direction, text, sent_at, received_at)
       select k.workspace_id, gen_random_uuid(), k.id, k.visitor_id, k.channel, '{"type":"system"}', 'outbound', 'm' || n,
         timestamptz '2025-01-01' + n * interval '1 second', now()
       from conversation k, generate_series(1, 10000) n where k.id = $1`,
      [decodeId("Conversation", id)],
    );
    let answer: Awaited<ReturnType<typeof open>> | undefined;
    const after = await count(async () => {
      answer = await open("NEWEST_FIRST");
    });
    expect(before).toBeGreaterThan(2);
    // Sweeps in the background read these tables too, now and then.
    expect(Math.abs(after - before)).toBeLessThan(4);
    const { messages } = answer.conversation;
    expect(messages.nodes.map(({ text }: { text: string }) => text).slice(0, 3)).toEqual([
      TEXTS.first,
      "m10000",
      "m9999",
    ]);
    const back = await open("NEWEST_FIRST", messages.pageInfo.endCursor);
    expect(back.conversation.messages.nodes[0].text).toBe("m9901");
    expect((await open("OLDEST_FIRST")).conversation.messages.nodes[0].text).toBe("m1");
  });
});
