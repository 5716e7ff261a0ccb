import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, type Client, mutation, startApi, type Visitor } from "../support/api.ts";
import { act, newConversation } from "../support/desk.ts";

// Typed answers, and nothing written.

let api: Awaited<ReturnType<typeof startApi>>;
let visitor: Visitor;
let contactId: string;
let conflictId: string;
let conversationId: string;
let ai: Client;

beforeAll(async () => {
  api = await startApi();
  visitor = await api.here.visitor();
  await visitor.mutate("identify", {
    channel: "CHAT",
    claims: { email: "ada@home.example", firstName: "Ada" },
  });
  await visitor.mutate("identify", { channel: "CHAT", claims: { firstName: "Adele" } });
  conversationId = (await newConversation(api.here)).conversationId;
  ai = await api.here.keyWith(["AI_AGENT"]);
  const { contacts, conflicts } = await api.here.asAgent.query(
    "{ contacts { nodes { id } } conflicts { nodes { id } } }",
  );
  contactId = contacts.nodes[0].id;
  conflictId = conflicts.nodes[0].id;
});
afterAll(() => api.stop());

const NUL = "a\u0000b";
const LONE = "a\ud800b";
const LONG = "x".repeat(30_000);

/** Runs something, and sees that not a row of any table has come, gone or changed. */
async function nothingWritten<T>(act: () => Promise<T>): Promise<T> {
  const before = await fingerprint();
  const answer = await act();
  expect(await fingerprint()).toBe(before);
  return answer;
}

async function fingerprint(): Promise<string> {
  const tables = [
    "workspace",
    "workspace_head",
    "member",
    "contact",
    "visitor",
    "identifier",
    "conflict",
    "conversation",
    "message",
    "identity_event",
    "used_proof",
    "integration_key",
  ];
  const sums = tables.map(
    (table) =>
      `(select md5(coalesce(string_agg(t::text, '' order by t::text), '')) from "${table}" t)`,
  );
  const { rows } = await api.database.pool.query(`select concat(${sums.join(", ")}) as sum`);
  return rows[0].sum;
}

describe("a claimed value that can't be taken", () => {
  it.each([
    ["a malformed email", { email: "not an email" }, ["claims.email", "MALFORMED"]],
    ["a placeholder email", { email: "none@none.com" }, ["claims.email", "PLACEHOLDER"]],
    ["a malformed phone", { phone: "12" }, ["claims.phone", "MALFORMED"]],
    ["a placeholder name", { firstName: "undefined" }, ["claims.firstName", "PLACEHOLDER"]],
    ["an over-long name", { lastName: LONG }, ["claims.lastName", "TOO_LONG"]],
    ["an over-long email", { email: `${LONG}@home.example` }, ["claims.email", "TOO_LONG"]],
    [
      "an unknown country",
      { contactAddress: { country: "Atlantis" } },
      ["claims.contactAddress.country", "UNKNOWN_COUNTRY"],
    ],
    ["a NUL", { gender: NUL }, ["claims.gender", "ILL_ENCODED"]],
    ["half a surrogate pair", { businessName: LONE }, ["claims.businessName", "ILL_ENCODED"]],
    [
      "a NUL in an address",
      { billingAddress: { city: NUL } },
      ["claims.billingAddress.city", "ILL_ENCODED"],
    ],
    [
      "a NUL in an attribute",
      { attributes: { a: [NUL] } },
      ["claims.attributes.a.0", "ILL_ENCODED"],
    ],
    ["a NUL in a key", { attributes: { [NUL]: 1 } }, ["claims.attributes", "ILL_ENCODED"]],
  ])("is refused by name: %s", async (_case, claims, [path, problem]) => {
    const given = { channel: "CHAT", claims: { ...claims, middleName: "Good" } };
    const answer = await nothingWritten(() => visitor.mutate("identify", given));
    expect(answer).toMatchObject({
      __typename: "InvalidInput",
      code: "INVALID_INPUT",
      problems: [{ path, problem }],
    });
  });

  it("is refused with all its fellows, and repeated in none", async () => {
    const claims = { email: "secret-address", phone: "secret-number" };
    const answer = await nothingWritten(() =>
      visitor.send(
        `mutation ($input: IdentifyInput!) { identify(input: $input) { ... on InvalidInput { message problems { path message } } } }`,
        { input: { channel: "CHAT", claims } },
      ),
    );
    const { problems } = answer.data.identify;
    expect(problems.map((problem: { path: string }) => problem.path)).toEqual([
      "claims.email",
      "claims.phone",
    ]);
    expect(JSON.stringify(answer)).not.toContain("secret");
  });

  it("is refused by hand as well", async () => {
    for (const [name, input] of [
      ["createContact", { values: { firstName: "A", lastName: "B", phone: "12" } }],
      ["updateContact", { contactId, values: { phone: "12" } }],
    ] as const)
      expect(await nothingWritten(() => api.here.asAgent.mutate(name, input))).toMatchObject({
        problems: [{ path: "values.phone", problem: "MALFORMED" }],
      });
  });
});

