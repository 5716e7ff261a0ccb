import { describe, expect, it } from "vitest";
import { minute } from "./support/clock.ts";
import {
  archive,
  createContact,
  identify,
  logIn,
  message,
  proven,
  updateContact,
  vouched,
} from "./support/commands.ts";
import { DEFAULT_LIST, given, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const BOB = "bob@x.example";
const PHONE_A = "+61400000001";
const PHONE_B = "+61400000002";

describe("P1: not linked, no identifier claimed", () => {
  it("P1 keeps the values on the visitor, which stays anonymous", () => {
    const story = given()
      .when(identify("v1", { firstName: "Ada", contactAddress: { city: "Perth" } }))
      .then(
        {
          kind: "AnonymousVisitorRecorded",
          visitorId: "v1",
          number: 1,
          visitorKind: "CONVERSATIONS",
        },
        { kind: "VisitorDetailsClaimed", visitorId: "v1", contactId: null },
      );
    expect(story.visitor("v1").contactId).toBeNull();
    expect(story.visitor("v1").claims).toMatchObject({
      firstName: { value: "Ada", verified: false },
      contactAddress: { value: { city: "Perth" } },
    });
    expect(story.state.contacts.size).toBe(0);
  });

  it("P1 counts the values as claimed when the visitor is identified: they fill a new contact", () => {
    const story = given(
      identify("v1", { firstName: "Ada" }),
      identify("v1", { firstName: "Adele", lastName: "Byron" }),
      identify("v1", { email: ADA }),
    );
    const contact = story.contactOf("v1");
    expect(story.main(contact.id, "firstName")).toBe("Adele");
    expect(story.main(contact.id, "lastName")).toBe("Byron");
    expect(contact.fields.firstName?.origin).toMatchObject({
      visitorId: "v1",
      happenedAt: minute(2),
    });
  });

  it("P1 counts the values as claimed: they stand beside an existing contact's", () => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Ada" }),
      identify("v2", { firstName: "Adele" }),
      identify("v2", { email: ADA }),
    );
    const contact = story.contactOf("v2");
    expect(story.main(contact.id, "firstName")).toBe("Ada");
    expect(story.openConflict(contact.id, "firstName")).toMatchObject({
      secondary: "Adele",
      origin: { visitorId: "v2", channel: "FORM", happenedAt: minute(2) },
    });
  });

  it("P1 gathers addresses part by part and attributes key by key", () => {
    const story = given(
      identify("v1", { contactAddress: { city: "Perth" }, attributes: { plan: "gold" } }),
      identify("v1", { contactAddress: { postalCode: "6000" }, attributes: { seats: 3 } }),
      identify("v1", { email: ADA }),
    );
    const contact = story.contactOf("v1");
    expect(story.main(contact.id, "contactAddress")).toEqual({ city: "Perth", postalCode: "6000" });
    expect(story.main(contact.id, "attributes")).toEqual({ plan: "gold", seats: 3 });
  });

  it("P1 loses no part when one part was proven and the other was not", () => {
    const story = given(
      identify("v1", { contactAddress: { city: "Perth" } }),
      logIn("v1", { contactAddress: { postalCode: "6000" } }),
      identify("v1", { email: ADA }),
    );
    expect(story.main(story.contactOf("v1").id, "contactAddress")).toEqual({
      city: "Perth",
      postalCode: "6000",
    });
  });

  it("P1 lets a value kept from earlier not overwrite what was changed since", () => {
    const story = given(
      logIn("v2", { firstName: "Early" }),
      logIn("v1", { email: ADA, firstName: "Late" }),
      logIn("v2", { email: ADA }),
    );
    expect(story.main(story.contactOf("v2").id, "firstName")).toBe("Late");
  });
});

