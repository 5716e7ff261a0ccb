import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { decodeId } from "../../src/auth/global-id.ts";
import { startApi, type Visitor } from "../support/api.ts";
import { act, newAgent, newConversation, say } from "../support/desk.ts";
import { chatting, merging } from "../support/merging.ts";

/** The console's side panel (S0, S3, S4), as one query, whoever the conversation is with. */
const VALUE = `__typename ... on TextValue { text } ... on AddressValue { address { city } }`;
const EARLIER = `conversations(first: 100) { nodes {
  id channel state unreadCount openedAt lastMessageAt latestMessage { text direction } visitor { label } } }`;
const PANEL = `query ($id: ID!) { conversation(id: $id) {
  id channel state language unreadCount openedAt assignee { name }
  handover { requestedBy { name } detailsDueAt detailsAskedAt missingDetails }
  visitor { label reachableBy }
  person {
    __typename
    ... on AnonymousVisitor {
      number label pseudonym { name email } reachableBy lists { name }
      claims { field value { ${VALUE} } channel } ${EARLIER} }
    ... on Contact {
      id status displayName reachableBy tags { name } lists { name } assignee { name }
      identifiers { kind value primary verified }
      fields { field verified channel value { ${VALUE} } }
      openConflicts { id field mainVersion channel openedAt
        main { ${VALUE} } secondary { ${VALUE} } visitor { label } conversation { id } }
      suspectedDuplicates { reason contacts { displayName } }
      visitors(first: 20) { nodes { label pushOptedIn } } ${EARLIER} } }
  messages(first: 20, order: NEWEST_FIRST) {
    nodes { text direction sentAt author { type member { name } } } pageInfo { hasNextPage endCursor } }
} }`;

let api: Awaited<ReturnType<typeof startApi>>;
let mia: Awaited<ReturnType<typeof newAgent>>;
beforeAll(async () => {
  // Nothing is read in the background while statements are counted.
  api = await startApi({ pollMillis: 60_000, duplicateCheckMillis: 3_600_000 });
  mia = await newAgent(api, "mia");
});
afterAll(() => api.stop());

const panel = async (id: string) => (await mia.query(PANEL, { id })).conversation;
const ids = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id);
/** A conversation that goes on no more, so that the next message opens another. */
async function earlier(visitor: Visitor, text: string): Promise<string> {
  const { conversationId } = await say(visitor, text);
  await act(mia, "closeConversation", { conversationId });
  return conversationId;
}