describe("a message that can't be taken", () => {
  it.each([
    ["blank", " \n ", "BLANK"],
    ["over-long", LONG, "TOO_LONG"],
    ["with a NUL", NUL, "ILL_ENCODED"],
    ["with half a surrogate pair", LONE, "ILL_ENCODED"],
  ])("is refused: %s", async (_case, text, problem) => {
    expect(await nothingWritten(() => visitor.mutate("sendMessage", { text }))).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ path: "text", problem }],
    });
  });

  it.each([
    ["blank", " \n ", "BLANK"],
    ["over-long", LONG, "TOO_LONG"],
    ["with a NUL", NUL, "ILL_ENCODED"],
    ["with half a surrogate pair", LONE, "ILL_ENCODED"],
  ])("is refused as a reply too: %s", async (_case, text, problem) => {
    for (const client of [api.here.asAgent, ai])
      expect(
        await nothingWritten(() => act(client, "sendReply", { conversationId, text })),
      ).toMatchObject({ code: "INVALID_INPUT", problems: [{ path: "text", problem }] });
  });

  it.each([
    ["blank", " ", "BLANK"],
    ["over-long", "x".repeat(256), "TOO_LONG"],
    ["with a NUL", NUL, "ILL_ENCODED"],
  ])("is refused as a reply with an id that is %s", async (_case, requestId, problem) => {
    const input = { conversationId, text: "Hi", requestId };
    expect(await nothingWritten(() => act(ai, "sendReply", input))).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ path: "requestId", problem }],
    });
  });

  it.each(["", "deutsch!", "12", "d", "de_DE", "x".repeat(300), "de-"])(
    "is refused in a language that is none: %s",
    async (language) => {
      const malformed = { code: "INVALID_INPUT", problems: [{ path: "language" }] };
      const message = { channel: "FACEBOOK", sender: "abc", text: "Hi", language };
      for (const attempt of [
        () => visitor.mutate("sendMessage", { text: "Hi", language }),
        () => api.here.asKey.mutate("receiveMessage", message),
        () => act(ai, "requestHandover", { conversationId, language }),
      ])
        expect(await nothingWritten(attempt)).toMatchObject(malformed);
    },
  );

  it.each<[string, object, [path: string, problem: string]]>([
    ["that nothing says who sent", {}, ["sender", "MALFORMED"]],
    ["that two senders sent", { sender: "1", visitorId: "own" }, ["sender", "MALFORMED"]],
    ["of a blank sender", { sender: " " }, ["sender", "BLANK"]],
    ["of an over-long sender", { sender: "9".repeat(256) }, ["sender", "TOO_LONG"]],
    ["of a sender with a NUL", { sender: NUL }, ["sender", "ILL_ENCODED"]],
    ["with an over-long id", { externalId: "x".repeat(256) }, ["externalId", "TOO_LONG"]],
    ["with a blank id", { externalId: "" }, ["externalId", "BLANK"]],
    ["with half a surrogate pair for a name", { senderName: LONE }, ["senderName", "ILL_ENCODED"]],
    ["with a NUL in a first name", { senderFirstName: NUL }, ["senderFirstName", "ILL_ENCODED"]],
    ["with a NUL in a last name", { senderLastName: NUL }, ["senderLastName", "ILL_ENCODED"]],
  ])("is refused of a channel: one %s", async (_case, more, [path, problem]) => {
    const from = Object.hasOwn(more, "externalId") || /Name/.test(path) ? { sender: "1" } : {};
    const given = { channel: "SMS", text: "Hi", ...from, ...more };
    const input = "visitorId" in given ? { ...given, visitorId: visitor.visitorId } : given;
    expect(
      await nothingWritten(() => api.here.asKey.mutate("receiveMessage", input)),
    ).toMatchObject({ code: "INVALID_INPUT", problems: [{ path, problem }] });
  });

  it.each([
    ["an unknown channel", { channel: "PIGEON" }],
    ["no channel", { channel: undefined }],
    ["a channel of identify", { channel: "FORM" }],
    ["no text", { text: undefined }],
    ["a number for a sender", { sender: 49 }],
    ["no moment", { sentAt: "yesterday" }],
    ["a moment without offset", { sentAt: "2026-03-01T09:30:00" }],
  ])("is an error before anything runs, of a channel: %s", async (_case, more) => {
    const input = { channel: "SMS", sender: "1", text: "Hi", ...more };
    const answer = await nothingWritten(() =>
      api.here.asKey.send(mutation("receiveMessage"), { input }),
    );
    expect(answer.errors?.length).toBeGreaterThan(0);
    expect(codesOf(answer)?.[0]).not.toBe("INTERNAL_SERVER_ERROR");
  });
});

