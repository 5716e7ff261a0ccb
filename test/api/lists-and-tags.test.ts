import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi, unknownId } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let asAdmin: Client;
let asAgent: Client;
beforeAll(async () => {
  api = await startApi();
  ({ asAdmin, asAgent } = api.here);
});
afterAll(() => api.stop());

type Kind = "List" | "Tag";
let made = 0;
const unique = (name: string) => `${name} ${++made}`;
const field = (kind: Kind) => kind.toLowerCase();

async function create(kind: Kind, name = unique(kind), by = asAdmin): Promise<string> {
  const fields = `... on Create${kind}Payload { ${field(kind)} { id name } }`;
  const answer = await by.mutate(`create${kind}`, { name }, fields);
  expect(answer.code, answer.message).toBeUndefined();
  return answer[field(kind)].id;
}
async function contact(workspace = api.here): Promise<string> {
  const values = { firstName: "A", lastName: "B", email: `${++made}@people.example` };
  const answer = await workspace.asAgent.mutate(
    "createContact",
    { values },
    "... on CreateContactPayload { contact { id } }",
  );
  return answer.contact.id;
}
async function guest() {
  const visitor = await api.here.visitor();
  await visitor.mutate("sendMessage", { text: "Hello" });
  return visitor;
}
const change = (name: string, input: object, by = asAgent) =>
  by.mutate(
    name,
    input,
    `... on PeopleNotFound { contactIds visitorIds } ${
      name.includes("agContacts") ? "... on TagNotFound { tagIds }" : ""
    }`,
  );
const changedBy = async (name: string, input: object) => {
  const payload = `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`;
  return (await asAgent.mutate(name, input, `... on ${payload} { changedCount }`)).changedCount;
};
const groupings = (contactId: string) =>
  asAgent
    .query("query ($id: ID!) { contact(id: $id) { lists { id } tags { id } } }", { id: contactId })
    .then(({ contact }) => ({
      lists: contact.lists.map(({ id }: { id: string }) => id),
      tags: contact.tags.map(({ id }: { id: string }) => id),
    }));

describe("making and naming", () => {
  it.each(["List", "Tag"] as const)(
    "a %s takes a name as it is read, and is found",
    async (kind) => {
      const name = unique("Spring   Fair");
      const id = await create(kind, `  ${name} `);
      const found = await asAgent.query(
        `query ($id: ID!) { ${field(kind)}s { id name } node(id: $id) { id ... on ${
          kind === "List" ? "ContactList" : "Tag"
        } { name createdAt } } }`,
        { id },
      );
      const expected = { id, name: name.replace(/\s+/g, " ") };
      expect(found[`${field(kind)}s`]).toContainEqual(expected);
      expect(found.node).toMatchObject(expected);
    },
  );

  it.each(["List", "Tag"] as const)("a %s can't have a bad name", async (kind) => {
    const input = (name: string) => ({ name });
    const groupingId = await create(kind);
    for (const [name, problem] of [
      ["", "BLANK"],
      [" \t\n ", "BLANK"],
      ["x".repeat(201), "TOO_LONG"],
      ["a\u0000b", "ILL_ENCODED"],
      // 200 characters that are spelled out to 3,600.
      ["\ufdfa".repeat(200), "TOO_LONG"],
    ] as const) {
      const refusal = { code: "INVALID_INPUT", problems: [{ path: "name", problem }] };
      expect(await asAdmin.mutate(`create${kind}`, input(name))).toMatchObject(refusal);
      const rename = { [`${field(kind)}Id`]: groupingId, name };
      expect(await asAdmin.mutate(`rename${kind}`, rename)).toMatchObject(refusal);
    }
    expect(await create(kind, `${"x".repeat(195)}${kind}`)).toBeTruthy();
  });

  it.each(["List", "Tag"] as const)(
    "a %s can't have another's name, and is told whose it is",
    async (kind) => {
      const name = unique("Vip");
      const id = await create(kind, name);
      const other = await create(kind);
      const existing = `existing${kind}`;
      const fields = `... on NameTaken { existingList { id } existingTag { id } }`;
      const taken = {
        code: "NAME_TAKEN",
        existingList: null,
        existingTag: null,
        [existing]: { id },
      };
      const written = name.toUpperCase().replace(" ", "\u00a0 ");
      expect(await asAdmin.mutate(`create${kind}`, { name: written }, fields)).toMatchObject(taken);
      const rename = { [`${field(kind)}Id`]: other, name: written };
      expect(await asAdmin.mutate(`rename${kind}`, rename, fields)).toMatchObject(taken);
      // In another workspace it is nobody's.
      expect(await create(kind, name, api.elsewhere.asAdmin)).toBeTruthy();
    },
  );

  it("the default list stays as it is", async () => {
    const { lists } = await asAdmin.query("{ lists { id isDefault } }");
    const listId = lists.find((list: { isDefault: boolean }) => list.isDefault).id;
    const refusal = { code: "DEFAULT_LIST_STAYS" };
    expect(await asAdmin.mutate("deleteList", { listId })).toMatchObject(refusal);
    expect(await asAdmin.mutate("renameList", { listId, name: "Mine" })).toMatchObject(refusal);
  });
});