describe("P2: not linked, nobody has the identifiers", () => {
  it("P2 creates the contact from the claims and links the visitor, which is no longer anonymous", () => {
    const outcome = given().when(identify("v1", { email: ADA, phone: PHONE_A, firstName: "Ada" }));
    const story = outcome.then(
      { kind: "AnonymousVisitorRecorded", visitorId: "v1" },
      { kind: "ContactCreated", channel: "FORM", visitorId: "v1" },
      { kind: "VisitorIdentified", visitorId: "v1", proven: false },
      { kind: "ContactListed", listId: DEFAULT_LIST },
    );
    const contact = story.contactOf("v1");
    expect(contact).toMatchObject({
      status: "active",
      createdVia: "FORM",
      createdBy: { type: "visitor", id: "v1" },
      listIds: [DEFAULT_LIST],
    });
    expect(story.owning("email", ADA).id).toBe(contact.id);
    expect(story.owning("phone", PHONE_A).id).toBe(contact.id);
    expect(contact.identifiers).toHaveLength(2);
    for (const one of contact.identifiers)
      expect(one).toMatchObject({ primary: true, verified: false, visitorId: "v1" });
    expect(contact.fields.firstName).toMatchObject({ value: "Ada", version: 1, verified: false });
    expect(outcome.subject).toEqual({
      visitorId: "v1",
      contactId: contact.id,
      successorVisitorId: null,
    });
  });

  it("P2 judges each value by itself", () => {
    const story = given(
      identify("v1", { email: proven(ADA), firstName: "Ada" }, { channel: "FORM" }),
    );
    const contact = story.contactOf("v1");
    expect(contact.fields.email?.verified).toBe(true);
    expect(contact.fields.firstName?.verified).toBe(false);
    expect(contact.identifiers).toMatchObject([{ kind: "email", verified: true }]);
    expect(story.visitor("v1").proven).toBe(true);
  });

  it("P2 through an account channel does not add to the conversations list", () => {
    given()
      .when(logIn("v1", { email: ADA }))
      .then(
        { kind: "AnonymousVisitorRecorded", visitorKind: "PUSH" },
        { kind: "ContactCreated", channel: "LOGIN" },
        { kind: "VisitorIdentified", proven: true },
      );
  });

  it("P2 takes an agent's word as verified without making the visitor proven", () => {
    const story = given(
      message("v1"),
      identify("v1", { email: vouched(ADA) }, { channel: "AGENT" }),
    );
    expect(story.contactOf("v1").fields.email?.verified).toBe(true);
    expect(story.visitor("v1").proven).toBe(false);
  });
});

describe("P3: not linked, one contact has them", () => {
  it("P3 links the visitor to it", () => {
    const story = given(createContact({ firstName: "Ada", lastName: "Byron", email: ADA }));
    const { id } = story.owning("email", ADA);
    story
      .when(identify("v1", { email: ADA }))
      .then(
        { kind: "AnonymousVisitorRecorded", visitorId: "v1" },
        { kind: "VisitorIdentified", visitorId: "v1", contactId: id, proven: false },
        { kind: "ContactListed", contactId: id },
      );
    expect(story.state.contacts.size).toBe(1);
  });

  it("P3 finds it by an alternate identifier", () => {
    const story = given(
      logIn("v1", { email: ADA }),
      logIn("v1", { email: BOB }),
      identify("v2", { email: ADA }),
    );
    expect(story.contactOf("v2").id).toBe(story.contactOf("v1").id);
    expect(story.state.contacts.size).toBe(1);
  });

  it("P3 puts a contact on the conversations list once", () => {
    const story = given(logIn("v1", { email: ADA }));
    expect(story.contactOf("v1").listIds).toEqual([]);
    story
      .when(identify("v2", { email: ADA }))
      .then(
        { kind: "AnonymousVisitorRecorded" },
        { kind: "VisitorIdentified" },
        { kind: "ContactListed", listId: DEFAULT_LIST },
      );
    story
      .when(identify("v3", { email: ADA }))
      .then({ kind: "AnonymousVisitorRecorded" }, { kind: "VisitorIdentified" });
  });

  it("puts on the conversations list who had chatted and then logs in (3.11)", () => {
    const story = given(identify("v1", { firstName: "Ada" }), logIn("v1", { email: ADA }));
    expect(story.contactOf("v1").listIds).toEqual([DEFAULT_LIST]);
  });

  it("P3 fills a blank phone from the same claim only where F3 lets it", () => {
    const story = given(
      identify("v1", { email: ADA }),
      identify("v2", { email: ADA, phone: PHONE_B }),
    );
    const { id } = story.contactOf("v2");
    expect(story.main(id, "phone")).toBeNull();
    expect(story.openConflict(id, "phone")).toMatchObject({ secondary: PHONE_B });
    expect(story.state.owners.has(`phone:${PHONE_B}`)).toBe(false);
  });
});

