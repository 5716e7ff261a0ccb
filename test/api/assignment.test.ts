import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi, unknownId } from "../support/api.ts";
import { chatting, merging } from "../support/merging.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let people: ReturnType<typeof merging>;
beforeAll(async () => {
  api = await startApi();
  people = merging(api.here.asAdmin);
});
afterAll(() => api.stop());

async function newMember(name: string): Promise<string> {
  const input = { name, role: "AGENT", email: `${name}@shop.example`, password: "correct horse" };
  const fields = "... on CreateMemberPayload { member { id } }";
  return (await api.here.asAdmin.mutate("createMember", input, fields)).member.id;
}

const assign = (contactId: string, assigneeId: string | null, client = api.here.asAgent) =>
  client.mutate(
    "assignContact",
    { contactId, assigneeId },
    "... on AssignContactPayload { contact { id assignee { id name } } }",
  );
const remove = (memberId: string) =>
  api.here.asAdmin.mutate(
    "removeMember",
    { memberId },
    "... on RemoveMemberPayload { member { id removedAt } unassignedContacts unassignedConversations }",
  );
const contact = async (values = {}) => (await people.contact(values)).id;
const found = async (filter: object) => {
  const query = `query ($filter: ContactFilter) { contacts(first: 100, filter: $filter) { nodes { id } } }`;
  const { contacts } = await api.here.asAgent.query(query, { filter });
  return contacts.nodes.map(({ id }: { id: string }) => id);
};

describe("assignContact", () => {
  it("makes a contact a member's, another's, and nobody's", async () => {
    const [mia, tom] = [await newMember("mia"), await newMember("tom")];
    const id = await contact({ email: "one@assign.example" });
    expect((await assign(id, mia)).contact).toEqual({ id, assignee: { id: mia, name: "mia" } });
    expect(await found({ assigneeId: mia })).toEqual([id]);
    expect((await assign(id, tom)).contact.assignee.id).toBe(tom);
    expect(await found({ assigneeId: mia })).toEqual([]);
    expect(await found({ unassigned: true })).not.toContain(id);
    expect(await found({ unassigned: false })).toContain(id);
    expect((await assign(id, null)).contact.assignee).toBeNull();
    expect(await found({ unassigned: true })).toContain(id);
    expect(await found({ unassigned: false })).not.toContain(id);
    const { contact: read } = await api.here.asAgent.query(
      `query ($id: ID!) { contact(id: $id) { history { nodes { actor { member { id } } ... on ContactAssigned {
        assignmentCause assigneeId assignee { name } previousAssigneeId previousAssignee { name } } } } } }`,
      { id },
    );
    const actor = { member: { id: api.here.agent.memberId } };
    const by = { actor, assignmentCause: "BY_HAND" };
    const ofMia = [mia, { name: "mia" }] as const;
    const ofTom = [tom, { name: "tom" }] as const;
    const changes = [
      [null, null, ...ofMia],
      [...ofMia, ...ofTom],
      [...ofTom, null, null],
    ];
    expect(read.history.nodes.slice(1)).toEqual(
      changes.map(([previousAssigneeId, previousAssignee, assigneeId, assignee]) => ({
        ...by,
        previousAssigneeId,
        previousAssignee,
        assigneeId,
        assignee,
      })),
    );
  });

  it("leads from a merged contact to the one that survived", async () => {
    const mia = await newMember("mia2");
    const [survivor, loser] = [await contact(), await contact()];
    await people.merge(survivor, loser);
    expect((await assign(loser, mia)).contact).toMatchObject({ id: survivor });
  });

  it("is refused for what is not there, not an id, or of another workspace", async () => {
    const id = await contact();
    const elsewhere = api.elsewhere.agent.memberId;
    for (const member of ["x", unknownId("Member"), elsewhere, id])
      expect(await assign(id, member), member).toMatchObject({ code: "MEMBER_NOT_FOUND" });
    const { memberId } = api.here.agent;
    for (const one of ["x", unknownId("Contact"), memberId])
      expect(await assign(one, memberId), one).toMatchObject({ code: "CONTACT_NOT_FOUND" });
    expect(await assign(id, elsewhere, api.elsewhere.asAgent)).toMatchObject({
      code: "CONTACT_NOT_FOUND",
    });
    for (const member of ["x", unknownId("Member"), elsewhere])
      expect(await found({ assigneeId: member })).toEqual([]);
  });
});

