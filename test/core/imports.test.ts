import { describe, expect, it } from "vitest";
import { IMPORT_POLICIES } from "../../src/identity/import-model.ts";
import { minute } from "./support/clock.ts";
import {
  ADMIN,
  archive,
  assign,
  changeTags,
  createContact,
  createGrouping,
  type Draft,
  deleteGrouping,
  identify,
  importPerson,
  logIn,
  mergeContacts,
  unarchive,
  updateContact,
} from "./support/commands.ts";
import { given, givenMembers, givenWorkspace, type Story } from "./support/story.ts";

const [ADA, BOB, EVE] = ["ada@x.example", "bob@x.example", "eve@x.example"] as const;
const [PHONE, OTHER] = ["+61400000001", "+61400000002"] as const;
const NAMED = { firstName: "Ada", lastName: "Byron" };
const ada = (story: Story) => story.owning("email", ADA);

const known = (values: object = {}) => given(createContact({ ...NAMED, email: ADA, ...values }));
/** Ada has the email, Bob the phone. */
const two = () =>
  given(
    createContact({ ...NAMED, email: ADA }),
    createContact({ firstName: "Bob", lastName: "King", phone: PHONE }),
  );

describe("a row that nobody matches (SPEC 8.5)", () => {
  it("makes a contact of all that it says, vouched for, as a detail of its import", () => {
    const said = {
      ...NAMED,
      email: ADA,
      phone: PHONE,
      gender: "f",
      contactAddress: { city: "Perth" },
      attributes: { plan: "gold" },
    };
    const { subject, events } = given().when(importPerson(said, { importId: "import-7" }));
    const origin = {
      channel: "IMPORT",
      visitorId: null,
      conversationId: null,
      happenedAt: minute(1),
    };
    expect(events).toMatchObject([
      {
        kind: "ContactCreated",
        contactId: subject.contactId,
        importId: "import-7",
        channel: "IMPORT",
        actor: ADMIN,
        visitorId: null,
        changes: Array.from({ length: 7 }, () => ({ previous: null, verified: true, origin })),
      },
    ]);
  });

  it("makes an active contact whose identifiers are proven and nobody's conversation", () => {
    const story = given(importPerson({ ...NAMED, email: ADA, phone: PHONE }));
    expect(ada(story)).toMatchObject({
      status: "active",
      createdVia: "IMPORT",
      createdBy: ADMIN,
      listIds: [],
      identifiers: [
        { value: ADA, primary: true, verified: true, visitorId: null, provesPerson: true },
        { value: PHONE, primary: true, verified: true, visitorId: null, provesPerson: true },
      ],
    });
  });

  it.each([
    [{ email: ADA, lastName: "Byron" }, ["firstName"]],
    [{ phone: PHONE, firstName: "Ada" }, ["lastName"]],
    [{ email: ADA, fullName: "Ada Byron" }, ["firstName", "lastName"]],
  ])("is refused without first and last name: %o", (said, fields) => {
    given().when(importPerson(said)).thenRefused({ code: "DETAILS_MISSING", fields });
  });
});

