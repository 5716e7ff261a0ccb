import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { decodeId } from "../../src/auth/global-id.ts";
import { startApi, type TestWorkspace, unknownId, type Visitor } from "../support/api.ts";
import { counted, maintained } from "../support/counting.ts";
import { act, answeredFirst, read, say } from "../support/desk.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let here: TestWorkspace;
beforeAll(async () => {
  api = await startApi();
  here = api.here;
});
afterAll(() => api.stop());

const PREVIEW = `__typename ... on DeletionPreview { confirmation person { __typename }
  counts { mergedContacts visitors conversations messages conflicts suspectedDuplicates memberships merges events } }
  ... on Refusal { code } ... on InvalidInput { problems { path } }`;
const preview = async (args: string) =>
  (await here.asAdmin.query(`{ deletionPreview(${args}) { ${PREVIEW} } }`)).deletionPreview;
const REFUSED = `... on DeletionNotConfirmed { preview { confirmation counts { messages } } }
  ... on ContactMerged { survivor { id } } ... on ContactNotFound { code }`;

const deleteContact = (contactId: string, confirmation?: string) =>
  here.asAdmin.mutate(
    "deleteContact",
    { contactId, confirmation },
    `... on DeleteContactPayload { deletedContactId erased { messages visitors } } ${REFUSED}`,
  );
const deleteVisitor = (visitorId: string, confirmation?: string) =>
  here.asAdmin.mutate(
    "deleteVisitor",
    { visitorId, confirmation },
    "... on DeleteVisitorPayload { deletedVisitorId } ... on VisitorIsLinked { contact { id } }",
  );
async function confirmed(contactId: string) {
  return deleteContact(contactId, (await preview(`contactId: "${contactId}"`)).confirmation);
}

const visitorRecord = async (visitorId: string) =>
  (
    await here.asAgent.query(
      `{ anonymousVisitor(id: "${visitorId}") { number contact { id } claims { field } conversations { nodes { id } }
         history { nodes { __typename } } } }`,
    )
  ).anonymousVisitor;
const contactOf = async ({ visitorId }: Visitor): Promise<string> =>
  (await visitorRecord(visitorId)).contact.id;

/** All rows of all tables as text. */
async function dump(): Promise<string> {
  const { pool } = api.database;
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in (current_schema(), 'graphile_worker') and table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const { rows: lines } = await pool.query<{ line: string }>(
      `select t::text as line from ${name} t`,
    );
    texts.push(...lines.map(({ line }) => `${name}: ${line}`));
  }
  return texts.join("\n");
}

const positions = async () => {
  const { rows } = await api.database.pool.query<{ position: string }>(
    `select position from identity_event where workspace_id =
       (select workspace_id from member where email = $1) order by position`,
    [here.admin.email],
  );
  return rows.map(({ position }) => Number(position));
};

/** Somebody of whom everything that can be kept has the word in it. */
async function somebody(
  word: string,
): Promise<{ visitors: Visitor[]; id: string; loserId: string }> {
  const one = await here.visitor();
  await one.mutate("sendMessage", { text: `I am ${word}-message` });
  await one.mutate("identify", { channel: "CHAT", claims: { gender: `${word}-gender` } });
  const address = { line1: `${word}-line1`, city: `${word}-city` };
  await one.mutate("identify", {
    channel: "CHAT",
    claims: {
      email: `${word}@home.example`,
      firstName: `${word}-first`,
      lastName: `${word}-last`,
      businessName: `${word}-business`,
      contactAddress: address,
      billingAddress: address,
      attributes: { note: `${word}-note` },
    },
  });
  const id = await contactOf(one);
  await one.mutate("identify", { channel: "CHAT", claims: { firstName: `${word}-other` } });
  await here.asAgent.mutate("updateContact", {
    contactId: id,
    values: { lastName: `${word}-edited` },
  });
  const two = await here.visitor();
  await two.mutate("identify", { channel: "FORM", claims: { email: `${word}@home.example` } });
  const loser = await here.visitor();
  await loser.mutate("identify", {
    channel: "FORM",
    claims: { email: `${word}@loser.example`, firstName: `${word}-loser` },
  });
  const loserId = await contactOf(loser);
  const merge = { survivorId: id, mergedContactId: loserId };
  expect((await here.asAgent.mutate("mergeContacts", merge)).code).toBeUndefined();
  const list = await here.asAgent.mutate(
    "createList",
    { name: `List of ${unique++}` },
    "... on CreateListPayload { list { id } }",
  );
  await here.asAgent.mutate("addToList", {
    listId: list.list.id,
    contactIds: [id],
    visitorIds: [],
  });
  return { visitors: [one, two, loser], id, loserId };
}
let unique = 0;