/** Two contacts: the email is A's, the phone is B's. */
const crossed = () =>
  given(identify("va", { email: ADA, firstName: "Ada" }), identify("vb", { phone: PHONE_B }));
const ids = (story: Story) => ({ a: story.contactOf("va").id, b: story.contactOf("vb").id });

describe("P4: the email is A's and the phone is B's", () => {
  it.each([
    ["none verified", ADA, PHONE_B, "a", false],
    ["the phone verified", ADA, vouched(PHONE_B), "b", true],
    ["the email verified", vouched(ADA), PHONE_B, "a", true],
  ] as const)(
    "P4 with %s chooses one; the other is its secondary value",
    (_w, email, phone, who, verifies) => {
      const story = crossed();
      const { a, b } = ids(story);
      story
        .when(identify("v1", { email, phone }, { channel: "FORM" }))
        .then(
          { kind: "AnonymousVisitorRecorded" },
          { kind: "VisitorIdentified", contactId: who === "a" ? a : b },
          { kind: "ConflictOpened", field: who === "a" ? "phone" : "email", main: null },
          ...(verifies ? ([{ kind: "ContactFieldsVerified" }] as const) : []),
          { kind: "DuplicateSuspected", reasons: ["EMAIL_AND_PHONE_OF_TWO_CONTACTS"] },
        );
      expect(story.contactOf("v1").id).toBe(who === "a" ? a : b);
      expect(story.owning("email", ADA).id).toBe(a);
      expect(story.owning("phone", PHONE_B).id).toBe(b);
      expect(story.main(a, "phone")).toBeNull();
      expect(story.main(b, "email")).toBeNull();
      expect([...story.state.suspicions.values()]).toMatchObject([{ contactIds: [a, b].sort() }]);
    },
  );

  it("P4 with both verified chooses the email's", () => {
    const story = crossed().given((s) => updateContact(ids(s).a, { phone: PHONE_A }));
    const { a, b } = ids(story);
    story.given(
      message("v1"),
      identify("v1", { email: vouched(ADA), phone: vouched(PHONE_B) }, { channel: "AGENT" }),
    );
    expect(story.contactOf("v1").id).toBe(a);
    expect(story.main(a, "phone")).toBe(PHONE_A);
    expect(story.openConflict(a, "phone")).toMatchObject({ secondary: PHONE_B, verified: true });
    expect(story.main(b, "phone")).toBe(PHONE_B);
  });

  it("P4 does not move the other even when an account proves both", () => {
    const story = crossed().given((s) => updateContact(ids(s).a, { phone: PHONE_A }));
    const { a, b } = ids(story);
    story.given(logIn("v1", { email: ADA, phone: PHONE_B }));
    expect(story.contactOf("v1").id).toBe(a);
    expect(story.main(a, "phone")).toBe(PHONE_A);
    expect(story.openConflict(a, "phone")).toMatchObject({ secondary: PHONE_B });
    expect(story.owning("phone", PHONE_B).id).toBe(b);
  });

  it("P4 suspects the pair once", () => {
    const story = crossed().given(identify("v1", { email: ADA, phone: PHONE_B }));
    const outcome = story.when(identify("v2", { email: ADA, phone: PHONE_B }));
    expect(outcome.events.map(({ kind }) => kind)).not.toContain("DuplicateSuspected");
  });
});