describe("whom a row matches (SPEC 8.5)", () => {
  const married = known({ phone: PHONE });
  married.given(updateContact(ada(married).id, { email: null }));

  it("by its email, and needs no names then", () => {
    const story = known();
    const { subject } = story.when(importPerson({ email: ADA, gender: "f" }));
    expect(subject.contactId).toBe(ada(story).id);
  });

  it("by its phone", () => {
    const story = known({ phone: PHONE });
    const { subject } = story.when(importPerson({ phone: PHONE, gender: "f" }));
    expect(subject.contactId).toBe(ada(story).id);
  });

  it("by an alternate, which is nothing that differs", () => {
    const story = given(logIn("v1", { email: ADA, firstName: "Ada" }), logIn("v1", { email: BOB }));
    expect(story.contactOf("v1").identifiers).toMatchObject([
      { value: ADA, primary: false },
      { value: BOB, primary: true },
    ]);
    for (const policy of IMPORT_POLICIES) {
      const outcome = story.when(importPerson({ email: ADA, firstName: "Ada" }, { policy }));
      outcome.thenNothing();
      expect(outcome.subject.contactId).toBe(story.contactOf("v1").id);
    }
  });

  it("by an identifier of a contact that was merged: whoever survived", () => {
    const story = two();
    const bob = story.owning("phone", PHONE).id;
    story.given(mergeContacts(ada(story).id, bob));
    const { subject } = story.when(importPerson({ phone: PHONE }));
    expect(subject.contactId).toBe(ada(story).id);
  });

  it("nobody by an identifier that was freed", () => {
    married
      .when(importPerson({ ...NAMED, email: ADA }))
      .then({ kind: "ContactCreated", channel: "IMPORT" });
  });

  it.each(["email", "phone"] as const)("is refused when its %s is a member's", (field) => {
    const story = givenMembers({ id: "boss", email: BOB, phone: OTHER }).given(
      createContact({ ...NAMED, email: ADA, phone: PHONE }),
    );
    const said = field === "email" ? { email: BOB, phone: PHONE } : { email: ADA, phone: OTHER };
    story.when(importPerson({ ...NAMED, ...said })).thenRefused({
      code: "IDENTIFIER_TAKEN",
      field,
      holder: { type: "member", id: "boss" },
    });
  });
});

describe("a row whose email is one contact's and whose phone is another's (SPEC 8.5)", () => {
  const row = importPerson({ email: ADA, phone: PHONE });

  it("is the email's: the phone is a secondary value there, and the pair a suspected duplicate", () => {
    const story = two();
    const bob = story.owning("phone", PHONE).id;
    const { events, subject } = story.when(row);
    expect(events).toMatchObject([
      {
        kind: "ConflictOpened",
        contactId: ada(story).id,
        importId: "import-1",
        field: "phone",
        main: null,
        conflict: { secondary: PHONE, verified: true, origin: { channel: "IMPORT" } },
      },
      {
        kind: "DuplicateSuspected",
        contactId: ada(story).id,
        importId: "import-1",
        otherContactId: bob,
        reasons: ["EMAIL_AND_PHONE_OF_TWO_CONTACTS"],
      },
    ]);
    expect(subject.contactId).toBe(ada(story).id);
    expect(story.owning("phone", PHONE).id).toBe(bob);
    story.when(row).thenNothing();
  });

  it("is the email's even where that is archived and the other is not", () => {
    const story = two();
    story.given(archive(ada(story).id));
    const { events } = story.when(row);
    expect(events).toMatchObject([
      { kind: "ConflictOpened", contactId: ada(story).id },
      { kind: "DuplicateSuspected", reasons: ["ACTIVE_AND_ARCHIVED_MATCH"] },
    ]);
    expect(ada(story).status).toBe("archived");
  });

  it("opens the conflict also where differing values overwrite: it can't be taken from the other", () => {
    const story = two().given((s) => updateContact(ada(s).id, { phone: OTHER }));
    story
      .when(importPerson({ email: ADA, phone: PHONE }, { policy: "OVERWRITE" }))
      .then(
        { kind: "ConflictOpened", field: "phone", main: OTHER, conflict: { secondary: PHONE } },
        { kind: "DuplicateSuspected" },
      );
    expect(story.main(ada(story).id, "phone")).toBe(OTHER);
  });

  it("leaves only the suspicion where what is there is kept", () => {
    two()
      .when(importPerson({ email: ADA, phone: PHONE }, { policy: "KEEP" }))
      .then({ kind: "DuplicateSuspected" });
  });
});

describe("the archive (SPEC 8.5)", () => {
  it("keeps whom it has: an archived contact is filled and stays archived", () => {
    const story = known().given((s) => archive(ada(s).id));
    story
      .when(importPerson({ email: ADA, phone: PHONE, gender: "f" }))
      .then({ kind: "ContactUpdated", changes: [{ field: "phone" }, { field: "gender" }] });
    expect(ada(story).status).toBe("archived");
    story.given(unarchive(ada(story).id));
    expect(ada(story).fields.gender?.value).toBe("f");
  });
});