describe("an id that is none", () => {
  const ids = ["", "nonsense", "💥", "Q29udGFjdDox", "x".repeat(10_000), "' or 1=1 --"];

  it.each(ids)("is that of nothing: %s", async (id) => {
    const agent = api.here.asAgent;
    await nothingWritten(async () => {
      const query = "query ($id: ID!) { node(id: $id) { id } contact(id: $id) { id } }";
      expect(await agent.query(query, { id })).toEqual({ node: null, contact: null });
      expect((await agent.mutate("archiveContact", { contactId: id })).code).toBe(
        "CONTACT_NOT_FOUND",
      );
      expect((await agent.mutate("unlinkVisitor", { visitorId: id })).code).toBe(
        "VISITOR_NOT_FOUND",
      );
      const input = { channel: "CHAT", claims: {}, conversationId: id };
      expect((await visitor.mutate("identify", input)).code).toBe("CONVERSATION_NOT_FOUND");
      for (const name of [
        "takeConversation",
        "assignConversation",
        "closeConversation",
        "reopenConversation",
      ])
        expect((await agent.mutate(name, { conversationId: id })).code, name).toBe(
          "CONVERSATION_NOT_FOUND",
        );
      const reply = { conversationId: id, text: "Hi" };
      for (const client of [agent, ai])
        expect((await client.mutate("sendReply", reply)).code).toBe("CONVERSATION_NOT_FOUND");
      expect((await ai.mutate("requestHandover", { conversationId: id })).code).toBe(
        "CONVERSATION_NOT_FOUND",
      );
      expect((await visitor.mutate("sendMessage", reply)).code).toBe("CONVERSATION_NOT_FOUND");
      expect(
        (await agent.mutate("assignConversation", { conversationId, assigneeId: id })).code,
      ).toBe("MEMBER_NOT_FOUND");
      const mark = { conversationId, throughMessageId: id };
      expect((await agent.mutate("markConversationRead", mark)).code).toBe("MESSAGE_NOT_FOUND");
      const anonymous = api.client(null);
      expect((await anonymous.mutate("signInAnonymously", { workspaceId: id })).code).toBe(
        "WORKSPACE_NOT_FOUND",
      );
    });
  });

  it("of the right form but another type is that of nothing too", async () => {
    expect((await api.here.asAgent.mutate("unlinkVisitor", { visitorId: contactId })).code).toBe(
      "VISITOR_NOT_FOUND",
    );
    const query = "query ($id: ID!) { contact(id: $id) { id } }";
    expect(await api.here.asAgent.query(query, { id: visitor.visitorId })).toEqual({
      contact: null,
    });
  });

  it("that is ill-encoded is an error in a query, a refusal in a mutation", async () => {
    for (const id of [NUL, LONE]) {
      const query = "query ($id: ID!) { contact(id: $id) { id } }";
      expect(codesOf(await api.here.asAgent.send(query, { id }))).toEqual(["BAD_USER_INPUT"]);
      expect(await api.here.asAgent.mutate("archiveContact", { contactId: id })).toMatchObject({
        code: "INVALID_INPUT",
        problems: [{ path: "contactId", problem: "ILL_ENCODED" }],
      });
    }
  });
});

const codesOf = ({ errors }: Answer) => errors?.map((error) => error.extensions?.code);