describe("P5: as P4, both verified, each lacking what the other has, both active", () => {
  it("P5 merges the two, and the older survives", () => {
    const story = crossed();
    const { a, b } = ids(story);
    story
      .when(logIn("v1", { email: ADA, phone: PHONE_B }))
      .then(
        { kind: "AnonymousVisitorRecorded" },
        { kind: "ContactsMerged", contactId: a, otherContactId: b, cause: "BOTH_VERIFIED" },
        { kind: "VisitorIdentified", contactId: a, proven: true },
        { kind: "ContactFieldsVerified", contactId: a },
      );
    expect(story.contactOf("v1").id).toBe(a);
    expect(story.owning("phone", PHONE_B).id).toBe(a);
    expect(story.main(a, "phone")).toBe(PHONE_B);
    expect(story.state.contacts.get(b)).toMatchObject({ status: "merged", mergedInto: a });
  });

  it.each([
    ["one of them is not verified", identify("v1", { email: vouched(ADA), phone: PHONE_B })],
    ["A has a phone", identify("v1", { email: vouched(ADA), phone: vouched(PHONE_B) }), PHONE_A],
  ])("P5 does not apply when %s", (_what, claim, phoneOfA?: string) => {
    const story = crossed();
    if (phoneOfA) story.given(updateContact(ids(story).a, { phone: phoneOfA }));
    story.given(claim);
    expect([...story.state.suspicions.values()]).toMatchObject([
      { reasons: ["EMAIL_AND_PHONE_OF_TWO_CONTACTS"] },
    ]);
  });
});

const archivedAda = () =>
  given(identify("va", { email: ADA, firstName: "Ada" }), (s) => archive(s.contactOf("va").id));

describe("P6: the match is archived", () => {
  it("P6 links, and leaves it archived", () => {
    const story = archivedAda();
    story
      .when(identify("v1", { email: ADA }))
      .then({ kind: "AnonymousVisitorRecorded" }, { kind: "VisitorIdentified" });
    expect(story.contactOf("v1").status).toBe("archived");
  });

  it("P6 reactivates it when the claim comes with an inbound message", () => {
    const story = archivedAda();
    story
      .when(identify("v1", { email: ADA }, { channel: "CHAT", withInboundMessage: true }))
      .then(
        { kind: "AnonymousVisitorRecorded" },
        { kind: "VisitorIdentified" },
        { kind: "ContactReactivated", cause: "MESSAGE" },
      );
    expect(story.contactOf("v1")).toMatchObject({ status: "active", archivedAt: null });
  });

  it("P6 reactivates it when the claim's conversation holds an inbound message of this visitor", () => {
    const story = archivedAda().given(message("v1", { conversationId: "chat" }));
    story.given(identify("v1", { email: ADA }, { channel: "CHAT", conversationId: "chat" }));
    expect(story.contactOf("v1").status).toBe("active");
  });

  it("P6 does not reactivate it from a conversation without one", () => {
    const story = archivedAda().given(
      { conversation: "chat", visitor: "v1", hasInboundMessage: false },
      identify("v1", { email: ADA }, { channel: "CHAT", conversationId: "chat" }),
    );
    expect(story.contactOf("v1").status).toBe("archived");
  });

  it("P6 otherwise waits for the message", () => {
    const story = archivedAda().given(identify("v1", { email: ADA }));
    story.when(message("v1")).then({ kind: "ContactReactivated", cause: "MESSAGE" });
  });
});

