import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestWorkspace, unknownId, type Visitor } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let here: TestWorkspace;
beforeAll(async () => {
  api = await startApi();
  here = api.here;
});
afterAll(() => api.stop());

const PERSON = "__typename ... on Contact { id } ... on AnonymousVisitor { id }";

/** The ids of all people of a field, page by page. */
async function readAll(select: (page: string) => string, path: readonly string[], first = 100) {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = `first: ${first}${after === null ? "" : `, after: "${after}"`}`;
    const data = await here.asAgent.query(select(page));
    const people = path.reduce((inner, name) => inner[name], data);
    ids.push(...people.nodes.map(({ id }: { id: string }) => id));
    if (!people.pageInfo.hasNextPage) return ids;
    after = people.pageInfo.endCursor;
  }
}
const onPage = (filter = "", first?: number) =>
  readAll(
    (page) =>
      `{ people(${page}, filter: { ${filter} }) { nodes { ${PERSON} } pageInfo { hasNextPage endCursor } } }`,
    ["people"],
    first,
  );
const reached = (filter: string, first?: number) =>
  readAll(
    (page) =>
      `{ audience(filter: { ${filter} }) { people(${page}) { nodes { ${PERSON} } pageInfo { hasNextPage endCursor } } } }`,
    ["audience", "people"],
    first,
  );
const countOf = async (filter: string): Promise<number> =>
  (await here.asAgent.query(`{ audience(filter: { ${filter} }) { count } }`)).audience.count;
const counts = async () =>
  (
    await here.asAgent.query(
      "{ workspace { counts { identified archived anonymousPush anonymousConversations contactsPageTotal homeTotal } } }",
    )
  ).workspace.counts;

const contactOf = async (visitor: Visitor): Promise<string> =>
  (await here.asAgent.query(`{ anonymousVisitor(id: "${visitor.visitorId}") { contact { id } } }`))
    .anonymousVisitor.contact.id;

async function known(claims: object): Promise<{ visitor: Visitor; id: string }> {
  const visitor = await here.visitor();
  await visitor.mutate("identify", { channel: "FORM", claims });
  return { visitor, id: await contactOf(visitor) };
}
async function guest(): Promise<Visitor> {
  const visitor = await here.visitor();
  await visitor.mutate("sendMessage", { text: "Hello" });
  return visitor;
}
async function pushVisitor(): Promise<Visitor> {
  const visitor = await here.visitor();
  await visitor.mutate("optInToPush", {});
  return visitor;
}

let serial = 0;
const email = () => `person${serial++}@home.example`;
const phone = () => `+6140000${String(serial++).padStart(4, "0")}`;

