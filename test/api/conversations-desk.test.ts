import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, createClient, startApi } from "../support/api.ts";
import { act, kindsOf, newAgent, newConversation, read, say } from "../support/desk.ts";
import { startServer } from "../support/server.ts";

/** What agents, and an AI agent, do with conversations (SPEC 7.2, 7.3). */
let api: Awaited<ReturnType<typeof startApi>>;
/** Two agents: ids, and what they call with. */
let mia: Client & { readonly memberId: string };
let tom: Client & { readonly memberId: string };
beforeAll(async () => {
  api = await startApi();
  [mia, tom] = [await newAgent(api, "mia"), await newAgent(api, "tom")];
});
afterAll(() => api.stop());

const with_ = ({ memberId }: { memberId: string }) => ({
  state: "WITH_AGENT",
  assignee: { id: memberId },
});
const WAITING = { state: "WAITING_FOR_AGENT", assignee: null };

describe("taking", () => {
  it("makes it the agent's, and taking it again changes nothing", async () => {
    const { conversationId } = await newConversation(api.here);
    expect(await read(mia, conversationId)).toMatchObject({ ...WAITING, unreadCount: 1 });
    for (let time = 0; time < 3; time++)
      expect(await act(mia, "takeConversation", { conversationId })).toMatchObject({
        __typename: "TakeConversationPayload",
        conversation: with_(mia),
      });
    expect(await kindsOf(mia, conversationId)).toEqual([
      "ConversationOpened",
      "MessageReceived",
      "ConversationTaken",
    ]);
  });

  it("is refused once another has it, and says who", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(mia, "takeConversation", { conversationId });
    expect(await act(tom, "takeConversation", { conversationId })).toMatchObject({
      code: "CONVERSATION_IS_TAKEN",
      takenBy: { id: mia.memberId, name: "mia" },
    });
    expect(await read(tom, conversationId)).toMatchObject(with_(mia));
  });

  it("what is only assigned to somebody can be taken by another", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(mia, "assignConversation", { conversationId, assigneeId: tom.memberId });
    const taken = await act(mia, "takeConversation", { conversationId });
    expect(taken.conversation).toMatchObject(with_(mia));
  });

  it("by two at once, on two servers: one has it, and the other is told who", async () => {
    const server = await startServer({ env: { DATABASE_URL: api.databaseUrl } });
    try {
      const far = { ...createClient(server.url, tom.token), memberId: tom.memberId };
      for (let round = 0; round < 20; round++) {
        const { conversationId } = await newConversation(api.here);
        const [here, there] = await Promise.all(
          [mia, far].map((agent) => act(agent, "takeConversation", { conversationId })),
        );
        const [winner, answer] = "code" in here ? [far, here] : [mia, there];
        expect(answer).toMatchObject({
          code: "CONVERSATION_IS_TAKEN",
          takenBy: { id: winner.memberId },
        });
        expect(winner === mia ? here : there).toMatchObject({ conversation: with_(winner) });
        expect(await read(mia, conversationId)).toMatchObject(with_(winner));
        const kinds = await kindsOf(mia, conversationId);
        expect(kinds.filter((kind) => kind === "ConversationTaken")).toHaveLength(1);
      }
    } finally {
      await server.stop();
    }
  });

  it("by ten at once, on one server: one has it, and nine are told who", async () => {
    for (let round = 0; round < 20; round++) {
      const { conversationId } = await newConversation(api.here);
      const agents = Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? mia : tom));
      const answers = await Promise.all(
        agents.map((agent) => act(agent, "takeConversation", { conversationId })),
      );
      const { assignee } = await read(mia, conversationId);
      answers.forEach((answer, n) => {
        if (agents[n]?.memberId === assignee.id)
          expect(answer.conversation).toMatchObject({ assignee });
        else expect(answer).toMatchObject({ code: "CONVERSATION_IS_TAKEN", takenBy: assignee });
      });
      const kinds = await kindsOf(mia, conversationId);
      expect(kinds.filter((kind) => kind === "ConversationTaken")).toHaveLength(1);
    }
  });

  it("whose answer was lost can be asked for again", async () => {
    const { conversationId } = await newConversation(api.here);
    const lost = new AbortController();
    const sending = fetch(`${api.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${mia.token}` },
      body: JSON.stringify({
        query: `mutation { takeConversation(input: { conversationId: "${conversationId}" }) { __typename } }`,
      }),
      signal: lost.signal,
    });
    await expect.poll(async () => (await read(tom, conversationId)).state).toBe("WITH_AGENT");
    lost.abort();
    await sending.catch(() => undefined);
    expect(await act(mia, "takeConversation", { conversationId })).toMatchObject({
      conversation: with_(mia),
    });
    const kinds = await kindsOf(mia, conversationId);
    expect(kinds.filter((kind) => kind === "ConversationTaken")).toHaveLength(1);
  });
});