describe("the side panel of", () => {
  it("an anonymous guest: number, pseudonym, what it said, and its earlier conversations", async () => {
    const visitor = await api.here.visitor();
    const first = await earlier(visitor, "Hello");
    const { conversationId } = await say(visitor, "Hello again", { language: "pt-BR" });
    await visitor.mutate("identify", { channel: "CHAT", claims: { firstName: "Gil" } });
    await act(mia, "sendReply", { conversationId, text: "Hi" });
    await visitor.mutate("optInToPush", {});
    const shown = await panel(conversationId);
    expect(shown).toMatchObject({
      channel: "WEBCHAT",
      state: "WITH_AGENT",
      language: "pt-BR",
      unreadCount: 1,
      assignee: { name: "mia" },
      handover: null,
      person: {
        __typename: "AnonymousVisitor",
        label: `Anonymous contact #${shown.person.number}`,
        pseudonym: { name: expect.any(String), email: expect.stringMatching(/\.invalid$/) },
        reachableBy: ["PUSH"],
        claims: [{ field: "FIRST_NAME", value: { text: "Gil" }, channel: "CHAT" }],
        lists: [],
      },
    });
    expect(ids(shown.person.conversations)).toEqual([conversationId, first]);
    expect(shown.person.conversations.nodes[1]).toMatchObject({
      state: "CLOSED",
      latestMessage: { text: "Hello", direction: "INBOUND" },
    });
    expect(shown.messages.nodes).toMatchObject([
      { text: "Hi", direction: "OUTBOUND", author: { type: "MEMBER", member: { name: "mia" } } },
      { text: "Hello again", direction: "INBOUND", author: { type: "VISITOR", member: null } },
    ]);
  });

  it("a contact with two devices: one person, both devices' conversations, what does not agree", async () => {
    const { asAdmin } = api.here;
    const { visitor, id } = await chatting(api.here).known({
      email: "two@panel.example",
      firstName: "Ada",
      contactAddress: { city: "Perth" },
    });
    await asAdmin.mutate("createTag", { name: "VIP" });
    const { tags } = await asAdmin.query("{ tags { id } }");
    await mia.mutate("tagContacts", { tagIds: [tags[0].id], contactIds: [id] });
    await mia.mutate("assignContact", { contactId: id, assigneeId: mia.memberId });
    const phone = await api.here.visitor();
    const { conversationId } = await say(phone, "On my phone");
    await phone.mutate("identify", {
      channel: "CHAT",
      conversationId,
      claims: { email: "two@panel.example", firstName: "Adele", phone: "+61 412 000 222" },
    });
    await say(visitor, "On my laptop");
    const shown = await panel(conversationId);
    expect(shown).toMatchObject({
      assignee: { name: "mia" },
      person: {
        __typename: "Contact",
        id,
        status: "ACTIVE",
        displayName: "Ada",
        reachableBy: ["EMAIL"],
        tags: [{ name: "VIP" }],
        lists: [{ name: "Contacts involved in Conversations" }],
        assignee: { name: "mia" },
        visitors: { nodes: { length: 2 } },
      },
    });
    const { fields, openConflicts, conversations } = shown.person;
    expect(fields.map(({ field }: { field: string }) => field)).toEqual([
      "EMAIL",
      "FIRST_NAME",
      "CONTACT_ADDRESS",
    ]);
    expect(
      openConflicts.map((open: { field: string; main: unknown; secondary: unknown }) => [
        open.field,
        open.main,
        open.secondary,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [
          "FIRST_NAME",
          { __typename: "TextValue", text: "Ada" },
          { __typename: "TextValue", text: "Adele" },
        ],
        ["PHONE", null, { __typename: "TextValue", text: "+61412000222" }],
      ]),
    );
    expect(openConflicts[0]).toMatchObject({
      channel: "CHAT",
      conversation: { id: conversationId },
    });
    expect(conversations.nodes).toHaveLength(2);
    expect(conversations.nodes.map((one: { latestMessage: object }) => one.latestMessage)).toEqual([
      { text: "On my laptop", direction: "INBOUND" },
      { text: "On my phone", direction: "INBOUND" },
    ]);
  });

  it("a contact that was merged: the survivor, with the conversations of both", async () => {
    const { known } = chatting(api.here);
    const survivor = await known({ email: "one@merged.example", firstName: "Una" });
    const merged = await known({ email: "other@merged.example", firstName: "Uma" });
    const { conversationId } = await say(merged.visitor, "Which of me is this?");
    await merging(api.here.asAdmin).merge(survivor.id, merged.id);
    const shown = await panel(conversationId);
    expect(shown.person).toMatchObject({
      __typename: "Contact",
      id: survivor.id,
      displayName: "Una",
      identifiers: [
        { value: "one@merged.example", primary: true },
        { value: "other@merged.example", primary: false },
      ],
      visitors: { nodes: { length: 2 } },
    });
    expect(
      shown.person.openConflicts.map((open: { field: string; secondary: { text: string } }) => [
        open.field,
        open.secondary.text,
      ]),
    ).toContainEqual(["FIRST_NAME", "Uma"]);
    expect(shown.person.conversations.nodes).toHaveLength(2);
    expect(ids(shown.person.conversations)[0]).toBe(conversationId);
  });

  it("a conversation that waits for an agent: since when, and for whom", async () => {
    const ai = await api.here.keyWith(["AI_AGENT"]);
    const { conversationId } = await newConversation(api.here);
    await act(ai, "requestHandover", { conversationId, language: "de" });
    expect(await panel(conversationId)).toMatchObject({
      state: "WAITING_FOR_AGENT",
      language: "de",
      handover: {
        requestedBy: { name: "Test" },
        detailsDueAt: expect.any(String),
        detailsAskedAt: null,
        missingDetails: [],
      },
    });
  });
});

/** So many earlier conversations of the same visitor, each with its message. */
const addEarlier = (conversationId: string, count: number) =>
  api.database.pool.query(
    `with earlier as (
       insert into conversation (workspace_id, id, visitor_id, channel, state, unread_count, opened_at, last_message_at)
       select k.workspace_id, gen_random_uuid(), k.visitor_id, k.channel, 'CLOSED', 0, at.at, at.at from conversation k,
         generate_series(1, $2::int) n, lateral (select k.last_message_at - n * interval '1 day' as at) at
       where k.id = $1 returning *)
     insert into message (workspace_id, id, conversation_id, visitor_id, channel, author, direction, text, sent_at, received_at)
     select e.workspace_id, gen_random_uuid(), e.id, e.visitor_id, e.channel, m.author, 'inbound', 'Before', e.opened_at, e.opened_at
     from earlier e, lateral (select author from message where conversation_id = $1 limit 1) m`,
    [decodeId("Conversation", conversationId), count],
  );

it("costs the same number of statements with 1 and with 100 earlier conversations", async () => {
  const guest = await api.here.visitor();
  const { visitor: known } = await chatting(api.here).known({ email: "many@panel.example" });
  const sent = vi.spyOn(pg.Client.prototype, "query");
  // The fewest of some: what a server does beside answering is counted too, and what is asked for in one tick shares a
  // statement, where timing lets it.
  const cost = async (id: string, conversations: number) => {
    const counts: number[] = [];
    for (let time = 0; time < 6; time++) {
      sent.mockClear();
      const { person } = await panel(id);
      counts.push(sent.mock.calls.length);
      expect(person.conversations.nodes).toHaveLength(conversations);
    }
    return Math.min(...counts);
  };
  for (const visitor of [guest, known]) {
    const { conversationId: one } = await say(visitor, "The first");
    const few = await cost(one, 1);
    await addEarlier(one, 99);
    const many = await cost(one, 100);
    expect(few).toBeGreaterThan(4);
    expect(Math.abs(many - few)).toBeLessThan(4);
    expect(many).toBeLessThan(35);
  }
  sent.mockRestore();
});
