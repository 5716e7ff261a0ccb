import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi, type Visitor } from "../support/api.ts";
import { EVENT, sentencesOf } from "../support/history-sentences.ts";
import { merging } from "../support/merging.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let people: ReturnType<typeof merging>;
beforeAll(async () => {
  api = await startApi();
  people = merging(api.here.asAgent);
});
afterAll(() => api.stop());

const say = async (visitor: Visitor, claims: object, more: object = {}) => {
  const answer = await visitor.mutate("identify", { channel: "FORM", claims, ...more });
  expect(answer.__typename).toBe("IdentifyPayload");
};
const contactOf = async ({ visitorId }: Visitor) =>
  (
    await api.here.asAgent.query(
      `query ($id: ID!) { anonymousVisitor(id: $id) { contact { id openConflicts { id field mainVersion } } } }`,
      { id: visitorId },
    )
  ).anonymousVisitor.contact;
async function historyOf(id: string, first = 100) {
  const nodes = [];
  for (let after: string | null = null; ; ) {
    const { contact } = await api.here.asAgent.query(
      `query ($id: ID!, $first: Int, $after: Cursor) { contact(id: $id) { history(first: $first, after: $after) {
        nodes { cursor ...event } pageInfo { endCursor hasNextPage } } } } ${EVENT}`,
      { id, first, after },
    );
    nodes.push(...contact.history.nodes);
    if (!contact.history.pageInfo.hasNextPage) return nodes;
    after = contact.history.pageInfo.endCursor;
  }
}

async function made(name: string, input: object, fields: string) {
  const payload = `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`;
  const answer = await api.here.asAdmin.mutate(name, input, `... on ${payload} { ${fields} }`);
  expect(answer.__typename).toBe(payload);
  return answer;
}