describe("the contacts page", () => {
  it("lists contacts and push visitors together, the newest first, and guests on request", async () => {
    const before = await onPage();
    const one = await known({ email: email() });
    const push = await pushVisitor();
    const hidden = await guest();
    const two = await known({ email: email() });
    const came = (ids: string[]) => ids.filter((id) => !before.includes(id));
    expect(came(await onPage())).toEqual([two.id, push.visitorId, one.id]);
    expect(came(await onPage("show: [ANONYMOUS_CONVERSATIONS]"))).toEqual([hidden.visitorId]);
    const all = "show: [IDENTIFIED, ARCHIVED, ANONYMOUS_PUSH, ANONYMOUS_CONVERSATIONS]";
    expect(came(await onPage(all))).toEqual([two.id, hidden.visitorId, push.visitorId, one.id]);

    await here.asAgent.mutate("archiveContact", { contactId: two.id });
    expect(came(await onPage())).toEqual([push.visitorId, one.id]);
    expect(await onPage("show: [ARCHIVED]")).toContain(two.id);

    // A guest that opts in is listed as push from then on, once.
    await hidden.mutate("optInToPush", {});
    expect(came(await onPage())).toEqual([hidden.visitorId, push.visitorId, one.id]);
  });

  it("has as many people as the counts say, whatever the size of the page", async () => {
    const page = await onPage();
    const now = await counts();
    expect(page.length).toBe(now.contactsPageTotal);
    expect(now.contactsPageTotal).toBe(now.identified + now.anonymousPush);
    expect(now.homeTotal).toBe(now.contactsPageTotal + now.anonymousConversations);
    for (const size of [1, 2, 3]) expect(await onPage("", size)).toEqual(page);
  });

  it("shows nobody twice and skips nobody who stays put while others come, are identified and archived", async () => {
    const stay = [await known({ email: email() }), await known({ email: email() })];
    const becomes = await pushVisitor();
    const leaves = await known({ email: email() });
    const first = await here.asAgent.query(
      `{ people(first: 1) { nodes { ${PERSON} } pageInfo { endCursor } } }`,
    );
    expect(first.people.nodes[0].id).toBe(leaves.id);
    await known({ email: email() });
    await becomes.mutate("identify", { channel: "LOGIN", claims: { email: email() } });
    await here.asAgent.mutate("archiveContact", { contactId: leaves.id });
    const rest = await here.asAgent.query(
      `{ people(first: 100, after: "${first.people.pageInfo.endCursor}") { nodes { ${PERSON} } } }`,
    );
    const ids = rest.people.nodes.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(leaves.id);
    expect(ids).not.toContain(becomes.visitorId);
    expect(ids.slice(0, 2)).toEqual([stay[1]?.id, stay[0]?.id]);
  });

  it("of a member has the contacts that are assigned to it, and no visitors", async () => {
    const { id } = await known({ email: email() });
    await pushVisitor();
    const { memberId } = here.agent;
    const assigned = await here.asAgent.mutate("assignContact", {
      contactId: id,
      assigneeId: memberId,
    });
    expect(assigned.code).toBeUndefined();
    expect(await onPage(`assigneeId: "${memberId}"`)).toEqual([id]);
    expect(await onPage(`assigneeId: "${memberId}", show: [ARCHIVED, ANONYMOUS_PUSH]`)).toEqual([]);
    for (const nobody of [here.admin.memberId, unknownId("Member"), "no id"])
      expect(await onPage(`assigneeId: "${nobody}"`)).toEqual([]);
  });

  it("refuses pages of a million, and cursors of another list", async () => {
    const { errors } = await here.asAgent.send(
      "{ people(first: 1000000) { nodes { __typename } } }",
    );
    expect(errors?.[0]?.extensions?.code).toBe("INVALID_PAGE_SIZE");
    const cursor = (await here.asAgent.query("{ contacts(first: 1) { pageInfo { endCursor } } }"))
      .contacts.pageInfo.endCursor;
    const other = await here.asAgent.send(
      `{ people(after: "${cursor}") { nodes { __typename } } }`,
    );
    expect(other.errors?.[0]?.extensions?.code).toBe("INVALID_CURSOR");
  });

  it("shows nothing of another workspace, and a list of another workspace has nobody", async () => {
    const theirs = await api.elsewhere.visitor();
    await theirs.mutate("optInToPush", {});
    expect(await onPage()).not.toContain(theirs.visitorId);
    const { createList } = await api.elsewhere.asAdmin
      .mutate("createList", { name: "Theirs" }, "... on CreateListPayload { list { id } }")
      .then((createList) => ({ createList }));
    expect(await onPage(`inAnyList: ["${createList.list.id}"]`)).toEqual([]);
    expect(await countOf(`channel: EMAIL, inAnyList: ["${createList.list.id}"]`)).toBe(0);
    expect(await onPage(`assigneeId: "${unknownId("Member")}"`)).toEqual([]);
  });
});

