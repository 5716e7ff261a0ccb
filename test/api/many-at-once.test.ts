import { afterAll, beforeAll, expect, it } from "vitest";
import { newWorkspace, type WorkspaceCredentials } from "../../src/new-workspace.ts";
import { type Client, createClient } from "../support/api.ts";
import { peopleProcess } from "../support/people.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { type ServerProcess, startServer } from "../support/server.ts";

// P12 as it happens: two server processes, each with its usual pool, and a thousand browsers at the same moment.

let db: Awaited<ReturnType<typeof createTestDatabase>>;
let servers: [ServerProcess, ServerProcess];
beforeAll(async () => {
  db = await createTestDatabase();
  const env = { DATABASE_URL: db.url, LOG_LEVEL: "error" };
  // One after the other: the first start makes the workspace to try.
  const first = await startServer({ env });
  servers = [first, await startServer({ env })];
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.stop()));
  await db.drop();
});

const VISITORS = 1_000;
const PEOPLE = `query ($after: String) { contacts(first: 100) { nodes { id email phone firstName lastName
    openConflicts { field secondary { ... on TextValue { text } } } } }
  superseded: conflicts(first: 100, after: $after, filter: { status: SUPERSEDED }) { nodes { field } pageInfo { hasNextPage endCursor } }
  suspectedDuplicates(first: 10) { nodes { reason } }
  workspace { counts { identified anonymousConversations } } }`;

it("makes exactly one contact of a thousand visitors with one new email", async () => {
  const { agent, visitors } = await crowd();
  const answers = await identifyAll(visitors, (n) => ({
    email: n % 2 === 0 ? "ada@example.com" : " Ada@Example.COM",
    firstName: `Ada ${n}`,
    lastName: "Lovelace",
  }));
  expect(new Set(answers)).toEqual(new Set(["IdentifyPayload"]));

  const { people, superseded } = await outcome(agent);
  expect(people.contacts.nodes).toHaveLength(1);
  const [contact] = people.contacts.nodes;
  expect(contact).toMatchObject({ email: "ada@example.com", lastName: "Lovelace" });
  expect(contact.openConflicts).toHaveLength(1);
  expect(contact.openConflicts[0]).toMatchObject({ field: "FIRST_NAME" });
  // One name is the main value, one is open, and all others are in the history.
  expect(superseded).toEqual(Array(VISITORS - 2).fill("FIRST_NAME"));
  expect(people.workspace.counts).toEqual({ identified: 1, anonymousConversations: 0 });
  expect(await linkedVisitors(agent)).toBe(VISITORS);
});

it("keeps two people apart when their emails and phones come crossed", async () => {
  const { agent, visitors } = await crowd();
  const emails = ["ada@example.com", "bob@example.com"];
  const phones = ["+61400000001", "+61400000002"];
  for (const [n, firstName] of ["Ada", "Bob"].entries()) {
    const values = { firstName, lastName: "Doe", email: emails[n], phone: phones[n] };
    await agent.mutate("createContact", { values });
  }
  const answers = await identifyAll(visitors, (n) => ({
    email: emails[n % 2],
    phone: phones[(n + 1) % 2],
  }));
  expect(new Set(answers)).toEqual(new Set(["IdentifyPayload"]));

  const { people, superseded } = await outcome(agent);
  const byName = new Map(
    people.contacts.nodes.map((one: { firstName: string }) => [one.firstName, one]),
  );
  expect(people.contacts.nodes).toHaveLength(2);
  expect(byName.get("Ada")).toMatchObject({
    email: emails[0],
    phone: phones[0],
    openConflicts: [{ field: "PHONE", secondary: { text: phones[1] } }],
  });
  expect(byName.get("Bob")).toMatchObject({
    email: emails[1],
    phone: phones[1],
    openConflicts: [{ field: "PHONE", secondary: { text: phones[0] } }],
  });
  // Everybody says the same of each: nothing newer to take its place.
  expect(superseded).toEqual([]);
  expect(people.suspectedDuplicates.nodes).toEqual([{ reason: "EMAIL_AND_PHONE_OF_TWO_CONTACTS" }]);
  expect(people.workspace.counts).toEqual({ identified: 2, anonymousConversations: 0 });
  expect(await linkedVisitors(agent)).toBe(VISITORS);
});

/** A workspace of its own, an agent, and visitors that have signed in, half of them with each server. */
async function crowd(): Promise<{ agent: Client; visitors: Client[] }> {
  const clock = { now: () => new Date(), pass: () => {} };
  const workspace = await newWorkspace(peopleProcess(db.database, clock), {
    name: "Crowd",
    country: "AU",
    adminEmail: "admin@crowd.example",
    agentEmail: "agent@crowd.example",
  });
  const visitors: Client[] = [];
  for (let n = 0; n < VISITORS; n += 100)
    visitors.push(
      ...(await Promise.all(Array.from({ length: 100 }, (_, i) => signIn(workspace, n + i)))),
    );
  const { email, password } = workspace.agent;
  const nobody = createClient(servers[0].url, null);
  const input = { workspaceId: workspace.workspaceId, email, password };
  const session = await nobody.mutate(
    "signInMember",
    input,
    "... on MemberSessionPayload { accessToken }",
  );
  return { agent: createClient(servers[0].url, session.accessToken), visitors };
}

async function signIn({ workspaceId }: WorkspaceCredentials, n: number): Promise<Client> {
  const { url } = servers[n % 2] as ServerProcess;
  const signedIn = await createClient(url, null).mutate(
    "signInAnonymously",
    { workspaceId },
    "... on SignInAnonymouslyPayload { token }",
  );
  return createClient(url, signedIn.token);
}

/** All at the same moment. Answers the type of each result. */
function identifyAll(visitors: Client[], claims: (n: number) => object): Promise<string[]> {
  return Promise.all(
    visitors.map(async (visitor, n) => {
      const result = await visitor.mutate("identify", { channel: "FORM", claims: claims(n) });
      return result.__typename;
    }),
  );
}

async function outcome(agent: Client) {
  const people = await agent.query(PEOPLE);
  const superseded: string[] = [];
  for (let page = people.superseded; ; ) {
    superseded.push(...page.nodes.map((one: { field: string }) => one.field));
    if (!page.pageInfo.hasNextPage) return { people, superseded };
    page = (await agent.query(PEOPLE, { after: page.pageInfo.endCursor })).superseded;
  }
}

async function linkedVisitors(agent: Client): Promise<number> {
  let linked = 0;
  for (let after: string | null = null; ; ) {
    const { anonymousVisitors } = await agent.query(
      "query ($after: String) { anonymousVisitors(first: 100, after: $after, filter: { anonymous: false }) { nodes { contact { id } } pageInfo { hasNextPage endCursor } } }",
      { after },
    );
    linked += anonymousVisitors.nodes.filter(
      (one: { contact: object | null }) => one.contact,
    ).length;
    if (!anonymousVisitors.pageInfo.hasNextPage) return linked;
    after = anonymousVisitors.pageInfo.endCursor;
  }
}