/** Conversations with words of both sides, read half: one waits for an agent, in the other one details were asked for. */
async function handedOver([one, two]: readonly Visitor[], word: string): Promise<string[]> {
  const ai = await here.keyWith(["AI_AGENT"]);
  const ids: string[] = [];
  for (const [visitor, seconds] of [
    [one, 180],
    [two, 0],
  ] as const) {
    if (visitor === undefined) throw new Error("two devices");
    await answeredFirst(api, "AI_AGENT", seconds);
    const { conversationId } = await say(visitor, `${word}-question`, { language: "pt-BR" });
    const text = `${word}-answer`;
    expect(await act(ai, "sendReply", { conversationId, text })).not.toHaveProperty("code");
    const asked = await act(ai, "requestHandover", { conversationId, language: "de" });
    expect(asked).not.toHaveProperty("code");
    if (seconds === 0)
      await vi.waitFor(
        async () =>
          expect(await read(here.asAgent, conversationId)).toMatchObject({
            state: "DETAILS_ASKED",
          }),
        { timeout: 20_000 },
      );
    const { messageId } = await say(visitor, `I am ${word}@example.com`);
    await say(visitor, `${word}-more`);
    const through = { conversationId, throughMessageId: messageId };
    expect(await act(here.asAgent, "markConversationRead", through)).not.toHaveProperty("code");
    ids.push(conversationId);
  }
  await answeredFirst(api, "AGENT");
  return ids.map((id) => decodeId("Conversation", id) ?? "");
}

