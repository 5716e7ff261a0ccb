import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi, type TestWorkspace, unknownId } from "../support/api.ts";
import { email, PERSON, peopleOf } from "../support/people-page.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let here: TestWorkspace;
let people: ReturnType<typeof peopleOf>;
beforeAll(async () => {
  api = await startApi();
  here = api.here;
  people = peopleOf(here);
});
afterAll(() => api.stop());

describe("the contacts page", () => {
  it("lists contacts and push visitors together, the newest first, and guests on request", async () => {
    const before = await people.onPage();
    const one = await people.known({ email: email() });
    const push = await people.pushVisitor();
    const hidden = await people.guest();
    const two = await people.known({ email: email() });
    const came = (ids: string[]) => ids.filter((id) => !before.includes(id));
    expect(came(await people.onPage())).toEqual([two.id, push.visitorId, one.id]);
    expect(came(await people.onPage("show: [ANONYMOUS_CONVERSATIONS]"))).toEqual([
      hidden.visitorId,
    ]);
    const all = "show: [IDENTIFIED, ARCHIVED, ANONYMOUS_PUSH, ANONYMOUS_CONVERSATIONS]";
    expect(came(await people.onPage(all))).toEqual([
      two.id,
      hidden.visitorId,
      push.visitorId,
      one.id,
    ]);

    await here.asAgent.mutate("archiveContact", { contactId: two.id });
    expect(came(await people.onPage())).toEqual([push.visitorId, one.id]);
    expect(await people.onPage("show: [ARCHIVED]")).toContain(two.id);

    // A guest that opts in is listed as push from then on, once.
    await hidden.mutate("optInToPush", {});
    expect(came(await people.onPage())).toEqual([hidden.visitorId, push.visitorId, one.id]);
  });

  it("has as many people as the counts say, whatever the size of the page", async () => {
    const page = await people.onPage();
    const now = await people.counts();
    expect(page.length).toBe(now.contactsPageTotal);
    expect(now.contactsPageTotal).toBe(now.identified + now.anonymousPush);
    expect(now.homeTotal).toBe(now.contactsPageTotal + now.anonymousConversations);
    for (const size of [1, 2, 3]) expect(await people.onPage("", size)).toEqual(page);
  });

  it("shows nobody twice and skips nobody who stays put while others come, are identified and archived", async () => {
    const stay = [await people.known({ email: email() }), await people.known({ email: email() })];
    const becomes = await people.pushVisitor();
    const leaves = await people.known({ email: email() });
    const first = await here.asAgent.query(
      `{ people(first: 1) { nodes { ${PERSON} } pageInfo { endCursor } } }`,
    );
    expect(first.people.nodes[0].id).toBe(leaves.id);
    await people.known({ email: email() });
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
    const { id } = await people.known({ email: email() });
    await people.pushVisitor();
    const { memberId } = here.agent;
    const assigned = await here.asAgent.mutate("assignContact", {
      contactId: id,
      assigneeId: memberId,
    });
    expect(assigned.code).toBeUndefined();
    expect(await people.onPage(`assigneeId: "${memberId}"`)).toEqual([id]);
    expect(
      await people.onPage(`assigneeId: "${memberId}", show: [ARCHIVED, ANONYMOUS_PUSH]`),
    ).toEqual([]);
    for (const nobody of [here.admin.memberId, unknownId("Member"), "no id", ""])
      expect(await people.onPage(`assigneeId: "${nobody}"`)).toEqual([]);
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
    expect(await people.onPage()).not.toContain(theirs.visitorId);
    const { createList } = await api.elsewhere.asAdmin
      .mutate("createList", { name: "Theirs" }, "... on CreateListPayload { list { id } }")
      .then((createList) => ({ createList }));
    expect(await people.onPage(`inAnyList: ["${createList.list.id}"]`)).toEqual([]);
    expect(await people.countOf(`channel: EMAIL, inAnyList: ["${createList.list.id}"]`)).toBe(0);
    expect(await people.onPage(`assigneeId: "${unknownId("Member")}"`)).toEqual([]);
  });
});
