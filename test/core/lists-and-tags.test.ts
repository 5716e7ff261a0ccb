import { describe, expect, it } from "vitest";
import type { GroupingKind } from "../../src/identity/model.ts";
import { groupingNameKey } from "../../src/identity/state.ts";
import { commandId } from "./support/clock.ts";
import {
  changeList,
  changeTags,
  createContact,
  createGrouping,
  deleteGrouping,
  identify,
  logIn,
  mergeContacts,
  message,
  renameGrouping,
  unlink,
} from "./support/commands.ts";
import { carryOut } from "./support/conversing.ts";
import { DEFAULT_LIST, given, type Step, type Story } from "./support/story.ts";

const ADA = { firstName: "Ada", lastName: "Byron", email: "ada@x.example" };
const BOB = { firstName: "Bob", lastName: "King", email: "bob@x.example" };

const idOf = (story: Story, kind: GroupingKind, name: string) =>
  story.state.groupingNames.get(groupingNameKey(kind, name)) ?? "none";
const list = (story: Story, name = "Fair") => idOf(story, "list", name);
const tag = (story: Story, name = "VIP") => idOf(story, "tag", name);
const ada = (story: Story) => story.owning("email", ADA.email);
const bob = (story: Story) => story.owning("email", BOB.email);

const fair: Step = createGrouping("list", "Fair");
const vip: Step = createGrouping("tag", "VIP");
const listed = (visitorId: string) => (story: Story) =>
  changeList(true, list(story), { visitorIds: [visitorId] });

describe.each([
  ["list", "List"],
  ["tag", "Tag"],
] as const)("a %s", (kind, Kind) => {
  const id = (story: Story, name = "Fair") => idOf(story, kind, name);

  it("is made under a name, and the other kind may have the same", () => {
    const made = given().when(createGrouping(kind, "Fair"));
    made.then({ kind: `${Kind}Created`, name: "Fair" } as never);
    const other = kind === "list" ? "tag" : "list";
    given(createGrouping(kind, "Fair"), createGrouping(other, "Fair"));
  });

  it("has a name that no other has, in whatever case and spacing", () => {
    const story = given(createGrouping(kind, "Spring Fair"));
    story
      .when(createGrouping(kind, "SPRING  fair"))
      .thenRefused({ code: "NAME_TAKEN", kind, groupingId: id(story, "Spring Fair") });
  });

  it("is made once by a command that comes twice", () => {
    const story = given();
    const command = createGrouping(kind, "Fair").stamp(1);
    expect(command.id).toBe(commandId(1));
    story.when(createGrouping(kind, "Fair"));
    expect(carryOut(story.state, command)).toMatchObject({
      decision: { outcome: "accepted" },
      events: [],
    });
  });

  it("is renamed, also to its own name in another case, and not to another's", () => {
    const story = given(createGrouping(kind, "Fair"), createGrouping(kind, "Trade"));
    const trade = id(story, "Trade");
    story
      .when(renameGrouping(kind, trade, "FAIR"))
      .thenRefused({ code: "NAME_TAKEN", groupingId: id(story) });
    story
      .when(renameGrouping(kind, trade, "TRADE"))
      .then({ kind: `${Kind}Renamed`, previousName: "Trade", name: "TRADE" } as never);
    story.when(renameGrouping(kind, trade, "TRADE")).thenNothing();
    story.when(renameGrouping(kind, trade, "Trade show")).then({ kind: `${Kind}Renamed` } as never);
    story.when(createGrouping(kind, "trade")).then({ kind: `${Kind}Created` } as never);
  });

  it("is deleted, which frees its name", () => {
    const story = given(createGrouping(kind, "Fair"));
    const first = id(story);
    story.when(deleteGrouping(kind, first)).then({ kind: `${Kind}Deleted`, name: "Fair" } as never);
    story.when(createGrouping(kind, "fair")).then({ kind: `${Kind}Created` } as never);
    expect(id(story)).not.toBe(first);
    const code = kind === "list" ? "LIST_NOT_FOUND" : "TAG_NOT_FOUND";
    story.when(renameGrouping(kind, first, "Again")).thenRefused({ code });
  });

  it("is not found by the id of one of the other kind", () => {
    const story = given(createGrouping(kind === "list" ? "tag" : "list", "Fair"));
    const other = idOf(story, kind === "list" ? "tag" : "list", "Fair");
    const code = kind === "list" ? "LIST_NOT_FOUND" : "TAG_NOT_FOUND";
    story.when(deleteGrouping(kind, other)).thenRefused({ code });
    story.when(renameGrouping(kind, other, "X")).thenRefused({ code });
  });
});