describe("the history of a contact", () => {
  it("reads as sentences: who changed what, from which value, through which channel", async () => {
    const { asAgent, workspaceId, proofSecret } = api.here;
    const visitor = await api.here.visitor();
    await say(visitor, { email: "ida@home.example", firstName: "Ida" });
    const { id } = await contactOf(visitor);
    await say(visitor, { lastName: "Byron" });
    await say(visitor, { firstName: "Idalia" });
    const { openConflicts } = await contactOf(visitor);
    await made(
      "resolveConflict",
      {
        conflictId: openConflicts[0].id,
        choice: "SECONDARY",
        customerConfirmed: true,
        mainVersion: openConflicts[0].mainVersion,
      },
      "contact { id }",
    );
    await made("updateContact", { contactId: id, values: { lastName: "King" } }, "contact { id }");
    const proof = await new SignJWT({ claims: { email: "ida@home.example" }, jti: "history" })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuedAt()
      .setExpirationTime("5m")
      .setAudience(workspaceId)
      .setSubject(visitor.visitorId)
      .sign(new TextEncoder().encode(proofSecret));
    await say(visitor, {}, { proof });
    await asAgent.mutate("archiveContact", { contactId: id });
    await visitor.mutate("sendMessage", { text: "Me again" });
    const { list } = await made("createList", { name: "Fair" }, "list { id }");
    await made("addToList", { listId: list.id, contactIds: [id], visitorIds: [] }, "list { id }");
    const { tag } = await made("createTag", { name: "VIP" }, "tag { id }");
    await made("tagContacts", { tagIds: [tag.id], contactIds: [id] }, "tags { id }");
    await made("untagContacts", { tagIds: [tag.id], contactIds: [id] }, "tags { id }");
    const { memberId } = api.here.agent;
    await made("assignContact", { contactId: id, assigneeId: memberId }, "contact { id }");
    await visitor.mutate("sendMessage", { text: "Still there?" });
    await made("assignContact", { contactId: id, assigneeId: null }, "contact { id }");
    const other = await people.contact({
      email: "eve@home.example",
      firstName: "Eve",
      lastName: "Doe",
      gender: "f",
    });
    const { merge } = await people.merge(id, other.id);
    const merged = (await historyOf(id)).map(sentencesOf(id));
    await merging(api.here.asAdmin).undo(merge.id);

    const told = (await historyOf(id)).map(sentencesOf(id));
    const life = [
      "Anonymous contact #1 made the contact with email ida@home.example, first name Ida over FORM.",
      "Anonymous contact #1 made itself known as Anonymous contact #1 over FORM.",
      "Anonymous contact #1 put the contact on the list Contacts involved in Conversations over FORM.",
      "Anonymous contact #1 filled in last name Byron over FORM.",
      "Anonymous contact #1 said the first name is Idalia, where it is Ida, over FORM.",
      "Admin took the first name Idalia in place of Ida, which the customer confirmed, by hand.",
      "Admin so changed first name from Ida to Idalia by hand.",
      "Admin changed last name from Byron to King by hand.",
      "Anonymous contact #1 proved that Anonymous contact #1 is the contact over FORM.",
      "Anonymous contact #1 proved email ida@home.example over FORM.",
      "Agent archived the contact by hand.",
      "Anonymous contact #1 opened a conversation over CHAT.",
      "Anonymous contact #1 wrote a message over CHAT.",
      "Anonymous contact #1 reactivated the contact by writing over CHAT.",
      "Admin put the contact on the list Fair by hand.",
      "Admin tagged the contact VIP by hand.",
      "Admin took the tag VIP off the contact by hand.",
      "Admin assigned the contact to Agent by hand.",
      "Anonymous contact #1 brought the conversation to Agent, whose contact it is, over CHAT.",
      "Anonymous contact #1 wrote a message over CHAT.",
      "Admin took the contact from Agent to nobody by hand.",
    ];
    const mergedIn =
      "Agent merged Eve Doe (eve@home.example) into the contact, with gender f, by hand.";
    expect(merged).toEqual([
      ...life,
      "Of a contact that was merged into it: Agent made the contact with email eve@home.example, first name Eve, last name Doe, gender f by hand.",
      mergedIn,
    ]);
    expect(told).toEqual([
      ...life,
      mergedIn,
      "Admin took Eve Doe (eve@home.example) out of the contact again, with gender from f to nothing, by hand.",
    ]);
  });
});

describe("the history of whoever survived", () => {
  it("has that of all who were merged into it, through any chain, once, in the log's order, also by pages", async () => {
    const [a, b, c, d] = [
      await people.contact(),
      await people.contact(),
      await people.contact(),
      await people.contact(),
    ];
    const { asAgent } = api.here;
    await asAgent.mutate("updateContact", { contactId: a.id, values: { gender: "f" } });
    await people.merge(b.id, a.id);
    await asAgent.mutate("updateContact", { contactId: b.id, values: { firstName: "Bea" } });
    await people.merge(c.id, b.id);
    const { merge } = await people.merge(c.id, d.id);
    const kinds = async (id: string, first?: number) =>
      (await historyOf(id, first)).map(({ __typename }) => __typename);
    const all = [
      "ContactCreated",
      "ContactCreated",
      "ContactCreated",
      "ContactCreated",
      "ContactUpdated",
      "ContactsMerged",
      "ContactUpdated",
      "ContactsMerged",
      "ContactsMerged",
    ];
    for (const { id } of [a, b, c, d]) expect(await kinds(id)).toEqual(all);
    expect(await kinds(c.id, 2)).toEqual(all);
    const cursors = (await historyOf(c.id)).map(({ cursor }) => cursor);
    expect(new Set(cursors).size).toBe(all.length);

    await merging(api.here.asAdmin).undo(merge.id);
    // Two again: each has its own, and that they were one.
    expect(await kinds(d.id)).toEqual(["ContactCreated", "ContactsMerged", "MergeUndone"]);
    expect(await kinds(c.id)).toEqual([...all.slice(1), "MergeUndone"]);
  });
});
