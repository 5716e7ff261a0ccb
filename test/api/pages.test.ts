import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createRowBudget } from "../../src/graphql/row-budget.ts";
import { startApi, type Visitor } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
const visitors: Visitor[] = [];
const COUNT = 24;

beforeAll(async () => {
  // The tailer's polling would be counted with the statements of a page.
  api = await startApi({ pollMillis: 60_000 });
  for (let n = 0; n < COUNT; n++) visitors.push(await newPerson(n));
});
afterAll(() => api.stop());

async function newPerson(n: number): Promise<Visitor> {
  const visitor = await api.here.visitor();
  const say = (claims: object) => visitor.mutate("identify", { channel: "CHAT", claims });
  await visitor.mutate("sendMessage", { text: `Hello, I am number ${n}` });
  await visitor.mutate("sendMessage", { text: "Anybody there?" });
  await say({ email: `p${n}@home.example`, firstName: "Pat", lastName: `Person ${n}` });
  await say({ firstName: "Patricia", lastName: "Other" });
  return visitor;
}

describe.each([
  ["contacts", "contacts"],
  ["visitors", "anonymousVisitors"],
  ["conversations", "conversations"],
  ["conflicts", "conflicts"],
])("all %s, page by page", (_what, field) => {
  const read = async (first: number, after: string | null) => {
    const data = await api.here.asAgent.query(
      `query ($first: Int, $after: String) { ${field}(first: $first, after: $after) {
        edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      { first, after },
    );
    return data[field];
  };
  const readAll = async (size: number) => {
    const ids: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page = await read(size, after);
      ids.push(...page.nodes.map((node: { id: string }) => node.id));
      if (!page.pageInfo.hasNextPage) return ids;
      after = page.pageInfo.endCursor;
    }
  };

  it("are the same whatever the size of the page, each once", async () => {
    const all = await readAll(100);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(COUNT);
    for (const size of [1, 5, COUNT]) expect(await readAll(size)).toEqual(all);
  });

  it("say where they stand", async () => {
    const first = await read(5, null);
    expect(first.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.edges[0].cursor,
      endCursor: first.edges[4].cursor,
    });
    const second = await read(5, first.pageInfo.endCursor);
    expect(second.pageInfo.hasPreviousPage).toBe(true);
    // Any edge's cursor opens what is behind that edge.
    expect((await read(2, first.edges[2].cursor)).nodes).toEqual([first.nodes[3], first.nodes[4]]);
  });
});

it("a contact that comes while one pages moves no page", async () => {
  const query = `query ($after: String) { contacts(first: 10, after: $after) { nodes { id } pageInfo { endCursor } } }`;
  const first = (await api.here.asAgent.query(query)).contacts;
  const second = (await api.here.asAgent.query(query, { after: first.pageInfo.endCursor }))
    .contacts;
  await newPerson(COUNT);
  const again = (await api.here.asAgent.query(query, { after: first.pageInfo.endCursor })).contacts;
  expect(again).toEqual(second);
});

it("pages of a contact's own things go on behind their cursors too", async () => {
  const [visitor] = visitors as [Visitor];
  const query = `query ($id: ID!, $after: String) { conversation(id: $id) {
    messages(first: 1, after: $after) { nodes { text } pageInfo { hasNextPage endCursor } } } }`;
  const mine = await visitor.query(
    "{ viewer { ... on VisitorViewer { conversations { nodes { id } } } } }",
  );
  const { id } = mine.viewer.conversations.nodes[0];
  const one = (await api.here.asAgent.query(query, { id })).conversation.messages;
  expect(one.nodes).toEqual([{ text: "Hello, I am number 0" }]);
  const after = one.pageInfo.endCursor;
  const two = (await api.here.asAgent.query(query, { id, after })).conversation.messages;
  expect(two.nodes).toEqual([{ text: "Anybody there?" }]);
  expect(two.pageInfo.hasNextPage).toBe(false);
});

const PAGE = `query ($first: Int!) { contacts(first: $first) { nodes {
  id displayName email reachableBy createdBy { type visitor { label } }
  fields { field value { ... on TextValue { text } } visitor { number } conversation { channel } }
  identifiers { kind value } lists { name isDefault }
  visitors(first: 5) { nodes { label contact { id } conversations(first: 5) { nodes { id } } } }
  conversations(first: 5) { nodes { id visitor { label } contact { id }
    messages(first: 5) { nodes { text author { type } conversation { id } } } openConflicts { id } } }
  openConflicts { id main { ... on TextValue { text } } mainVersion secondary { ... on TextValue { text } } contact { id } visitor { label } }
  conflicts(first: 5, status: OPEN) { nodes { id } }
  suspectedDuplicates { contacts { id } }
} } }`;

/** Contacts that conversations, and visitors, name: they come by other ways than a page of contacts. */
const NAMED = `query ($first: Int!) {
  conversations(first: $first) { nodes {
    contact { identifiers { value } lists { name } openConflicts { id } suspectedDuplicates { id } }
    visitor { contact { identifiers { value } } } } }
  anonymousVisitors(first: $first) { nodes {
    contact { identifiers { value } lists { name } openConflicts { main { ... on TextValue { text } } } } } }
}`;

const PEOPLE = `query ($first: Int!) { people(first: $first) { nodes {
  ... on Contact { id displayName reachableBy identifiers { value } lists { name } openConflicts { id } }
  ... on AnonymousVisitor { id label reachableBy } } } }`;

it.each([
  ["contacts", "contacts", PAGE],
  ["people", "people", PEOPLE],
  ["conversations, and the contacts that they name,", "conversations", NAMED],
])("a page of %s costs no more statements for many than for few", async (_what, field, query) => {
  const sent = vi.spyOn(pg.Client.prototype, "query");
  const cost = async (first: number) => {
    sent.mockClear();
    const data = await api.here.asAgent.query(query, { first });
    expect(data[field].nodes).toHaveLength(first);
    const [node] = data[field].nodes;
    expect((node.contact ?? node).openConflicts).toHaveLength(2);
    const texts = sent.mock.calls.map(([query]) =>
      typeof query === "string" ? query : (query as unknown as { text: string }).text,
    );
    // Once a second, the caller's session is looked at again.
    return texts.filter((text) => !text.includes("member_session")).length;
  };
  // The first one also warms caches.
  await cost(1);
  const [two, twenty] = [await cost(2), await cost(20)];
  sent.mockRestore();
  expect(two).toBeGreaterThan(5);
  // What is asked for in one tick shares a statement, and which answers arrive together is a matter of timing: a few more
  // or less. A statement a contact would be eighteen more.
  expect(Math.abs(twenty - two)).toBeLessThan(6);
  expect(twenty).toBeLessThan(30);
});

it("one request reads no more rows than it may", () => {
  const budget = createRowBudget(250);
  budget.spend(101);
  budget.spend(101);
  expect(() => budget.spend(101)).toThrow(/at most 250 rows/);
});