describe("what is not there, or is another workspace's, alike", () => {
  it("lists and tags", async () => {
    for (const [kind, type] of [
      ["List", "ContactList"],
      ["Tag", "Tag"],
    ] as const) {
      const foreign = await create(kind, unique(kind), api.elsewhere.asAdmin);
      const other = await create(kind === "List" ? "Tag" : "List");
      const deleted = await create(kind);
      const id = `${field(kind)}Id`;
      expect(
        await asAdmin.mutate(
          `delete${kind}`,
          { [id]: deleted },
          `... on Delete${kind}Payload { deleted${kind}Id }`,
        ),
      ).toMatchObject({ [`deleted${kind}Id`]: deleted });
      const contactIds = [await contact()];
      const code = `${kind.toUpperCase()}_NOT_FOUND`;
      for (const given of [foreign, other, deleted, unknownId(type), "x"]) {
        const { node } = await asAdmin.query("query ($id: ID!) { node(id: $id) { __typename } }", {
          id: given,
        });
        if (given !== other) expect(node).toBeNull();
        expect(await asAdmin.mutate(`delete${kind}`, { [id]: given })).toMatchObject({ code });
        const rename = { [id]: given, name: unique("X") };
        expect(await asAdmin.mutate(`rename${kind}`, rename)).toMatchObject({ code });
        if (kind === "List")
          expect(await change("addToList", { listId: given, contactIds })).toMatchObject({ code });
        else
          expect(await change("tagContacts", { tagIds: [given], contactIds })).toMatchObject({
            code,
            tagIds: [given],
          });
      }
    }
  });

  it("people: nothing is done for any, and those that are not there are named as they were given", async () => {
    const [listId, tagId] = [await create("List"), await create("Tag")];
    const [here, foreign] = [await contact(), await contact(api.elsewhere)];
    const { visitorId } = await guest();
    // It signed in and never interacted.
    const silent = (await api.here.visitor()).visitorId;
    const gone = [foreign, "x", unknownId("Contact")];
    expect(
      await change("addToList", {
        listId,
        contactIds: [here, ...gone],
        visitorIds: [visitorId, silent, here],
      }),
    ).toMatchObject({
      code: "PEOPLE_NOT_FOUND",
      contactIds: gone,
      visitorIds: [silent, here],
    });
    expect(
      await change("tagContacts", { tagIds: [tagId], contactIds: [...gone, here] }),
    ).toMatchObject({ code: "PEOPLE_NOT_FOUND", contactIds: gone, visitorIds: [] });
    expect(await groupings(here)).toEqual({ lists: [], tags: [] });
  });

  it("too many, or nobody", async () => {
    const [listId, tagId] = [await create("List"), await create("Tag")];
    const ids = Array.from({ length: 1_001 }, (_, n) =>
      Buffer.from(`Contact:01890000-0000-7000-8000-${String(n).padStart(12, "0")}`).toString(
        "base64url",
      ),
    );
    const invalid = (path: string, problem: string) => ({
      code: "INVALID_INPUT",
      problems: [{ path, problem }],
    });
    expect(await change("addToList", { listId, contactIds: ids })).toMatchObject(
      invalid("contactIds", "TOO_LONG"),
    );
    expect(await change("removeFromList", { listId })).toMatchObject(
      invalid("contactIds", "BLANK"),
    );
    expect(await change("tagContacts", { tagIds: [tagId], contactIds: ids })).toMatchObject(
      invalid("contactIds", "TOO_LONG"),
    );
    expect(await change("untagContacts", { tagIds: [], contactIds: [] })).toMatchObject({
      code: "INVALID_INPUT",
      problems: [
        { path: "tagIds", problem: "BLANK" },
        { path: "contactIds", problem: "BLANK" },
      ],
    });
    const pairs = { tagIds: ["a", "b", "c"], contactIds: ids.slice(0, 667) };
    expect(await change("tagContacts", pairs)).toMatchObject(invalid("contactIds", "TOO_LONG"));
    const fewer = { ...pairs, contactIds: ids.slice(0, 666) };
    expect(await change("tagContacts", fewer)).toMatchObject({ code: "TAG_NOT_FOUND" });
    // The same one twice is one.
    const thousandTimes = Array.from({ length: 1_001 }, () => ids[0]);
    expect(await change("addToList", { listId, contactIds: thousandTimes })).toMatchObject({
      code: "PEOPLE_NOT_FOUND",
      contactIds: [ids[0]],
    });
  });
});