describe("the default list", () => {
  it("stays, under its name", () => {
    const refusal = { code: "DEFAULT_LIST_STAYS", listId: DEFAULT_LIST } as const;
    given().when(deleteGrouping("list", DEFAULT_LIST)).thenRefused(refusal);
    given()
      .when(renameGrouping("list", DEFAULT_LIST, "Mine"))
      .thenRefused(refusal);
  });

  it("keeps others from its name", () => {
    given()
      .when(createGrouping("list", "contacts involved in conversations"))
      .thenRefused({ code: "NAME_TAKEN", groupingId: DEFAULT_LIST });
  });

  it("takes people by hand too", () => {
    given(createContact(ADA))
      .when((story) => changeList(true, DEFAULT_LIST, { contactIds: [ada(story).id] }))
      .then({ kind: "ContactListed", listId: DEFAULT_LIST });
  });
});

describe("who is on a list", () => {
  it("contacts and visitors come on it and go off it, each once", () => {
    const story = given(fair, createContact(ADA), createContact(BOB), message("guest"));
    const everybody = { contactIds: [ada(story).id, bob(story).id], visitorIds: ["guest"] };
    story
      .when(changeList(true, list(story), everybody))
      .then(
        { kind: "ContactListed", contactId: ada(story).id },
        { kind: "ContactListed", contactId: bob(story).id },
        { kind: "VisitorListed", visitorId: "guest" },
      );
    story.when(changeList(true, list(story), everybody)).thenNothing();
    story
      .when(changeList(false, list(story), { ...everybody, contactIds: [bob(story).id] }))
      .then(
        { kind: "ContactUnlisted", contactId: bob(story).id },
        { kind: "VisitorUnlisted", visitorId: "guest" },
      );
    expect(ada(story).listIds).toEqual([list(story)]);
    expect(bob(story).listIds).toEqual([]);
    expect(story.visitor("guest").listIds).toEqual([]);
  });

  it("nobody comes on it when one of them is not there", () => {
    const story = given(fair, createContact(ADA));
    story
      .when(
        changeList(true, list(story), {
          contactIds: [ada(story).id, "nobody"],
          visitorIds: ["never-seen"],
        }),
      )
      .thenRefused({
        code: "PEOPLE_NOT_FOUND",
        contactIds: ["nobody"],
        visitorIds: ["never-seen"],
      });
    expect(ada(story).listIds).toEqual([]);
  });

  it("a list that was deleted takes nobody", () => {
    const story = given(fair, createContact(ADA));
    const listId = list(story);
    story
      .given(deleteGrouping("list", listId))
      .when(changeList(true, listId, { contactIds: [ada(story).id] }))
      .thenRefused({ code: "LIST_NOT_FOUND", listId });
  });

  it("a visitor that is linked by now stands for its contact", () => {
    given(fair, identify("laptop", { email: ADA.email }))
      .when(listed("laptop"))
      .then({ kind: "ContactListed" });
  });

  it("the id of a merged contact leads to who survived", () => {
    const story = given(fair, createContact(ADA), createContact(BOB));
    const [survivor, loser] = [ada(story).id, bob(story).id];
    story
      .given(mergeContacts(survivor, loser))
      .when(changeList(true, list(story), { contactIds: [loser, survivor] }))
      .then({ kind: "ContactListed", contactId: survivor });
  });
});