describe("assigning", () => {
  it("to another one: it still waits, for that one", async () => {
    const { conversationId } = await newConversation(api.here);
    const answer = await act(mia, "assignConversation", {
      conversationId,
      assigneeId: tom.memberId,
    });
    expect(answer.conversation).toMatchObject({ ...WAITING, assignee: { id: tom.memberId } });
    const taken = await act(tom, "takeConversation", { conversationId });
    expect(taken.conversation).toMatchObject(with_(tom));
  });

  it("to itself: it has it, also where another had it", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(tom, "takeConversation", { conversationId });
    const own = { conversationId, assigneeId: mia.memberId };
    expect((await act(mia, "assignConversation", own)).conversation).toMatchObject(with_(mia));
    expect(await act(tom, "takeConversation", { conversationId })).toMatchObject({
      takenBy: { id: mia.memberId },
    });
  });

  it("what an agent has, to another one: that one has it", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(mia, "takeConversation", { conversationId });
    const given = await act(mia, "assignConversation", {
      conversationId,
      assigneeId: tom.memberId,
    });
    expect(given.conversation).toMatchObject(with_(tom));
  });

  it("to nobody: it waits for an agent again", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(mia, "takeConversation", { conversationId });
    for (const nobody of [{ assigneeId: null }, {}])
      expect(
        (await act(mia, "assignConversation", { conversationId, ...nobody })).conversation,
      ).toMatchObject(WAITING);
    const taken = await act(tom, "takeConversation", { conversationId });
    expect(taken.conversation).toMatchObject(with_(tom));
  });

  it("is refused to who is not there any more, to another workspace's, and in a closed one", async () => {
    const gone = await newAgent(api, "gone");
    await api.here.asAdmin.mutate("removeMember", { memberId: gone.memberId });
    const { conversationId } = await newConversation(api.here);
    for (const assigneeId of [gone.memberId, api.elsewhere.agent.memberId, "x"])
      expect(await act(mia, "assignConversation", { conversationId, assigneeId })).toMatchObject({
        code: "MEMBER_NOT_FOUND",
      });
    expect(await read(mia, conversationId)).toMatchObject(WAITING);
    await act(mia, "closeConversation", { conversationId });
    expect(
      await act(mia, "assignConversation", { conversationId, assigneeId: tom.memberId }),
    ).toMatchObject({ code: "CONVERSATION_IS_CLOSED" });
  });
});