describe("deleting a contact", () => {
  it("leaves nothing of it in any table, and the sequence of cursors unbroken", async () => {
    const { visitors, id } = await somebody("canary");
    const other = await somebody("sparrow");
    expect(await dump()).toMatch(/canary/i);
    const before = await positions();
    const said = await preview(`contactId: "${id}"`);
    expect(said).toMatchObject({
      person: { __typename: "Contact" },
      counts: { mergedContacts: 1, visitors: 3, conversations: 1, messages: 1, merges: 1 },
    });
    const gone = await deleteContact(id, said.confirmation);
    expect(gone).toMatchObject({ deletedContactId: id, erased: { messages: 1, visitors: 3 } });

    const kept = await dump();
    expect(kept.split("\n").filter((line) => /canary/i.test(line))).toEqual([]);
    expect(kept).toMatch(/sparrow-first/);
    expect(await positions()).toEqual([...before, (before.at(-1) ?? 0) + 1]);
    const { contact } = await here.asAgent.query(`{ contact(id: "${id}") { id } }`);
    expect(contact).toBeNull();
    for (const { visitorId } of visitors) expect(await visitorRecord(visitorId)).toBeNull();
    expect(await contactOf(other.visitors[0] as Visitor)).toBe(other.id);
    expect(await maintained(api.database.pool)).toEqual(await counted(api.database.pool));
  });

  it("in the middle of a handover leaves nothing of what was written, asked, read or waited for", async () => {
    const { visitors, id } = await somebody("plover");
    const conversationIds = await handedOver(visitors, "plover");
    const { rows } = await api.database.pool.query<{ id: string }>(
      "select id from message where conversation_id = any($1::uuid[])",
      [conversationIds],
    );
    const names = [...conversationIds, ...rows.map((row) => row.id), "plover"];
    const naming = (text: string) =>
      text.split("\n").filter((line) => names.some((name) => line.toLowerCase().includes(name)));
    const before = naming(await dump());
    for (const table of ["message", "conversation", "conflict", "identity_event"])
      expect(
        before.some((line) => line.startsWith(`public.${table}:`)),
        table,
      ).toBe(true);
    // The wait for an agent is a job.
    expect(before.some((line) => line.startsWith("graphile_worker."))).toBe(true);

    expect(await confirmed(id)).toMatchObject({ deletedContactId: id });
    expect(naming(await dump())).toEqual([]);
  });

  it("leaves the chat of a visitor that was unlinked before, with all that happened in it", async () => {
    const visitor = await here.visitor();
    await visitor.mutate("identify", { channel: "FORM", claims: { email: "dunlin@home.example" } });
    const id = await contactOf(visitor);
    const { conversationId } = await say(visitor, "Not my address");
    await act(here.asAgent, "sendReply", { conversationId, text: "I see" });
    const told = async () => {
      const { conversationEvents } = await here.asAgent.query(
        `query ($filter: ConversationEventFilter) { conversationEvents(filter: $filter) {
           ... on IdentityEventConnection { nodes { ... on ConversationEvent { __typename contactId visitorId actor { type } } } } } }`,
        { filter: { conversationId } },
      );
      return conversationEvents.nodes.filter((node: { __typename?: string }) => node.__typename);
    };
    const before = await told();
    expect(before.map((event: { __typename: string }) => event.__typename)).toEqual([
      "ConversationOpened",
      "MessageReceived",
      "ConversationTaken",
      "MessageSent",
    ]);
    await here.asAgent.mutate("unlinkVisitor", { visitorId: visitor.visitorId });

    expect(await confirmed(id)).toMatchObject({ deletedContactId: id, erased: { messages: 0 } });
    expect(await told()).toEqual(before.map((event: object) => ({ ...event, contactId: null })));
    expect(await dump()).not.toMatch(/dunlin/i);
    expect(
      (await dump()).split("\n").filter((line) => line.includes(decodeId("Contact", id) ?? "")),
    ).toEqual([expect.stringMatching(/^public.identity_event:.*ContactDeleted/)]);
  });

  it("takes the confirmation of exactly what goes", async () => {
    const { visitors, id } = await somebody("wren");
    const first = await deleteContact(id);
    expect(first).toMatchObject({
      code: "DELETION_NOT_CONFIRMED",
      preview: { counts: { messages: 1 } },
    });
    await visitors[0]?.mutate("sendMessage", { text: "And another thing" });
    const second = await deleteContact(id, first.preview.confirmation);
    expect(second).toMatchObject({
      code: "DELETION_NOT_CONFIRMED",
      preview: { counts: { messages: 2 } },
    });
    expect(await deleteContact(id, second.preview.confirmation)).toMatchObject({
      erased: { messages: 2 },
    });
    expect(await deleteContact(id, second.preview.confirmation)).toMatchObject({
      code: "CONTACT_NOT_FOUND",
    });
  });

  it("is refused by the id of a contact that was merged, naming the survivor", async () => {
    const { visitors, id, loserId } = await somebody("finch");
    expect(await deleteContact(loserId, "whatever")).toMatchObject({
      code: "CONTACT_MERGED",
      survivor: { id },
    });
    expect(await contactOf(visitors[2] as Visitor)).toBe(id);
  });

  it("frees its email, and its visitors' tokens make new records with an empty history", async () => {
    const { visitors, id } = await somebody("robin");
    const [one] = visitors as [Visitor];
    const { number } = await visitorRecord(one.visitorId);
    await confirmed(id);
    await one.mutate("sendMessage", { text: "Hello again" });
    const again = await visitorRecord(one.visitorId);
    expect(again.number).toBeGreaterThan(number);
    expect(again).toMatchObject({ contact: null, claims: [] });
    expect(again.conversations.nodes).toHaveLength(1);
    expect(again.history.nodes.map((event: { __typename: string }) => event.__typename)).toEqual([
      "AnonymousVisitorRecorded",
      "ConversationOpened",
      "MessageReceived",
    ]);
    await one.mutate("identify", { channel: "FORM", claims: { email: "robin@home.example" } });
    const renewed = await contactOf(one);
    expect(renewed).not.toBe(id);
    const { contact } = await here.asAgent.query(`{ contact(id: "${renewed}") { firstName } }`);
    expect(contact.firstName).toBeNull();
  });

  it("shows in the log as the deletion, and as events that were erased", async () => {
    const { id } = await somebody("heron");
    const { workspace } = await here.asAgent.query("{ workspace { eventCursor } }");
    await confirmed(id);
    const { identityEvents } = await here.asAgent.query(
      `query ($after: Cursor) { identityEvents(after: $after) { ... on IdentityEventConnection { nodes { __typename contactId actor { member { id } }
         ... on ContactDeleted { deletedVisitorIds deletedMergedContactIds } } } } }`,
      { after: workspace.eventCursor },
    );
    expect(identityEvents.nodes).toMatchObject([
      { __typename: "ContactDeleted", contactId: id, deletedVisitorIds: { length: 3 } },
    ]);
    const { rows } = await api.database.pool.query(
      "select distinct kind, contact_id, visitor_id from identity_event where kind = 'EventErased'",
    );
    expect(rows).toEqual([{ kind: "EventErased", contact_id: null, visitor_id: null }]);
  });
});