describe("input of the wrong shape is an error before anything runs", () => {
  const claims = {};
  it.each([
    ["an unknown channel", { channel: "PIGEON", claims }],
    ["no channel", { claims }],
    ["an unknown field", { channel: "CHAT", claims: { shoeSize: "42" } }],
    ["a number for a text", { channel: "CHAT", claims: { firstName: 42 } }],
    ["a list for attributes", { channel: "CHAT", claims: { attributes: [1] } }],
    ["a text for attributes", { channel: "CHAT", claims: { attributes: "{}" } }],
    ["no moment", { channel: "CHAT", claims, happenedAt: "yesterday" }],
    ["no ISO 8601", { channel: "CHAT", claims, happenedAt: "01/02/2026" }],
    ["a moment without offset", { channel: "CHAT", claims, happenedAt: "2026-03-01T09:30:00" }],
    ["a day that does not exist", { channel: "CHAT", claims, happenedAt: "2026-02-30T09:30:00Z" }],
    ["a number for a moment", { channel: "CHAT", claims, happenedAt: 1e15 }],
    ["an expanded year", { channel: "CHAT", claims, happenedAt: "+275761-01-01T00:00:00Z" }],
  ])("%s", async (_case, input) => {
    const answer = await nothingWritten(() => visitor.send(mutation("identify"), { input }));
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.length).toBeGreaterThan(0);
    expect(codesOf(answer)?.[0]).not.toBe("INTERNAL_SERVER_ERROR");
  });

  it("in a literal as in a variable", async () => {
    for (const query of [
      '{ contacts(filter: { status: "NO" }) { nodes { id } } }',
      "{ contacts(filter: { status: GONE }) { nodes { id } } }",
      "{ contacts(first: 99999999999) { nodes { id } } }",
      'mutation { identify(input: { channel: CHAT, claims: {}, happenedAt: "now" }) { __typename } }',
      "mutation { identify(input: { channel: CHAT, claims: { attributes: 7 } }) { __typename } }",
    ]) {
      const answer = await api.here.asAgent.send(query);
      expect(answer.errors?.length, query).toBe(1);
      expect(codesOf(answer)?.[0], query).not.toBe("INTERNAL_SERVER_ERROR");
    }
  });

  it("a version that no integer holds", async () => {
    const input = { conflictId, choice: "MAIN", mainVersion: 2 ** 40 };
    const answer = await nothingWritten(() =>
      api.here.asAgent.send(mutation("resolveConflict"), { input }),
    );
    expect(answer.errors?.length).toBe(1);
  });
});

describe("pages", () => {
  it.each([0, -1, 101, 1_000_000, -2_147_483_648])("of a size that is none: %i", async (first) => {
    for (const query of [
      "query ($first: Int) { contacts(first: $first) { nodes { id } } }",
      "query ($first: Int) { anonymousVisitors(first: $first) { nodes { id } } }",
      "query ($first: Int) { contacts { nodes { conversations(first: $first) { nodes { id } } } } }",
      "query ($first: Int) { contacts { nodes { history(first: $first) { nodes { __typename } } } } }",
      "query ($first: Int) { identityEvents(first: $first) { __typename } }",
    ])
      expect(codesOf(await api.here.asAgent.send(query, { first })), query).toEqual([
        "INVALID_PAGE_SIZE",
      ]);
  });

  it.each(["", "nonsense", "x".repeat(5000), "aTpub3RhbnV1aWQ", "dDoxLDI", "bjow"])(
    "behind a cursor that is none: %s",
    async (after) => {
      for (const field of ["contacts", "anonymousVisitors", "conversations", "conflicts"])
        expect(
          codesOf(
            await api.here.asAgent.send(
              `query ($after: String) { ${field}(after: $after) { nodes { id } } }`,
              { after },
            ),
          ),
          field,
        ).toEqual(["INVALID_CURSOR"]);
      const events = "query ($after: Cursor) { identityEvents(after: $after) { __typename } }";
      expect(codesOf(await api.here.asAgent.send(events, { after }))).toEqual(["INVALID_CURSOR"]);
    },
  );

  it("behind a cursor of another connection", async () => {
    const { contacts } = await api.here.asAgent.query("{ contacts { pageInfo { endCursor } } }");
    const query = "query ($after: String) { anonymousVisitors(after: $after) { nodes { id } } }";
    const { endCursor } = contacts.pageInfo;
    expect(codesOf(await api.here.asAgent.send(query, { after: endCursor }))).toEqual([
      "INVALID_CURSOR",
    ]);
  });
});