describe("a visitor that is identified", () => {
  it("hands its lists to the contact and is on none", () => {
    const story = given(fair, message("guest"), listed("guest"));
    const listId = list(story);
    story
      .when(identify("guest", { email: ADA.email }))
      .then(
        { kind: "ContactCreated" },
        { kind: "VisitorIdentified" },
        { kind: "ContactListed", listId: DEFAULT_LIST },
        { kind: "ContactListed", listId, visitorId: "guest" },
      );
    expect(story.visitor("guest").listIds).toEqual([]);
    expect(ada(story).listIds.toSorted()).toEqual([DEFAULT_LIST, listId].toSorted());
  });

  it("hands over nothing that the contact has, nor a list that was deleted", () => {
    const story = given(
      fair,
      createGrouping("list", "Gone"),
      createContact(ADA),
      message("guest"),
      (story) => changeList(true, list(story), { contactIds: [ada(story).id] }),
      listed("guest"),
      (story) => changeList(true, list(story, "Gone"), { visitorIds: ["guest"] }),
      (story) => deleteGrouping("list", list(story, "Gone")),
    );
    story
      .when(identify("guest", { email: ADA.email }))
      .then({ kind: "VisitorIdentified" }, { kind: "ContactListed", listId: DEFAULT_LIST });
  });

  it("also by a login, which puts nobody on the default list", () => {
    given(fair, logIn("app", { firstName: "Ada" }), listed("app"))
      .when(logIn("app", { email: ADA.email }))
      .then({ kind: "ContactCreated" }, { kind: "VisitorIdentified" }, { kind: "ContactListed" });
  });

  it("gets nothing back when it is unlinked", () => {
    const story = given(fair, message("guest"), listed("guest"));
    story.given(identify("guest", { email: ADA.email }), unlink("guest"));
    expect(story.visitor("guest").listIds).toEqual([]);
    expect(ada(story).listIds).toContain(list(story));
  });
});

describe("tags on contacts", () => {
  it("come and go, several on several, each once", () => {
    const story = given(vip, createGrouping("tag", "Late"), createContact(ADA), createContact(BOB));
    const tagIds = [tag(story), tag(story, "Late")];
    story
      .given(changeTags(true, [tag(story)], [ada(story).id]))
      .when(changeTags(true, tagIds, [ada(story).id, bob(story).id]))
      .then(
        { kind: "ContactTagged", contactId: ada(story).id, tagId: tag(story, "Late") },
        { kind: "ContactTagged", contactId: bob(story).id, tagId: tag(story) },
        { kind: "ContactTagged", contactId: bob(story).id, tagId: tag(story, "Late") },
      );
    story
      .when(changeTags(false, [tag(story)], [ada(story).id, bob(story).id]))
      .then({ kind: "ContactUntagged" }, { kind: "ContactUntagged" });
    story.when(changeTags(false, [tag(story)], [ada(story).id])).thenNothing();
    expect(ada(story).tagIds).toEqual([tag(story, "Late")]);
  });

  it("all or none: unknown tags are refused before unknown contacts", () => {
    const story = given(vip, createContact(ADA), fair);
    const [tagId, contactId] = [tag(story), ada(story).id];
    story
      .when(changeTags(true, [tagId, list(story)], [contactId, "nobody"]))
      .thenRefused({ code: "TAG_NOT_FOUND", tagIds: [list(story)] });
    story
      .when(changeTags(true, [tagId], [contactId, "nobody"]))
      .thenRefused({ code: "PEOPLE_NOT_FOUND", contactIds: ["nobody"], visitorIds: [] });
    expect(ada(story).tagIds).toEqual([]);
  });
});

describe("merging", () => {
  it("passes on lists and tags, but none that was deleted", () => {
    const story = given(
      vip,
      createGrouping("tag", "Gone"),
      fair,
      createContact(ADA),
      createContact(BOB),
    );
    const [survivor, loser] = [ada(story).id, bob(story).id];
    const [vipId, goneId, fairId] = [tag(story), tag(story, "Gone"), list(story)];
    story.given(
      changeTags(true, [vipId, goneId], [loser]),
      changeList(true, fairId, { contactIds: [loser] }),
      deleteGrouping("tag", goneId),
      mergeContacts(survivor, loser),
    );
    expect(ada(story)).toMatchObject({ id: survivor, tagIds: [vipId], listIds: [fairId] });
  });
});