describe("deleting an anonymous visitor", () => {
  it("erases it, and the next interaction makes a new record", async () => {
    const guest = await here.visitor();
    await guest.mutate("sendMessage", { text: "magpie-message" });
    await guest.mutate("identify", { channel: "CHAT", claims: { firstName: "magpie-name" } });
    const { number } = await visitorRecord(guest.visitorId);
    const said = await preview(`visitorId: "${guest.visitorId}"`);
    expect(said).toMatchObject({
      person: { __typename: "AnonymousVisitor" },
      counts: { messages: 1 },
    });
    const gone = await deleteVisitor(guest.visitorId, said.confirmation);
    expect(gone).toMatchObject({ deletedVisitorId: guest.visitorId });
    expect(await dump()).not.toMatch(/magpie/i);
    expect(await visitorRecord(guest.visitorId)).toBeNull();
    await guest.mutate("optInToPush", {});
    const again = await visitorRecord(guest.visitorId);
    expect(again.number).toBeGreaterThan(number);
    expect(again.history.nodes.map((event: { __typename: string }) => event.__typename)).toEqual([
      "AnonymousVisitorRecorded",
      "PushOptedIn",
    ]);
    expect(await maintained(api.database.pool)).toEqual(await counted(api.database.pool));
  });

  it("is refused for one of a contact", async () => {
    const { visitors, id } = await somebody("stork");
    expect(await deleteVisitor((visitors[0] as Visitor).visitorId)).toMatchObject({
      code: "VISITOR_IS_LINKED",
      contact: { id },
    });
  });
});

describe("who may delete what", () => {
  it("nobody somebody of another workspace, and nobody who is not there", async () => {
    const theirs = await api.elsewhere.visitor();
    await theirs.mutate("sendMessage", { text: "Hello" });
    expect(await deleteVisitor(theirs.visitorId)).toMatchObject({ code: "VISITOR_NOT_FOUND" });
    expect(await preview(`visitorId: "${theirs.visitorId}"`)).toMatchObject({
      code: "VISITOR_NOT_FOUND",
    });
    expect(await deleteContact(unknownId("Contact"))).toMatchObject({ code: "CONTACT_NOT_FOUND" });
    expect(await deleteContact("nonsense")).toMatchObject({ code: "CONTACT_NOT_FOUND" });
    expect(await preview("contactId: null")).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ path: "contactId" }],
    });
  });

  it("not an agent, and no integration key", async () => {
    for (const caller of [here.asAgent, here.asKey]) {
      const { errors } = await caller.send(
        `mutation { deleteContact(input: { contactId: "x" }) { __typename } }`,
      );
      expect(errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
    }
  });
});

describe("deleting while others write", () => {
  it("leaves no dangling rows and right counts, whoever comes first", async () => {
    for (let round = 0; round < 8; round++) {
      const visitor = await here.visitor();
      const email = `race${round}@home.example`;
      await visitor.mutate("identify", { channel: "FORM", claims: { email } });
      const id = await contactOf(visitor);
      const { confirmation } = await preview(`contactId: "${id}"`);
      await Promise.all([
        deleteContact(id, confirmation),
        visitor.mutate("identify", { channel: "FORM", claims: { firstName: "Late" } }),
        visitor.mutate("sendMessage", { text: "Wait" }),
        here.asAgent.mutate("updateContact", { contactId: id, values: { lastName: "Late" } }),
      ]);
      const { contact } = await here.asAgent.query(`{ contact(id: "${id}") { id } }`);
      const record = await visitorRecord(visitor.visitorId);
      if (contact === null) expect(record?.contact ?? null).toBeNull();
      else expect(record.contact.id).toBe(id);
    }
    expect(await maintained(api.database.pool)).toEqual(await counted(api.database.pool));
  });
});
