import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Client, startApi } from "../support/api.ts";
import {
  act,
  actRaw,
  answeredFirst,
  type DeskMutation,
  kindsOf,
  newAgent,
  newConversation,
  read,
  say,
} from "../support/desk.ts";

/** Reading, an AI agent beside agents, agents that leave, and who may do what (SPEC 7.2, 7.3). */
let api: Awaited<ReturnType<typeof startApi>>;
let ai: Client;
let mia: Client & { readonly memberId: string };
beforeAll(async () => {
  api = await startApi();
  ai = await api.here.keyWith(["AI_AGENT"]);
  mia = await newAgent(api, "mia");
});
afterAll(() => api.stop());
beforeEach(() => answeredFirst(api, "AGENT"));

const handover = { detailsAskedAt: null, missingDetails: [] };

describe("reading", () => {
  it("up to a message leaves unread what came in between", async () => {
    const { visitor, conversationId, messageId: first } = await newConversation(api.here);
    const { messageId: second } = await say(visitor, "And another thing");
    await say(visitor, "This came while the agent read");
    const through = (throughMessageId: string) =>
      act(mia, "markConversationRead", { conversationId, throughMessageId });
    expect((await through(second)).conversation).toMatchObject({ unreadCount: 1 });
    // What was read stays read, and reading it again is no event.
    expect((await through(first)).conversation).toMatchObject({ unreadCount: 1 });
    expect((await through(second)).conversation).toMatchObject({ unreadCount: 1 });
    const { messageId: last } = await say(visitor, "One more");
    expect(await read(mia, conversationId)).toMatchObject({ unreadCount: 2 });
    expect((await through(last)).conversation).toMatchObject({ unreadCount: 0 });
    const kinds = await kindsOf(mia, conversationId);
    expect(kinds.filter((kind) => kind === "ConversationRead")).toHaveLength(2);
  });

  it("and a message at the same moment: the message is unread, whichever was first", async () => {
    for (let round = 0; round < 15; round++) {
      const { visitor, conversationId, messageId } = await newConversation(api.here);
      await Promise.all([
        act(mia, "markConversationRead", { conversationId, throughMessageId: messageId }),
        say(visitor, "Just now"),
        act(mia, "markConversationRead", { conversationId, throughMessageId: messageId }),
      ]);
      expect(await read(mia, conversationId)).toMatchObject({ unreadCount: 1 });
    }
  });

  it("an agent's own answer adds nothing to what is unread", async () => {
    const { conversationId } = await newConversation(api.here);
    const { storedMessage } = await act(mia, "sendReply", { conversationId, text: "Hi" });
    expect(await read(mia, conversationId)).toMatchObject({ unreadCount: 1 });
    const done = { conversationId, throughMessageId: storedMessage.id };
    expect((await act(mia, "markConversationRead", done)).conversation.unreadCount).toBe(0);
  });

  it("a message of another conversation is that of none", async () => {
    const [one, other] = [await newConversation(api.here), await newConversation(api.here)];
    expect(
      await act(mia, "markConversationRead", {
        conversationId: one.conversationId,
        throughMessageId: other.messageId,
      }),
    ).toMatchObject({ code: "MESSAGE_NOT_FOUND" });
    expect(await read(mia, one.conversationId)).toMatchObject({ unreadCount: 1 });
  });
});

