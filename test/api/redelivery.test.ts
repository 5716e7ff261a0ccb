import { afterAll, beforeAll, expect, it } from "vitest";
import { newWorkspace } from "../../src/new-workspace.ts";
import { type Client, createClient } from "../support/api.ts";
import { peopleProcess } from "../support/people.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { type ServerProcess, startServer } from "../support/server.ts";

// Channels deliver again what they had no answer to: here to two server processes at the same moment.

let db: Awaited<ReturnType<typeof createTestDatabase>>;
let servers: ServerProcess[];
let keys: Client[];
let agent: Client;
beforeAll(async () => {
  db = await createTestDatabase();
  const env = { DATABASE_URL: db.url, LOG_LEVEL: "error" };
  const first = await startServer({ env });
  servers = [first, await startServer({ env })];
  const clock = { now: () => new Date(), pass: () => {} };
  const { workspaceId, integrationKey, admin } = await newWorkspace(
    peopleProcess(db.database, clock),
    {
      name: "Delivered",
      country: "AU",
      adminEmail: "admin@delivered.example",
      agentEmail: "agent@delivered.example",
    },
  );
  keys = servers.map(({ url }) => createClient(url, integrationKey));
  const nobody = createClient(first.url, null);
  const { email, password } = admin;
  const session = await nobody.mutate(
    "signInMember",
    { workspaceId, email, password },
    "... on MemberSessionPayload { accessToken }",
  );
  agent = createClient(first.url, session.accessToken);
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.stop()));
  await db.drop();
});

const [MESSAGES, SENDERS, TIMES] = [50, 7, 3];
const START = Date.UTC(2026, 2, 1, 9);
const FIELDS = `... on ReceiveMessagePayload { duplicate storedMessage { id text } conversation { id } contact { id } }`;

it.each([
  ["WHATSAPP", (n: number) => `+6141234500${n % SENDERS}`],
  ["SMS", (n: number) => `041234500${n % SENDERS}`],
  ["EMAIL", (n: number) => `writer${n % SENDERS}@home.example`],
  ["FACEBOOK", (n: number) => `psid-${n % SENDERS}`],
] as const)(
  "%s: what comes several times to both is stored once, and all are told the same",
  async (channel, sender) => {
    const deliveries = Array.from({ length: MESSAGES * TIMES }, (_, i) => i % MESSAGES).flatMap(
      (n) =>
        keys.map(async (key) => {
          const input = {
            channel,
            sender: sender(n),
            senderName: `Writer ${n % SENDERS}`,
            text: `Message ${n}`,
            // The same ids on every channel: they are the channel's own.
            externalId: `message ${n}`,
            sentAt: new Date(START + n * 1000).toISOString(),
          };
          return { n, ...(await key.mutate("receiveMessage", input, FIELDS)) };
        }),
    );
    const answers = await Promise.all(deliveries);
    for (const { n, storedMessage } of answers) expect(storedMessage.text).toBe(`Message ${n}`);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(MESSAGES);
    expect(new Set(answers.map(({ storedMessage }) => storedMessage.id)).size).toBe(MESSAGES);
    expect(new Set(answers.map(({ conversation }) => conversation.id)).size).toBe(SENDERS);
    const contacts = new Set(answers.map(({ contact }) => contact?.id ?? null));
    // A page-scoped id is nobody's identifier. WhatsApp and SMS say the same numbers.
    expect([...contacts].filter(Boolean)).toHaveLength(channel === "FACEBOOK" ? 0 : SENDERS);

    const { conversations } = await agent.query(
      `query ($channel: MessageChannel!) { conversations(first: 100, filter: { channels: [$channel] }) {
      nodes { lastMessageAt messages(first: 100) { nodes { text sentAt } } } } }`,
      { channel },
    );
    expect(conversations.nodes).toHaveLength(SENDERS);
    for (const { lastMessageAt, messages } of conversations.nodes) {
      const times = messages.nodes.map((one: { sentAt: string }) => one.sentAt);
      expect(times).toEqual(times.toSorted());
      expect(lastMessageAt).toBe(times.at(-1));
      const senders = messages.nodes.map(
        ({ text }: { text: string }) => Number(text.slice(8)) % SENDERS,
      );
      expect(new Set(senders).size).toBe(1);
    }
  },
);

it("leaves each sender with one record and what it said once", async () => {
  const { anonymousVisitors } = await agent.query(
    "{ anonymousVisitors(first: 100, filter: { anonymous: false }) { nodes { id } } }",
  );
  expect(anonymousVisitors.nodes).toHaveLength(3 * SENDERS);
  const { identityEvents } = await agent.query(
    `{ identityEvents(first: 100, filter: { kinds: [ANONYMOUS_VISITOR_RECORDED] }) {
      ... on IdentityEventConnection { nodes { __typename } } } }`,
  );
  expect(identityEvents.nodes).toHaveLength(4 * SENDERS);
});