describe("answering", () => {
  it("takes what no agent has, and the visitor reads it", async () => {
    const { visitor, conversationId } = await newConversation(api.here);
    const answer = await act(mia, "sendReply", { conversationId, text: " Hi!\n" });
    expect(answer).toMatchObject({
      __typename: "SendReplyPayload",
      storedMessage: { text: " Hi!\n" },
      conversation: with_(mia),
    });
    expect(await kindsOf(mia, conversationId)).toEqual([
      "ConversationOpened",
      "MessageReceived",
      "ConversationTaken",
      "MessageSent",
    ]);
    const { viewer } = await visitor.query(
      "{ viewer { ... on VisitorViewer { conversations { nodes { messages { nodes { text direction author { type member { name } } } } } } } } }",
    );
    expect(viewer.conversations.nodes[0].messages.nodes[1]).toEqual({
      text: " Hi!\n",
      direction: "OUTBOUND",
      author: { type: "MEMBER", member: null },
    });
  });

  it("whose answer was lost is sent again with the same id, and stored once", async () => {
    const { conversationId } = await newConversation(api.here);
    const text = "On its way";
    const reply = { conversationId, text, requestId: "4f0c" };
    const [first, second] = await Promise.all([1, 2].map(() => act(mia, "sendReply", reply)));
    expect(second.storedMessage).toEqual(first.storedMessage);
    await act(mia, "closeConversation", { conversationId });
    const late = await act(mia, "sendReply", { ...reply, text: "Something else" });
    expect(late).toMatchObject({
      storedMessage: first.storedMessage,
      conversation: { state: "CLOSED" },
    });
    await act(mia, "reopenConversation", { conversationId });
    // Another's id is another's, and an id counts in its conversation.
    expect(await act(tom, "sendReply", reply)).toMatchObject({ storedMessage: { text } });
    const other = await newConversation(api.here);
    await act(mia, "sendReply", { ...reply, conversationId: other.conversationId });
    const written = async (id: string) =>
      (
        await read(
          mia,
          id,
          "messages { nodes { direction text externalId author { member { name } } } }",
        )
      ).messages.nodes.filter(({ direction }: { direction: string }) => direction === "OUTBOUND");
    const by = (name: string) => ({
      direction: "OUTBOUND",
      text,
      externalId: null,
      author: { member: { name } },
    });
    expect(await written(conversationId)).toEqual([by("mia"), by("tom")]);
    expect(await written(other.conversationId)).toEqual([by("mia")]);
  });

  it("where a colleague has the conversation leaves it with the colleague", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(mia, "takeConversation", { conversationId });
    const answer = await act(tom, "sendReply", { conversationId, text: "By the way" });
    expect(answer.conversation).toMatchObject(with_(mia));
  });

  it("is refused in a closed one, and nothing is stored", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(mia, "closeConversation", { conversationId });
    expect(await act(mia, "sendReply", { conversationId, text: "Bye" })).toMatchObject({
      code: "CONVERSATION_IS_CLOSED",
    });
    const { messages } = await read(mia, conversationId, "messages { nodes { text } }");
    expect(messages.nodes).toEqual([{ text: "Hello" }]);
  });
});

describe("closing and opening again", () => {
  it("closing twice is closing once; it keeps whose it was", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(mia, "takeConversation", { conversationId });
    for (let time = 0; time < 2; time++)
      expect((await act(tom, "closeConversation", { conversationId })).conversation).toMatchObject({
        state: "CLOSED",
        assignee: { id: mia.memberId },
      });
    expect(await act(mia, "takeConversation", { conversationId })).toMatchObject({
      code: "CONVERSATION_IS_CLOSED",
    });
    for (let time = 0; time < 2; time++)
      expect((await act(tom, "reopenConversation", { conversationId })).conversation).toMatchObject(
        with_(mia),
      );
    expect((await kindsOf(mia, conversationId)).slice(3)).toEqual([
      "ConversationClosed",
      "ConversationReopened",
    ]);
  });

  it("what was nobody's is that of whoever opens it again", async () => {
    const { conversationId } = await newConversation(api.here);
    await act(mia, "closeConversation", { conversationId });
    const opened = await act(tom, "reopenConversation", { conversationId });
    expect(opened.conversation).toMatchObject(with_(tom));
  });

  it("a message that names a closed one opens it again; one that does not opens another", async () => {
    const { visitor, conversationId } = await newConversation(api.here);
    await act(mia, "sendReply", { conversationId, text: "Done" });
    await act(mia, "closeConversation", { conversationId });
    const other = await say(visitor, "Something else");
    expect(other.conversationId).not.toBe(conversationId);
    const again = await say(visitor, "One more thing", { conversationId });
    expect(again.conversationId).toBe(conversationId);
    expect(await read(mia, conversationId)).toMatchObject({
      state: "WAITING_FOR_AGENT",
      unreadCount: 2,
    });
  });

  it("a message and the closing at once: the message is in an open conversation, or in a new one", async () => {
    for (let round = 0; round < 10; round++) {
      const { visitor, conversationId } = await newConversation(api.here);
      const [sent] = await Promise.all([
        say(visitor, "Wait!"),
        act(mia, "closeConversation", { conversationId }),
      ]);
      const { state } = await read(mia, conversationId);
      const kinds = await kindsOf(mia, conversationId);
      expect(state).toBe("CLOSED");
      if (sent.conversationId === conversationId)
        expect(kinds.indexOf("ConversationClosed")).toBe(3);
      else
        expect(await read(mia, sent.conversationId)).toMatchObject({ ...WAITING, unreadCount: 1 });
    }
  });
});