describe("an audience", () => {
  let list: string;
  let vip: string;
  let late: string;
  let both: { visitor: Visitor; id: string };
  let byEmail: { visitor: Visitor; id: string };
  let byPhone: { visitor: Visitor; id: string };
  let push: Visitor;
  beforeEach(async () => {
    const name = `Group ${serial++}`;
    list = (
      await here.asAgent.mutate("createList", { name }, "... on CreateListPayload { list { id } }")
    ).list.id;
    const tag = async (tagName: string) =>
      (
        await here.asAdmin.mutate(
          "createTag",
          { name: tagName },
          "... on CreateTagPayload { tag { id } }",
        )
      ).tag.id;
    vip = await tag(`vip ${name}`);
    late = await tag(`late ${name}`);
    both = await known({ email: email(), phone: phone() });
    byEmail = await known({ email: email() });
    byPhone = await known({ phone: phone() });
    push = await pushVisitor();
    const contactIds = [both.id, byEmail.id, byPhone.id];
    const added = await here.asAgent.mutate("addToList", {
      listId: list,
      contactIds,
      visitorIds: [push.visitorId],
    });
    expect(added.code).toBeUndefined();
    await here.asAgent.mutate("tagContacts", { tagIds: [vip], contactIds });
    await here.asAgent.mutate("tagContacts", { tagIds: [late], contactIds: [byEmail.id] });
  });

  it("is who has what the channel takes", async () => {
    const on = `inAnyList: ["${list}"]`;
    expect(await reached(`channel: EMAIL, ${on}`)).toEqual([byEmail.id, both.id]);
    expect(await reached(`channel: SMS, ${on}`)).toEqual([byPhone.id, both.id]);
    expect(await reached(`channel: WHATSAPP, ${on}`, 1)).toEqual([byPhone.id, both.id]);
    expect(await reached(`channel: PUSH, ${on}`)).toEqual([push.visitorId]);
    await both.visitor.mutate("optInToPush", {});
    expect(await reached(`channel: PUSH, ${on}`)).toEqual([push.visitorId, both.id]);
    expect(await countOf(`channel: PUSH, ${on}`)).toBe(2);
    await push.mutate("optOutOfPush", {});
    expect(await reached(`channel: PUSH, ${on}`)).toEqual([both.id]);
    // It came for push, so it stays on the page; nothing reaches it.
    expect(await onPage(on)).toEqual([push.visitorId, byPhone.id, byEmail.id, both.id]);
  });

  it("is any combination of lists and tags", async () => {
    const email = (filter: string) => reached(`channel: EMAIL, ${filter}`);
    expect(await email(`withAllTags: ["${vip}", "${late}"]`)).toEqual([byEmail.id]);
    expect(await email(`withAnyTag: ["${vip}", "${late}"]`)).toEqual([byEmail.id, both.id]);
    expect(await email(`inAllLists: ["${list}"], withNoneOfTags: ["${late}"]`)).toEqual([both.id]);
    expect(await email(`withAnyTag: ["${vip}"], inNoneOfLists: ["${list}"]`)).toEqual([]);
    // Anonymous visitors have no tags.
    await both.visitor.mutate("optInToPush", {});
    expect(await reached(`channel: PUSH, withAnyTag: ["${vip}"]`)).toEqual([both.id]);
    expect(
      await countOf(`channel: EMAIL, withAnyTag: ["${vip}"], withNoneOfTags: ["${late}"]`),
    ).toBe(1);
  });

  it("has nobody of a list or tag that is not there any more, or never was; and leaves out nobody for it", async () => {
    const email = (filter: string) => reached(`channel: EMAIL, ${filter}`);
    const onIt = [byEmail.id, both.id];
    for (const gone of [unknownId("ContactList"), "no id", vip]) {
      expect(await email(`inAnyList: ["${gone}"]`)).toEqual([]);
      expect(await email(`inAllLists: ["${list}", "${gone}"]`)).toEqual([]);
      expect(await email(`inAnyList: ["${list}", "${gone}"]`)).toEqual(onIt);
      expect(await email(`inAnyList: ["${list}"], inNoneOfLists: ["${gone}"]`)).toEqual(onIt);
    }
    const deletedTag = { tagId: vip };
    expect((await here.asAdmin.mutate("deleteTag", deletedTag)).code).toBeUndefined();
    expect(await email(`withAnyTag: ["${vip}"]`)).toEqual([]);
    expect(await countOf(`channel: EMAIL, inAnyList: ["${list}"], withAllTags: ["${vip}"]`)).toBe(
      0,
    );
    expect(await email(`inAnyList: ["${list}"], withNoneOfTags: ["${vip}"]`)).toEqual(onIt);
    expect((await here.asAdmin.mutate("deleteList", { listId: list })).code).toBeUndefined();
    expect(await email(`inAnyList: ["${list}"]`)).toEqual([]);
    expect(await onPage(`inAllLists: ["${list}"]`)).toEqual([]);
    expect(await email(`inNoneOfLists: ["${list}"]`)).toEqual(expect.arrayContaining(onIt));
  });

  it("never has an archived contact, and nobody twice", async () => {
    await here.asAgent.mutate("archiveContact", { contactId: byEmail.id });
    const device = await here.visitor();
    await device.mutate("optInToPush", {});
    await both.visitor.mutate("optInToPush", {});
    const mail = (await here.asAgent.query(`{ contact(id: "${both.id}") { email } }`)).contact
      .email;
    await device.mutate("identify", { channel: "LOGIN", claims: { email: mail } });
    expect(await contactOf(device)).toBe(both.id);
    expect(await reached(`channel: EMAIL, inAnyList: ["${list}"]`)).toEqual([both.id]);
    expect(await reached(`channel: PUSH, inAnyList: ["${list}"]`)).toEqual([
      push.visitorId,
      both.id,
    ]);
  });

  it("has whom a merge left once, by the id of the survivor", async () => {
    const merge = { survivorId: byPhone.id, mergedContactId: byEmail.id };
    const merged = await here.asAgent.mutate("mergeContacts", merge);
    expect(merged.code).toBeUndefined();
    expect(await reached(`channel: EMAIL, inAnyList: ["${list}"]`)).toEqual([byPhone.id, both.id]);
    expect(await countOf(`channel: SMS, withAnyTag: ["${late}"]`)).toBe(1);
    expect(await onPage("show: [IDENTIFIED, ARCHIVED]")).not.toContain(byEmail.id);
    for (const status of ["ACTIVE", "ARCHIVED"]) {
      const query = `{ contacts(first: 100, filter: { status: ${status} }) { nodes { id } } }`;
      const { nodes } = (await here.asAgent.query(query)).contacts;
      expect(nodes).not.toContainEqual({ id: byEmail.id });
    }
    const page = await onPage();
    expect(page.length).toBe((await counts()).contactsPageTotal);
  });
});