describe("who is on a list", () => {
  it("is shown from all sides, and counted", async () => {
    const listId = await create("List");
    const [one, other, archived] = [await contact(), await contact(), await contact()];
    const [first, second] = [await guest(), await guest()];
    const visitorIds = [first.visitorId, second.visitorId];
    expect(await changedBy("addToList", { listId, contactIds: [one, other, archived] })).toBe(3);
    expect(await changedBy("addToList", { listId, contactIds: [one], visitorIds })).toBe(2);
    expect(await changedBy("removeFromList", { listId, contactIds: [other] })).toBe(1);
    expect(await changedBy("removeFromList", { listId, contactIds: [other] })).toBe(0);
    await asAgent.mutate("archiveContact", { contactId: archived });
    const read = (after: string | null) =>
      asAgent.query(
        `query ($id: ID!, $after: String) { node(id: $id) { ... on ContactList {
          memberCount contacts { nodes { id } }
          visitors(first: 1, after: $after) { nodes { id lists { id } } pageInfo { endCursor hasNextPage } } } } }`,
        { id: listId, after },
      );
    const { node } = await read(null);
    expect(node).toMatchObject({ memberCount: 3, contacts: { nodes: [{ id: one }] } });
    const rest = await read(node.visitors.pageInfo.endCursor);
    const found = [...node.visitors.nodes, ...rest.node.visitors.nodes];
    expect(found.map(({ id }) => id).sort()).toEqual([...visitorIds].sort());
    expect(found.map(({ lists }) => lists)).toEqual([[{ id: listId }], [{ id: listId }]]);
    expect(rest.node.visitors.pageInfo.hasNextPage).toBe(false);
  });

  it("passes from a visitor to the contact, and unlinking gives nothing back", async () => {
    const listId = await create("List");
    const visitor = await guest();
    const visitorIds = [visitor.visitorId];
    await change("addToList", { listId, visitorIds });
    const email = `${++made}@guest.example`;
    await visitor.mutate("identify", { channel: "CHAT", claims: { email } });
    const seen = `query ($id: ID!) { anonymousVisitor(id: $id) { lists { id } contact { id lists { id } } } }`;
    const { anonymousVisitor } = await asAgent.query(seen, { id: visitor.visitorId });
    expect(anonymousVisitor.lists).toEqual([]);
    expect(anonymousVisitor.contact.lists).toContainEqual({ id: listId });
    await asAgent.mutate("unlinkVisitor", { visitorId: visitor.visitorId });
    expect((await asAgent.query(seen, { id: visitor.visitorId })).anonymousVisitor.lists).toEqual(
      [],
    );
    expect((await groupings(anonymousVisitor.contact.id)).lists).toContain(listId);
  });

  it("is nobody once it is deleted, before and after the memberships are removed", async () => {
    const [listId, tagId] = [await create("List"), await create("Tag")];
    const contactId = await contact();
    const { visitorId } = await guest();
    await change("addToList", { listId, contactIds: [contactId], visitorIds: [visitorId] });
    await change("tagContacts", { tagIds: [tagId], contactIds: [contactId] });
    expect(await groupings(contactId)).toEqual({ lists: [listId], tags: [tagId] });
    await asAdmin.mutate("deleteList", { listId });
    await asAdmin.mutate("deleteTag", { tagId });
    expect(await groupings(contactId)).toEqual({ lists: [], tags: [] });
    const { anonymousVisitor, lists, tags } = await asAgent.query(
      `query ($id: ID!) { anonymousVisitor(id: $id) { lists { id } } lists { id } tags { id } }`,
      { id: visitorId },
    );
    expect(anonymousVisitor.lists).toEqual([]);
    expect(lists).not.toContainEqual({ id: listId });
    expect(tags).not.toContainEqual({ id: tagId });
    for (const filter of [{ inAnyList: [listId] }, { withAllTags: [tagId] }])
      expect(await selected(filter)).toEqual([]);
  });
});

const selected = async (filter: object): Promise<string[]> => {
  const { contacts } = await asAgent.query(
    "query ($filter: ContactFilter) { contacts(first: 100, filter: $filter) { nodes { id } } }",
    { filter },
  );
  return contacts.nodes.map(({ id }: { id: string }) => id);
};