describe("an AI agent", () => {
  it("answers first, hands over, and is refused once an agent has it", async () => {
    await answeredFirst(api, "AI_AGENT");
    const { visitor, conversationId } = await newConversation(api.here);
    expect(await read(mia, conversationId)).toMatchObject({ state: "WITH_AI", assignee: null });
    const text = "What is it about?";
    expect((await act(ai, "sendReply", { conversationId, text })).conversation).toMatchObject({
      state: "WITH_AI",
    });
    await say(visitor, "I want a person");
    const asked = await act(ai, "requestHandover", { conversationId });
    expect(asked.conversation).toMatchObject({ state: "WAITING_FOR_AGENT", handover });
    // While it waits, the AI agent may still speak.
    expect((await act(ai, "sendReply", { conversationId, text })).conversation).toMatchObject({
      state: "WAITING_FOR_AGENT",
      handover,
    });
    await act(mia, "takeConversation", { conversationId });
    expect(await read(mia, conversationId)).toMatchObject({ state: "WITH_AGENT", handover: null });
    for (const [name, input] of [
      ["sendReply", { text }],
      ["requestHandover", {}],
    ] as const)
      expect(await act(ai, name, { conversationId, ...input })).toMatchObject({
        code: "CONVERSATION_IS_NOT_WITH_AI",
        state: "WITH_AGENT",
      });
    await act(mia, "closeConversation", { conversationId });
    expect(await act(ai, "requestHandover", { conversationId })).toMatchObject({
      code: "CONVERSATION_IS_NOT_WITH_AI",
      state: "CLOSED",
    });
    expect(await act(ai, "sendReply", { conversationId, text })).toMatchObject({
      code: "CONVERSATION_IS_CLOSED",
    });
    const { messages } = await read(mia, conversationId, "messages { nodes { author { type } } }");
    expect(messages.nodes.map(({ author }: { author: object }) => author)).toEqual(
      ["VISITOR", "INTEGRATION", "VISITOR", "INTEGRATION"].map((type) => ({ type })),
    );
  });

  it("asking for a person twice waits as asking once, until the same moment", async () => {
    await answeredFirst(api, "AI_AGENT");
    const { conversationId } = await newConversation(api.here);
    const due = async () => (await read(mia, conversationId, "handover { detailsDueAt }")).handover;
    await act(ai, "requestHandover", { conversationId });
    const before = await due();
    expect(before.detailsDueAt).toEqual(expect.any(String));
    await Promise.all([1, 2, 3].map(() => act(ai, "requestHandover", { conversationId })));
    expect(await due()).toEqual(before);
    const kinds = await kindsOf(mia, conversationId);
    expect(kinds.filter((kind) => kind === "HandoverRequested")).toHaveLength(1);
  });

  it("that answers what no agent took has it", async () => {
    const { conversationId } = await newConversation(api.here);
    const answer = await act(ai, "sendReply", { conversationId, text: "Hi" });
    expect(answer.conversation).toMatchObject({ state: "WITH_AI", handover: null });
    expect(await kindsOf(mia, conversationId)).toContain("AiAgentJoined");
  });

  it("and an agent at once: one of them speaks for the business from then on", async () => {
    for (let round = 0; round < 15; round++) {
      const { conversationId } = await newConversation(api.here);
      const [, spoken] = await Promise.all([
        act(mia, "takeConversation", { conversationId }),
        act(ai, "sendReply", { conversationId, text: "Hi" }),
      ]);
      expect(await read(mia, conversationId)).toMatchObject({ state: "WITH_AGENT" });
      const { messages } = await read(mia, conversationId, "messages { nodes { text } }");
      expect(messages.nodes).toHaveLength("code" in spoken ? 1 : 2);
      const kinds = await kindsOf(mia, conversationId);
      expect(kinds.at(-1)).toBe("ConversationTaken");
    }
  });

  it("sees what is written, and not who wrote it", async () => {
    const { visitor, conversationId } = await newConversation(api.here);
    await visitor.mutate("identify", {
      channel: "CHAT",
      claims: { email: "seen@home.example", firstName: "Seen" },
    });
    const fields = `messages { nodes { text author { type visitor { id } } conversation { contact { id } } } }
      visitor { id } contact { id } assignee { id } openConflicts { id } person { __typename }`;
    expect(await read(ai, conversationId, fields)).toEqual({
      messages: {
        nodes: [
          {
            text: "Hello",
            author: { type: "VISITOR", visitor: null },
            conversation: { contact: null },
          },
        ],
      },
      visitor: null,
      contact: null,
      person: null,
      assignee: null,
      openConflicts: [],
    });
    expect(await read(mia, conversationId, fields)).toMatchObject({
      person: { __typename: "Contact" },
    });
  });
});