describe("P7: one match active, one archived", () => {
  it.each([
    ["none", ADA, PHONE_B],
    ["the archived one's", vouched(ADA), PHONE_B],
    ["both", vouched(ADA), vouched(PHONE_B)],
  ])("P7 chooses the active one, with %s verified", (_what, email, phone) => {
    const story = crossed();
    const { a, b } = ids(story);
    story.given(archive(a), identify("v1", { email, phone }));
    expect(story.contactOf("v1").id).toBe(b);
    expect(story.openConflict(b, "email")).toMatchObject({ secondary: ADA });
    expect([...story.state.suspicions.values()]).toMatchObject([
      { contactIds: [a, b].sort(), reasons: ["ACTIVE_AND_ARCHIVED_MATCH"] },
    ]);
    expect(story.owning("email", ADA)).toMatchObject({ id: a, status: "archived" });
  });

  it("P7 said again is the same person and writes nothing, though the archived one's is proven", () => {
    const story = crossed();
    const { a, b } = ids(story);
    const claim = identify("v1", { email: ADA, phone: proven(PHONE_B) });
    story.given(archive(b), claim);
    expect(story.contactOf("v1").id).toBe(a);
    story.when(claim).thenNothing();
  });

  it("P7 holds with a message too: the archived one stays archived", () => {
    const story = crossed();
    const { a, b } = ids(story);
    story.given(
      archive(a),
      identify("v1", { email: ADA, phone: PHONE_B }, { channel: "CHAT", withInboundMessage: true }),
    );
    expect(story.state.contacts.get(a)?.status).toBe("archived");
    expect(story.state.contacts.get(b)?.status).toBe("active");
  });

  it("P7 with two archived goes as P4", () => {
    const story = crossed();
    const { a, b } = ids(story);
    story.given(archive(a), archive(b), identify("v1", { email: ADA, phone: vouched(PHONE_B) }));
    expect(story.contactOf("v1").id).toBe(b);
    expect(story.state.suspicions.size).toBe(1);
  });
});

describe("P8: linked, the identifiers are its contact's or nobody's", () => {
  it("P8 stays with its contact", () => {
    const story = given(identify("v1", { email: ADA }));
    const { id } = story.contactOf("v1");
    story.given(
      identify("v1", { email: ADA, firstName: "Ada" }),
      identify("v1", { email: "new@x.example" }),
    );
    expect(story.contactOf("v1").id).toBe(id);
    expect(story.main(id, "firstName")).toBe("Ada");
    expect(story.main(id, "email")).toBe(ADA);
    expect(story.openConflict(id, "email")).toMatchObject({ secondary: "new@x.example" });
    expect(story.state.contacts.size).toBe(1);
  });

  it("P8 does not reserve an identifier that is only secondary", () => {
    const story = given(
      identify("v1", { email: ADA }),
      identify("v1", { email: "new@x.example" }),
      identify("v2", { email: "new@x.example" }),
    );
    expect(story.contactOf("v2").id).not.toBe(story.contactOf("v1").id);
    expect(story.main(story.contactOf("v2").id, "email")).toBe("new@x.example");
  });

  it("P8 says nothing of another visitor's contact when no identifier is claimed", () => {
    const story = given(identify("v1", { email: ADA }), identify("v1", { lastName: "Byron" }));
    expect(story.main(story.contactOf("v1").id, "lastName")).toBe("Byron");
  });
});