describe("lists, tags and the assignee of a row", () => {
  const TEAM = { members: [{ id: "mia" }, { id: "tom" }] };
  const grouped = () =>
    givenWorkspace(TEAM).given(createGrouping("tag", "VIP"), createGrouping("list", "Fair"));
  const idOf = (story: Story, name: string) =>
    [...story.state.groupings.values()].find((one) => one.name === name)?.id ?? "";
  const row = (story: Story, more: object = {}) =>
    importPerson(
      { ...NAMED, email: ADA },
      { tagIds: [idOf(story, "VIP")], listIds: [idOf(story, "Fair")], ...more },
    );

  it("are a new contact's from the start", () => {
    const story = grouped();
    story
      .when(row(story, { assigneeId: "mia" }))
      .thenInOrder(
        { kind: "ContactCreated" },
        { kind: "ContactTagged", importId: "import-1" },
        { kind: "ContactListed", importId: "import-1" },
        { kind: "ContactAssigned", importId: "import-1", assigneeId: "mia", cause: "IMPORTED" },
      );
    story.when(row(story, { assigneeId: "mia" })).thenNothing();
  });

  it("are added to what a contact has; what the row does not name stays", () => {
    const story = grouped().given(
      createGrouping("tag", "Old"),
      createContact({ ...NAMED, email: ADA }),
    );
    story.given(changeTags(true, [idOf(story, "Old")], [ada(story).id]));
    story.when(row(story)).then({ kind: "ContactTagged" }, { kind: "ContactListed" });
    expect(ada(story).tagIds).toEqual([idOf(story, "Old"), idOf(story, "VIP")]);
    story.when(importPerson({ email: ADA })).thenNothing();
  });

  it("are left out where they were deleted meanwhile", () => {
    const story = grouped();
    const [tagIds, listIds] = [[idOf(story, "VIP")], [idOf(story, "Fair")]];
    story.given(deleteGrouping("tag", tagIds[0] ?? ""), deleteGrouping("list", listIds[0] ?? ""));
    story
      .when(importPerson({ ...NAMED, email: ADA }, { tagIds, listIds }))
      .then({ kind: "ContactCreated" });
  });

  const assigned = (to: string | null) =>
    givenWorkspace(TEAM).given(createContact({ ...NAMED, email: ADA }), (s) =>
      assign(ada(s).id, to),
    );
  const toTom = (policy?: (typeof IMPORT_POLICIES)[number]): Draft =>
    importPerson({ email: ADA }, { assigneeId: "tom", ...(policy ? { policy } : {}) });

  it.each(IMPORT_POLICIES)("a contact that is nobody's is assigned under %s", (policy) => {
    assigned(null).when(toTom(policy)).then({
      kind: "ContactAssigned",
      assigneeId: "tom",
      previousAssigneeId: null,
      cause: "IMPORTED",
    });
  });

  it("a contact that is another's is taken over only to overwrite", () => {
    const story = assigned("mia");
    story.when(toTom("OPEN_CONFLICTS")).thenNothing();
    story.when(toTom("KEEP")).thenNothing();
    story
      .when(toTom("OVERWRITE"))
      .then({ kind: "ContactAssigned", assigneeId: "tom", previousAssigneeId: "mia" });
    story.when(toTom("OVERWRITE")).thenNothing();
    story.when(importPerson({ email: ADA }, { policy: "OVERWRITE" })).thenNothing();
    expect(ada(story).assigneeId).toBe("tom");
  });

  it("nobody is assigned to a member who was removed, or to none of the workspace", () => {
    const story = assigned("mia");
    story.state.members.set("tom", { active: false });
    story.when(toTom("OVERWRITE")).thenNothing();
    story
      .when(importPerson({ email: ADA }, { policy: "OVERWRITE", assigneeId: "who" }))
      .thenNothing();
  });
});

it("a visitor finds the contact that an import made, and proving its email proves the person", () => {
  const story = given(importPerson({ ...NAMED, email: EVE }));
  story.given(identify("v1", { email: EVE }));
  expect(story.contactOf("v1").id).toBe(story.owning("email", EVE).id);
  expect(story.visitor("v1").proven).toBe(false);
  story.given(logIn("v1", { email: EVE }));
  expect(story.visitor("v1").proven).toBe(true);
});