describe("a conversation", () => {
  it("is its contact's assignee's from the next message on, and its visitor is not told", async () => {
    const mia = await newMember("mia3");
    const { visitor, id } = await chatting(api.here).known({ email: "talk@assign.example" });
    await assign(id, mia);
    await visitor.mutate("sendMessage", { text: "Me again" });
    const { conversations } = await api.here.asAgent.query(
      "query ($member: ID) { conversations(filter: { assigneeId: $member }) { nodes { id assignee { id } contact { id } } } }",
      { member: mia },
    );
    expect(conversations.nodes).toEqual([
      { id: expect.any(String), assignee: { id: mia }, contact: { id } },
    ]);
    const sent = await visitor.mutate(
      "sendMessage",
      { text: "And again" },
      "... on SendMessagePayload { conversation { id assignee { id } } }",
    );
    expect(sent.conversation).toEqual({ id: conversations.nodes[0].id, assignee: null });
  });
});

describe("removeMember", () => {
  it("says what became nobody's, and nothing shows the member any more", async () => {
    const mia = await newMember("mia4");
    const { visitor, id } = await chatting(api.here).known({ email: "left@assign.example" });
    const other = await contact();
    await assign(id, mia);
    await assign(other, mia);
    await visitor.mutate("sendMessage", { text: "Me again" });
    expect(await remove(mia)).toMatchObject({
      member: { id: mia, removedAt: expect.any(String) },
      unassignedContacts: 2,
      unassignedConversations: 1,
    });
    expect(await remove(mia)).toMatchObject({ unassignedContacts: 0, unassignedConversations: 0 });
    expect(await assign(id, mia)).toMatchObject({ code: "MEMBER_NOT_FOUND" });
    const { contact: read } = await api.here.asAgent.query(
      `query ($id: ID!) { contact(id: $id) { assignee { id } conversations { nodes { assignee { id } } }
        history(first: 100) { nodes { ... on AssignmentEvent { __typename assignmentCause previousAssignee { name } } } } } }`,
      { id },
    );
    expect(read).toMatchObject({
      assignee: null,
      conversations: { nodes: [{ assignee: null }] },
    });
    expect(read.history.nodes.slice(-2)).toEqual([
      {
        __typename: "ContactAssigned",
        assignmentCause: "MEMBER_REMOVED",
        previousAssignee: { name: "mia4" },
      },
      {
        __typename: "ConversationAssigned",
        assignmentCause: "MEMBER_REMOVED",
        previousAssignee: { name: "mia4" },
      },
    ]);
  });

  it("that was cut off shows nobody's until it is finished", async () => {
    const mia = await newMember("mia5");
    const { visitor, id } = await chatting(api.here).known({ email: "cut@assign.example" });
    await assign(id, mia);
    await visitor.mutate("sendMessage", { text: "Me again" });
    // The server was killed between the removal and what follows.
    await api.database.pool.query("update member set removed_at = now() where name = 'mia5'");
    const read = async () =>
      (
        await api.here.asAgent.query(
          "query ($id: ID!) { contact(id: $id) { assignee { id } conversations { nodes { assignee { id } } } } }",
          { id },
        )
      ).contact;
    const nobodys = { assignee: null, conversations: { nodes: [{ assignee: null }] } };
    expect(await read()).toEqual(nobodys);
    expect(await found({ assigneeId: mia })).toEqual([]);
    const query = `query ($filter: PeopleFilter) { people(filter: $filter) { nodes { __typename } } }`;
    const { people } = await api.here.asAgent.query(query, { filter: { assigneeId: mia } });
    expect(people.nodes).toEqual([]);
    expect(await found({ unassigned: true })).toContain(id);
    expect(await found({ unassigned: false })).not.toContain(id);
    // Whoever removes it again finishes it, too.
    expect(await remove(mia)).toMatchObject({ unassignedContacts: 1, unassignedConversations: 1 });
    expect(await read()).toEqual(nobodys);
  });
});