describe("P9: linked to C1, an unverified identifier is C2's", () => {
  it("P9 moves nothing: a secondary value on C1, and a suspected duplicate", () => {
    const story = given(identify("v1", { email: ADA }), identify("v2", { email: BOB }));
    const [c1, c2] = [story.contactOf("v1").id, story.contactOf("v2").id];
    story
      .when(identify("v1", { email: BOB }))
      .then(
        { kind: "ConflictOpened", contactId: c1, field: "email", main: ADA },
        { kind: "DuplicateSuspected", reasons: ["UNVERIFIED_IDENTIFIER_OF_ANOTHER"] },
      );
    expect(story.contactOf("v1").id).toBe(c1);
    expect(story.openConflict(c1, "email")).toMatchObject({ secondary: BOB });
    expect(story.owning("email", BOB).id).toBe(c2);
  });

  it("P9 does not fill a blank main identifier with somebody else's", () => {
    const story = given(identify("v1", { email: ADA }), identify("v2", { phone: PHONE_B }));
    const c1 = story.contactOf("v1").id;
    story.given(identify("v1", { phone: PHONE_B }));
    expect(story.main(c1, "phone")).toBeNull();
    expect(story.openConflict(c1, "phone")).toMatchObject({ secondary: PHONE_B });
    expect(story.owning("phone", PHONE_B).id).toBe(story.contactOf("v2").id);
  });

  it("P9 suspects both others when two identifiers are two people's", () => {
    const story = given(
      identify("v1", { email: ADA }),
      identify("v2", { email: BOB }),
      identify("v3", { phone: PHONE_B }),
      identify("v1", { email: BOB, phone: PHONE_B }),
    );
    const [c1, c2, c3] = ["v1", "v2", "v3"].map((v) => story.contactOf(v).id) as [
      string,
      string,
      string,
    ];
    const pairs = [...story.state.suspicions.values()].map((one) => one.contactIds);
    expect(pairs).toContainEqual([c1, c2].sort());
    expect(pairs).toContainEqual([c1, c3].sort());
    expect(new Set([...story.state.suspicions.values()].map(({ id }) => id)).size).toBe(
      story.state.suspicions.size,
    );
  });

  it("P9 holds for an archived C2, which stays archived", () => {
    const story = given(identify("v1", { email: ADA }), identify("v2", { email: BOB }));
    const c2 = story.contactOf("v2").id;
    story.given(
      archive(c2),
      identify("v1", { email: BOB }, { channel: "CHAT", withInboundMessage: true }),
    );
    expect(story.state.contacts.get(c2)?.status).toBe("archived");
    expect(story.contactOf("v1").id).not.toBe(c2);
  });

  it("P9 said again writes nothing", () => {
    given(
      identify("v1", { email: ADA }),
      identify("v2", { email: BOB }),
      identify("v1", { email: BOB }),
    )
      .when(identify("v1", { email: BOB }))
      .thenNothing();
  });
});

describe("P11: the same identifier from another browser", () => {
  it("P11 is one contact with two visitors", () => {
    const story = given(identify("v1", { email: ADA }), identify("v2", { email: ADA }));
    expect(story.contactOf("v2").id).toBe(story.contactOf("v1").id);
    expect(story.state.contacts.size).toBe(1);
    expect(story.visitor("v1").number).not.toBe(story.visitor("v2").number);
  });
});

describe("P12: many claim the same new identifier", () => {
  it("P12 is exactly one contact, all linked, the newest differing value open and the others superseded", () => {
    const many = Array.from({ length: 200 }, (_, i) => `v${i}`);
    const story = given(...many.map((v) => identify(v, { email: ADA, firstName: `Ada ${v}` })));
    expect(story.state.contacts.size).toBe(1);
    const { id } = story.contactOf("v0");
    for (const v of many) expect(story.visitor(v).contactId).toBe(id);
    expect(story.main(id, "firstName")).toBe("Ada v0");
    expect(story.openConflict(id, "firstName")).toMatchObject({ secondary: "Ada v199" });
    const statuses = story.conflictsOf(id, "firstName").map(({ status }) => status);
    expect(statuses.filter((one) => one === "open")).toHaveLength(1);
    expect(statuses.filter((one) => one === "superseded")).toHaveLength(198);
    expect(new Set(many.map((v) => story.visitor(v).number)).size).toBe(200);
  });

  it("P12 crossed between two people ends with each identifier where it was", () => {
    const story = given(identify("va", { email: ADA }), identify("vb", { phone: PHONE_B }));
    const [a, b] = [story.contactOf("va").id, story.contactOf("vb").id];
    for (let i = 0; i < 100; i++)
      story.given(
        identify(`v${i}`, i % 2 ? { email: ADA, phone: PHONE_B } : { phone: PHONE_B, email: ADA }),
      );
    expect(story.owning("email", ADA).id).toBe(a);
    expect(story.owning("phone", PHONE_B).id).toBe(b);
    expect(story.state.contacts.size).toBe(2);
    expect(story.state.suspicions.size).toBe(1);
    expect(story.conflictsOf(a, "phone").filter(({ status }) => status === "open")).toHaveLength(1);
  });
});
