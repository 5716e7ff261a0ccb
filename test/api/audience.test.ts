import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startApi, type TestWorkspace, unknownId, type Visitor } from "../support/api.ts";
import { email, groupName, peopleOf, phone } from "../support/people-page.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let here: TestWorkspace;
let people: ReturnType<typeof peopleOf>;
beforeAll(async () => {
  api = await startApi();
  here = api.here;
  people = peopleOf(here);
});
afterAll(() => api.stop());

describe("an audience", () => {
  let list: string;
  let vip: string;
  let late: string;
  let both: { visitor: Visitor; id: string };
  let byEmail: { visitor: Visitor; id: string };
  let byPhone: { visitor: Visitor; id: string };
  let push: Visitor;
  beforeEach(async () => {
    const name = groupName();
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
    both = await people.known({ email: email(), phone: phone() });
    byEmail = await people.known({ email: email() });
    byPhone = await people.known({ phone: phone() });
    push = await people.pushVisitor();
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
    expect(await people.reached(`channel: EMAIL, ${on}`)).toEqual([byEmail.id, both.id]);
    expect(await people.reached(`channel: SMS, ${on}`)).toEqual([byPhone.id, both.id]);
    expect(await people.reached(`channel: WHATSAPP, ${on}`, 1)).toEqual([byPhone.id, both.id]);
    expect(await people.reached(`channel: PUSH, ${on}`)).toEqual([push.visitorId]);
    await both.visitor.mutate("optInToPush", {});
    expect(await people.reached(`channel: PUSH, ${on}`)).toEqual([push.visitorId, both.id]);
    expect(await people.countOf(`channel: PUSH, ${on}`)).toBe(2);
    await push.mutate("optOutOfPush", {});
    expect(await people.reached(`channel: PUSH, ${on}`)).toEqual([both.id]);
    // It came for push, so it stays on the page; nothing reaches it.
    expect(await people.onPage(on)).toEqual([push.visitorId, byPhone.id, byEmail.id, both.id]);
  });

  it("is any combination of lists and tags", async () => {
    const email = (filter: string) => people.reached(`channel: EMAIL, ${filter}`);
    expect(await email(`withAllTags: ["${vip}", "${late}"]`)).toEqual([byEmail.id]);
    expect(await email(`withAnyTag: ["${vip}", "${late}"]`)).toEqual([byEmail.id, both.id]);
    expect(await email(`inAllLists: ["${list}"], withNoneOfTags: ["${late}"]`)).toEqual([both.id]);
    expect(await email(`withAnyTag: ["${vip}"], inNoneOfLists: ["${list}"]`)).toEqual([]);
    // Anonymous visitors have no tags.
    await both.visitor.mutate("optInToPush", {});
    expect(await people.reached(`channel: PUSH, withAnyTag: ["${vip}"]`)).toEqual([both.id]);
    expect(
      await people.countOf(`channel: EMAIL, withAnyTag: ["${vip}"], withNoneOfTags: ["${late}"]`),
    ).toBe(1);
  });

  it("has nobody of a list or tag that is not there any more, or never was; and leaves out nobody for it", async () => {
    const email = (filter: string) => people.reached(`channel: EMAIL, ${filter}`);
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
    expect(
      await people.countOf(`channel: EMAIL, inAnyList: ["${list}"], withAllTags: ["${vip}"]`),
    ).toBe(0);
    expect(await email(`inAnyList: ["${list}"], withNoneOfTags: ["${vip}"]`)).toEqual(onIt);
    expect((await here.asAdmin.mutate("deleteList", { listId: list })).code).toBeUndefined();
    expect(await email(`inAnyList: ["${list}"]`)).toEqual([]);
    expect(await people.onPage(`inAllLists: ["${list}"]`)).toEqual([]);
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
    expect(await people.contactOf(device)).toBe(both.id);
    expect(await people.reached(`channel: EMAIL, inAnyList: ["${list}"]`)).toEqual([both.id]);
    expect(await people.reached(`channel: PUSH, inAnyList: ["${list}"]`)).toEqual([
      push.visitorId,
      both.id,
    ]);
  });

  it("has whom a merge left once, by the id of the survivor", async () => {
    const merge = { survivorId: byPhone.id, mergedContactId: byEmail.id };
    const merged = await here.asAgent.mutate("mergeContacts", merge);
    expect(merged.code).toBeUndefined();
    expect(await people.reached(`channel: EMAIL, inAnyList: ["${list}"]`)).toEqual([
      byPhone.id,
      both.id,
    ]);
    expect(await people.countOf(`channel: SMS, withAnyTag: ["${late}"]`)).toBe(1);
    expect(await people.onPage("show: [IDENTIFIED, ARCHIVED]")).not.toContain(byEmail.id);
    for (const status of ["ACTIVE", "ARCHIVED"]) {
      const query = `{ contacts(first: 100, filter: { status: ${status} }) { nodes { id } } }`;
      const { nodes } = (await here.asAgent.query(query)).contacts;
      expect(nodes).not.toContainEqual({ id: byEmail.id });
    }
    const page = await people.onPage();
    expect(page.length).toBe((await people.counts()).contactsPageTotal);
  });
});