describe("an agent that is removed", () => {
  it("leaves its conversations waiting, for anybody to take", async () => {
    const gone = await newAgent(api, "gone");
    const { conversationId } = await newConversation(api.here);
    await act(gone, "takeConversation", { conversationId });
    await api.here.asAdmin.mutate("removeMember", { memberId: gone.memberId });
    expect(await read(mia, conversationId)).toMatchObject({
      state: "WAITING_FOR_AGENT",
      assignee: null,
    });
    const taken = await act(mia, "takeConversation", { conversationId });
    expect(taken.conversation).toMatchObject({ state: "WITH_AGENT" });
    expect((await kindsOf(mia, conversationId)).slice(2)).toEqual([
      "ConversationTaken",
      "ConversationAssigned",
      "ConversationTaken",
    ]);
  });

  it("holds nobody up while what it had is still being unassigned", async () => {
    const gone = await newAgent(api, "cut");
    const { conversationId } = await newConversation(api.here);
    await act(gone, "takeConversation", { conversationId });
    // The server was killed between the removal and what follows.
    await api.database.pool.query("update member set removed_at = now() where name = 'cut'");
    const taken = await act(mia, "takeConversation", { conversationId });
    expect(taken.conversation).toMatchObject({
      state: "WITH_AGENT",
      assignee: { id: mia.memberId },
    });
    await api.here.asAdmin.mutate("removeMember", { memberId: gone.memberId });
    expect(await read(mia, conversationId)).toMatchObject({ assignee: { id: mia.memberId } });
  });

  it("closed conversations stay closed, and are of whoever opens them again", async () => {
    const gone = await newAgent(api, "closed");
    const { conversationId } = await newConversation(api.here);
    await act(gone, "takeConversation", { conversationId });
    await act(gone, "closeConversation", { conversationId });
    await api.here.asAdmin.mutate("removeMember", { memberId: gone.memberId });
    expect(await read(mia, conversationId)).toMatchObject({ state: "CLOSED", assignee: null });
    const opened = await act(mia, "reopenConversation", { conversationId });
    expect(opened.conversation).toMatchObject({
      state: "WITH_AGENT",
      assignee: { id: mia.memberId },
    });
  });
});

describe("who may do it:", () => {
  const more = { sendReply: { text: "Hi" }, markConversationRead: { throughMessageId: "x" } };
  const names: DeskMutation[] = [
    "sendReply",
    "takeConversation",
    "assignConversation",
    "closeConversation",
    "reopenConversation",
    "markConversationRead",
    "requestHandover",
  ];
  it.each(names)("%s", async (name) => {
    const { visitor, conversationId } = await newConversation(api.here);
    const input = { conversationId, ...more[name as "sendReply"] };
    const code = async (client: Client) =>
      (await actRaw(client, name, input)).errors?.[0]?.extensions?.code;
    const reader = await api.here.keyWith(["READ_CONTACTS", "WRITE_CONTACTS", "IDENTIFY_VERIFIED"]);
    expect(await code(visitor)).toBe("FORBIDDEN");
    expect(await code(reader)).toBe("FORBIDDEN");
    expect(await code(api.client(null))).toBe("UNAUTHENTICATED");
    const forAi = name === "sendReply" || name === "requestHandover";
    expect(await code(ai)).toBe(forAi ? undefined : "FORBIDDEN");
    expect(await code(mia)).toBe(name === "requestHandover" ? "FORBIDDEN" : undefined);
  });

  it("a visitor sees how its own conversation stands, and neither who has it nor what was read", async () => {
    const { visitor, conversationId } = await newConversation(api.here);
    await act(mia, "takeConversation", { conversationId });
    const { viewer } =
      await visitor.query(`{ viewer { ... on VisitorViewer { conversations { nodes {
      id state unreadCount assignee { id } handover { detailsDueAt } person { __typename } visitor { id } } } } } }`);
    expect(viewer.conversations.nodes).toEqual([
      {
        id: conversationId,
        state: "WITH_AGENT",
        unreadCount: null,
        assignee: null,
        handover: null,
        person: null,
        visitor: null,
      },
    ]);
  });
});