describe("contacts by list and tag", () => {
  it("any, all and none, together", async () => {
    const [a, b] = [await create("List"), await create("List")];
    const [vip, late] = [await create("Tag"), await create("Tag")];
    const [one, two, three] = [await contact(), await contact(), await contact()];
    await change("addToList", { listId: a, contactIds: [one, two] });
    await change("addToList", { listId: b, contactIds: [two, three] });
    await change("tagContacts", { tagIds: [vip, late], contactIds: [one] });
    await change("tagContacts", { tagIds: [vip], contactIds: [three] });
    const nothing = unknownId("ContactList");
    for (const [filter, expected] of [
      [{ inAnyList: [a, b] }, [three, two, one]],
      [{ inAllLists: [a, b] }, [two]],
      [{ inAnyList: [a, b], inNoneOfLists: [a, nothing] }, [three]],
      [{ withAnyTag: [vip, late] }, [three, one]],
      [{ withAllTags: [vip, late] }, [one]],
      [{ withAnyTag: [vip], withNoneOfTags: [late] }, [three]],
      [{ inAnyList: [a], withAnyTag: [vip] }, [one]],
      [{ inAllLists: [a, nothing] }, []],
      [{ inAnyList: [nothing, "x", vip] }, []],
      [{ inAnyList: [] }, []],
      [{ inAnyList: [a], withAllTags: [], inNoneOfLists: [] }, [two, one]],
      [{ inAnyList: [a], status: "ARCHIVED" }, []],
    ] as [object, string[]][])
      expect(await selected(filter), JSON.stringify(filter)).toEqual(expected);
  });

  it("not too many lists in one condition", async () => {
    const { errors } = await asAgent.send(
      "query ($filter: ContactFilter) { contacts(filter: $filter) { nodes { id } } }",
      { filter: { inAnyList: Array.from({ length: 51 }, () => "x") } },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "TOO_MANY_IDS" });
  });
});

it("every change is in the event stream, by whom, and once", async () => {
  const listId = await create("List", "Stream");
  const tagId = await create("Tag", "Stream");
  const contactId = await contact();
  const { visitorId } = await guest();
  await asAgent.mutate("renameList", { listId, name: "Flow" });
  for (let twice = 0; twice < 2; twice++) {
    await change("addToList", { listId, contactIds: [contactId], visitorIds: [visitorId] });
    await change("tagContacts", { tagIds: [tagId], contactIds: [contactId] });
  }
  await change("removeFromList", { listId, contactIds: [contactId], visitorIds: [visitorId] });
  await change("untagContacts", { tagIds: [tagId], contactIds: [contactId] });
  await asAdmin.mutate("renameTag", { tagId, name: "Flow" });
  await asAdmin.mutate("deleteList", { listId });
  await asAdmin.mutate("deleteTag", { tagId });

  const { identityEvents } = await asAdmin.query(`{ identityEvents(first: 100, filter: { kinds: [
    LIST_CREATED, LIST_RENAMED, LIST_DELETED, TAG_CREATED, TAG_RENAMED, TAG_DELETED, CONTACT_LISTED,
    CONTACT_UNLISTED, VISITOR_LISTED, VISITOR_UNLISTED, CONTACT_TAGGED, CONTACT_UNTAGGED] }) {
      ... on IdentityEventConnection { nodes { __typename contactId visitorId actor { __typename }
        ... on ListEvent { listId list { id } } ... on TagEvent { tagId tag { id } }
        ... on ListCreated { name } ... on ListRenamed { previousName name } ... on ListDeleted { name }
        ... on TagRenamed { previousName name } } } } }`);
  const mine = identityEvents.nodes.filter(
    (event: { listId?: string; tagId?: string }) =>
      event.listId === listId || event.tagId === tagId,
  );
  expect(mine).toMatchObject([
    { __typename: "ListCreated", name: "Stream", list: null, contactId: null },
    { __typename: "TagCreated", tag: null },
    { __typename: "ListRenamed", previousName: "Stream", name: "Flow" },
    { __typename: "ContactListed", contactId },
    { __typename: "VisitorListed", visitorId },
    { __typename: "ContactTagged", contactId },
    { __typename: "ContactUnlisted", contactId },
    { __typename: "VisitorUnlisted", visitorId },
    { __typename: "ContactUntagged", contactId },
    { __typename: "TagRenamed", previousName: "Stream", name: "Flow" },
    { __typename: "ListDeleted", name: "Flow" },
    { __typename: "TagDeleted" },
  ]);
});

it("an integration key that may write contacts makes lists and tags people, but makes no tags", async () => {
  const key = await api.here.keyWith(["WRITE_CONTACTS"]);
  const tagId = await create("Tag");
  const contactIds = [await contact()];
  const listId = await create("List", unique("List"), key);
  expect(await change("addToList", { listId, contactIds }, key)).not.toHaveProperty("code");
  expect(await change("tagContacts", { tagIds: [tagId], contactIds }, key)).not.toHaveProperty(
    "code",
  );
  const fields = "... on NameTaken { existingList { id } }";
  const name = unique("Secret");
  await create("List", name);
  expect(await key.mutate("createList", { name }, fields)).toMatchObject({
    code: "NAME_TAKEN",
    existingList: null,
  });
});
