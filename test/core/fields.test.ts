import { describe, expect, it } from "vitest";
import type { Parts } from "../../src/identity/model.ts";
import { minute } from "./support/clock.ts";
import {
  AGENT,
  createContact,
  identify,
  logIn,
  message,
  proven,
  resolve,
  updateContact,
  vouched,
} from "./support/commands.ts";
import { given, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const PHONE = "+61400000001";
const theContact = (story: Story) => story.contactOf("v1").id;
const secondary = (story: Story, field: Parameters<Story["openConflict"]>[1]) =>
  story.openConflict(theContact(story), field)?.secondary;

describe("F1: agrees with the main value", () => {
  it("F1 does nothing", () => {
    given(identify("v1", { email: ADA, firstName: "Ada" }))
      .when(identify("v1", { firstName: "Ada" }))
      .thenNothing();
  });

  it("F1 with a stronger proof marks it verified, with an event", () => {
    const story = given(identify("v1", { email: ADA, firstName: "Ada" }));
    const id = theContact(story);
    story
      .when(
        identify("v1", { email: vouched(ADA), firstName: vouched("ADA") }, { channel: "AGENT" }),
      )
      .then({
        kind: "ContactFieldsVerified",
        contactId: id,
        fields: [{ field: "email", value: ADA }, { field: "firstName" }],
      });
    expect(story.contactOf("v1").fields.email).toMatchObject({ verified: true, version: 1 });
    expect(story.contactOf("v1").fields.firstName).toMatchObject({ value: "Ada", verified: true });
    expect(story.contactOf("v1").identifiers).toMatchObject([{ value: ADA, verified: true }]);
  });

  it("F1 verifies once, and a weaker claim does not take it back", () => {
    const story = given(identify("v1", { email: ADA }), logIn("v1", { email: ADA }));
    story.when(logIn("v1", { email: ADA })).thenNothing();
    story.when(identify("v1", { email: ADA })).thenNothing();
    expect(story.contactOf("v1").fields.email?.verified).toBe(true);
  });

  it("F1 notes that the visitor itself proved an identifier of its contact", () => {
    const story = given(logIn("v1", { email: ADA }), identify("v2", { email: ADA }));
    expect(story.visitor("v2").proven).toBe(false);
    story
      .when(identify("v2", { email: proven(ADA) }, { channel: "FORM" }))
      .then({ kind: "VisitorProven", visitorId: "v2", contactId: theContact(story) });
    expect(story.visitor("v2").proven).toBe(true);
  });

  it.each([
    ["white space around", "  Ada Lovelace "],
    ["white space within", "Ada \t\n Lovelace"],
    ["no-break space", "Ada\u00a0Lovelace"],
    ["case", "ADA lovelace"],
    ["full width", "Ａｄａ　Ｌｏｖｅｌａｃｅ"],
  ])("values agree whatever their %s, and the main value stays as it is written", (_w, said) => {
    const story = given(identify("v1", { email: ADA, fullName: "Ada Lovelace" }));
    story.when(identify("v1", { fullName: said })).thenNothing();
    expect(story.main(theContact(story), "fullName")).toBe("Ada Lovelace");
  });

  it.each([
    ["composed and decomposed letters", "Zoë", "Zoe\u0308"],
    ["sharp s and double s", "Strauß", "STRAUSS"],
    ["the forms of sigma", "Γιώργος", "ΓΙΏΡΓΟΣ"],
    ["ligatures", "Griﬃn", "griffin"],
  ])("values agree across %s", (_what, main, said) => {
    given(identify("v1", { email: ADA, lastName: main }))
      .when(identify("v1", { lastName: said }))
      .thenNothing();
  });

  it.each([
    ["letters", "Zoe"],
    ["accents", "Zoé"],
    ["punctuation", "Zoë."],
    ["words", "Zoë Ann"],
  ])("values with other %s differ", (_what, said) => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Zoë" }),
      identify("v1", { firstName: said }),
    );
    expect(secondary(story, "firstName")).toBe(said);
  });
});

describe("F2: main value blank, not an identifier", () => {
  it("F2 fills it and records where it came from", () => {
    const story = given(identify("v1", { email: ADA }), message("v1", { conversationId: "chat" }));
    story
      .when(identify("v1", { firstName: "Ada" }, { channel: "CHAT", conversationId: "chat" }))
      .then({
        kind: "ContactUpdated",
        cause: "FILLED",
        changes: [{ field: "firstName", previous: null, next: "Ada", verified: false }],
      });
    expect(story.contactOf("v1").fields.firstName).toMatchObject({
      value: "Ada",
      version: 1,
      origin: { channel: "CHAT", conversationId: "chat", visitorId: "v1", happenedAt: minute(3) },
    });
  });

  it("F2 lets any linked visitor fill, proof or not", () => {
    const story = given(
      logIn("v1", { email: ADA }),
      identify("v2", { email: ADA, businessName: "Analytical Engines" }),
    );
    expect(story.main(theContact(story), "businessName")).toBe("Analytical Engines");
  });

  it("F2 fills a field that an agent cleared, with what somebody new says", () => {
    const story = given(identify("v1", { email: ADA, firstName: "Ada" }));
    story.given(updateContact(theContact(story), { firstName: null }));
    story.when(identify("v1", { firstName: "Ada" })).thenNothing();
    story.given(identify("v2", { email: ADA, firstName: "Augusta" }));
    expect(story.main(theContact(story), "firstName")).toBe("Augusta");
    expect(story.version(theContact(story), "firstName")).toBe(3);
  });
});

describe("F3: main identifier blank", () => {
  it("F3 fills when verified", () => {
    const story = given(createContact({ firstName: "Ada", lastName: "B", email: ADA }));
    story.given(logIn("v1", { email: ADA, phone: PHONE }));
    expect(story.main(theContact(story), "phone")).toBe(PHONE);
    expect(story.owning("phone", PHONE).id).toBe(theContact(story));
  });

  it("F3 fills when everything is this very visitor's word: email in one message, phone in the next", () => {
    const story = given(identify("v1", { email: ADA }), identify("v1", { phone: PHONE }));
    expect(story.main(theContact(story), "phone")).toBe(PHONE);
    expect(story.contactOf("v1").identifiers).toHaveLength(2);
  });

  it.each([
    ["an agent entered the email", createContact({ firstName: "A", lastName: "B", email: ADA })],
    ["another visitor brought the email", identify("v0", { email: ADA })],
    ["the email is verified", logIn("v1", { email: ADA })],
    ["the email was vouched for", identify("v1", { email: vouched(ADA) }, { channel: "AGENT" })],
  ])("F3 keeps a typed-in phone as a secondary value when %s", (_what, first) => {
    const story = given(
      message("v1"),
      first,
      identify("v1", { email: ADA }),
      identify("v1", { phone: PHONE }),
    );
    const id = theContact(story);
    expect(story.main(id, "phone")).toBeNull();
    expect(story.openConflict(id, "phone")).toMatchObject({ secondary: PHONE, verified: false });
    expect(story.state.owners.has(`phone:${PHONE}`)).toBe(false);
  });

  it("F3 counts alternates among the contact's identifiers", () => {
    const story = given(
      logIn("v0", { email: "old@x.example" }),
      logIn("v0", { email: "new@x.example" }),
      (s) => updateContact(s.contactOf("v0").id, { email: null }),
      identify("v1", { email: "old@x.example", phone: PHONE }),
    );
    expect(story.main(theContact(story), "phone")).toBeNull();
  });

  it("F3 fills a secondary phone when its proof arrives later, and the conflict closes", () => {
    const story = given(
      createContact({ firstName: "Ada", lastName: "B", email: ADA }),
      identify("v1", { email: ADA, phone: PHONE }),
    );
    const id = theContact(story);
    const conflict = story.openConflict(id, "phone")?.id ?? "none";
    const events = story.when(identify("v1", { phone: proven(PHONE) }, { channel: "FORM" })).events;
    expect(events).toContainEqual(
      expect.objectContaining({ kind: "ConflictClosed", conflictId: conflict, field: "phone" }),
    );
    expect(story.main(id, "phone")).toBe(PHONE);
    expect(story.contactOf("v1").fields.phone?.verified).toBe(true);
    expect(story.openConflict(id, "phone")).toBeUndefined();
    expect(story.state.conflicts.get(conflict)?.status).toBe("closed");
  });
});

describe("F4: differs; conversation channel, or unverified", () => {
  it.each([
    ["typed into a form", identify("v1", { firstName: "Adele" })],
    [
      "verified in a conversation",
      identify("v1", { firstName: vouched("Adele") }, { channel: "AGENT" }),
    ],
    [
      "unverified through an account",
      identify("v1", { firstName: "Adele" }, { channel: "PLUGIN" }),
    ],
  ])("F4 keeps the main value against what is %s", (_what, claim) => {
    const story = given(identify("v1", { email: ADA, firstName: "Ada" }));
    const id = theContact(story);
    story.when(claim).then({
      kind: "ConflictOpened",
      contactId: id,
      visitorId: "v1",
      field: "firstName",
      main: "Ada",
      conflict: { secondary: "Adele", status: "open", resolution: null },
    });
    expect(story.main(id, "firstName")).toBe("Ada");
    expect(story.version(id, "firstName")).toBe(1);
  });

  it("F4 has one open conflict a field: a newer value supersedes the older, which stays in history", () => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Ada", lastName: "Byron" }),
      identify("v2", { email: ADA, firstName: "Adele" }),
    );
    const id = theContact(story);
    const older = story.openConflict(id, "firstName")?.id ?? "none";
    const outcome = story.when(identify("v3", { email: ADA, firstName: "Addy", lastName: "King" }));
    const newer = story.openConflict(id, "firstName")?.id ?? "none";
    outcome.then(
      { kind: "AnonymousVisitorRecorded" },
      { kind: "VisitorIdentified" },
      { kind: "ConflictOpened", conflictId: newer, field: "firstName" },
      { kind: "ConflictSuperseded", conflictId: older, supersededBy: newer },
      { kind: "ConflictOpened", field: "lastName" },
    );
    expect(story.openConflict(id, "firstName")).toMatchObject({ secondary: "Addy", id: newer });
    expect(story.state.conflicts.get(older)).toMatchObject({
      status: "superseded",
      secondary: "Adele",
    });
    expect(secondary(story, "lastName")).toBe("King");
  });

  it("F4 holds against an agent's entry as well", () => {
    const story = given(createContact({ firstName: "Ada", lastName: "B", email: ADA }));
    story.given(identify("v1", { email: ADA, firstName: "Adele" }));
    expect(secondary(story, "firstName")).toBe("Adele");
  });

  it("F4 tells the channel, conversation and time of the secondary value (5.1)", () => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Ada" }),
      message("v1", { conversationId: "chat" }),
      identify("v1", { firstName: "Adele" }, { channel: "CHAT", conversationId: "chat" }),
    );
    expect(story.openConflict(theContact(story), "firstName")).toMatchObject({
      openedAt: minute(3),
      origin: { channel: "CHAT", conversationId: "chat", visitorId: "v1", happenedAt: minute(3) },
    });
  });

  it("F4 shows that a waiting value has been proven meanwhile", () => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Ada" }),
      identify("v1", { firstName: "Adele" }),
      identify("v1", { firstName: vouched("Adele") }, { channel: "AGENT" }),
    );
    expect(story.openConflict(theContact(story), "firstName")).toMatchObject({
      secondary: "Adele",
      verified: true,
    });
    const { id } = story.contactOf("v1");
    expect(story.conflictsOf(id, "firstName").filter((one) => one.status === "open")).toHaveLength(
      1,
    );
  });

  it("F4 waits for an agent when an alternate identifier is typed", () => {
    const story = given(
      logIn("v1", { email: "old@x.example" }),
      logIn("v1", { email: ADA }),
      identify("v2", { email: "old@x.example" }),
    );
    expect(story.main(theContact(story), "email")).toBe(ADA);
    expect(secondary(story, "email")).toBe("old@x.example");
  });
});

describe("F5: differs; account channel, verified", () => {
  const start = () =>
    given(logIn("v1", { email: ADA, firstName: "Ada" }, { happenedAt: minute(-10) }));

  it("F5 lets the last update win", () => {
    const story = start();
    story.when(logIn("v1", { firstName: "Adele" }, { happenedAt: minute(-5) })).then({
      kind: "ContactUpdated",
      cause: "LAST_UPDATE",
      channel: "LOGIN",
      happenedAt: minute(-5),
      changes: [{ field: "firstName", previous: "Ada", next: "Adele", verified: true }],
    });
    expect(story.main(theContact(story), "firstName")).toBe("Adele");
    expect(story.version(theContact(story), "firstName")).toBe(2);
  });

  it.each([
    ["equal", minute(-10)],
    ["older", minute(-11)],
  ])(
    "F5 with an %s time keeps the main value, and what was said stays with the visitor",
    (_w, at) => {
      const story = start();
      story.given(logIn("v1", { firstName: "Adele" }, { happenedAt: at }));
      expect(story.main(theContact(story), "firstName")).toBe("Ada");
      expect(story.openConflict(theContact(story), "firstName")).toBeUndefined();
      expect(story.visitor("v1").claims.firstName?.value).toBe("Adele");
    },
  );

  it.each([
    [
      "an agent's edit",
      (s: Story) => updateContact(theContact(s), { firstName: "Addy" }, minute(5)),
    ],
    [
      "another account",
      () => logIn("v2", { email: ADA, firstName: "Addy" }, { happenedAt: minute(5) }),
    ],
  ])("F5 compares with the field's last change from any source: %s", (_what, change) => {
    const story = start().given(change);
    story.given(logIn("v1", { firstName: "Adele" }, { happenedAt: minute(4) }));
    expect(story.main(theContact(story), "firstName")).toBe("Addy");
    story.given(logIn("v1", { firstName: "Augusta" }, { happenedAt: minute(6) }));
    expect(story.main(theContact(story), "firstName")).toBe("Augusta");
  });

  it("F5 compares with an agent's decision too", () => {
    const story = start().given(identify("v2", { email: ADA, firstName: "Addy" }));
    const conflict = story.openConflict(theContact(story), "firstName")?.id ?? "none";
    story.given(resolve(conflict, "SECONDARY", 1, { at: minute(5) }));
    story.given(logIn("v1", { firstName: "Adele" }, { happenedAt: minute(4) }));
    expect(story.main(theContact(story), "firstName")).toBe("Addy");
  });

  it("F5 compares each field by itself", () => {
    const story = start();
    story.given(
      updateContact(theContact(story), { lastName: "Byron" }, minute(5)),
      logIn("v1", { firstName: "Adele", lastName: "King" }, { happenedAt: minute(4) }),
    );
    expect(story.main(theContact(story), "firstName")).toBe("Adele");
    expect(story.main(theContact(story), "lastName")).toBe("Byron");
  });

  it("F5 keeps an identifier that was replaced as an alternate, which still leads to the contact", () => {
    const story = start();
    story.when(logIn("v1", { email: "new@x.example" }, { happenedAt: minute(-5) })).then({
      kind: "ContactUpdated",
      changes: [
        { field: "email", previous: ADA, next: "new@x.example", previousBecomes: "alternate" },
      ],
    });
    expect(story.owning("email", ADA).id).toBe(theContact(story));
    expect(story.contactOf("v1").identifiers).toMatchObject([
      { value: ADA, primary: false },
      { value: "new@x.example", primary: true, verified: true },
    ]);
  });

  it("F5 takes an alternate back as the main value", () => {
    const story = start().given(
      logIn("v1", { email: "new@x.example" }, { happenedAt: minute(-5) }),
      logIn("v1", { email: ADA }, { happenedAt: minute(-4) }),
    );
    expect(story.main(theContact(story), "email")).toBe(ADA);
    expect(story.contactOf("v1").identifiers).toHaveLength(2);
    expect(story.owning("email", "new@x.example").id).toBe(theContact(story));
  });

  it("F5 leaves a different waiting value to the agent, and closes an equal one (5.5)", () => {
    const story = start().given(identify("v2", { email: ADA, firstName: "Addy" }));
    story.given(logIn("v1", { firstName: "Adele" }));
    expect(secondary(story, "firstName")).toBe("Addy");
    const events = story.when(logIn("v1", { firstName: "addy" })).events;
    expect(events).toContainEqual(expect.objectContaining({ kind: "ConflictClosed" }));
    expect(secondary(story, "firstName")).toBeUndefined();
  });
});

describe("F6: nothing new", () => {
  it("F6 writes nothing when each value agrees, or is what the visitor last claimed", () => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Ada", lastName: "Byron" }),
      identify("v2", { email: ADA, firstName: "Adele" }),
    );
    story.when(identify("v2", { firstName: "Adele", lastName: "BYRON" })).thenNothing();
    story.when(identify("v2", { email: ADA, firstName: "adele" })).thenNothing();
  });

  it("F6 holds on an anonymous visitor", () => {
    given(identify("v1", { firstName: "Ada", contactAddress: { city: "Perth", country: "AU" } }))
      .when(identify("v1", { firstName: " ADA", contactAddress: { city: "perth" } }))
      .thenNothing();
  });

  it("F6 does not count another visitor's word as this one's", () => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Ada" }),
      identify("v2", { email: ADA, firstName: "Adele" }),
    );
    const id = theContact(story);
    const conflict = story.openConflict(id, "firstName")?.id ?? "none";
    story.given(resolve(conflict, "MAIN", 1));
    story.when(identify("v2", { firstName: "Adele" })).thenNothing();
    story.given(identify("v3", { email: ADA, firstName: "Adele" }));
    expect(secondary(story, "firstName")).toBe("Adele");
  });

  it("F6 does not count a stronger proof as nothing new", () => {
    const story = given(
      logIn("v1", { email: ADA, firstName: "Ada" }),
      identify("v1", { firstName: "Adele" }),
    );
    story.given(logIn("v1", { firstName: "Adele" }));
    expect(story.main(theContact(story), "firstName")).toBe("Adele");
  });

  it("F6 keeps the values of an agent's edit against the same login saying the same again", () => {
    const story = given(logIn("v1", { email: ADA, firstName: "Ada" }));
    story.given(updateContact(theContact(story), { firstName: "Augusta" }));
    story.when(logIn("v1", { email: ADA, firstName: "Ada" })).thenNothing();
    expect(story.contactOf("v1").fields.firstName).toMatchObject({
      value: "Augusta",
      origin: { channel: null, visitorId: null },
    });
    expect(story.log.at(-1)?.actor).toEqual(AGENT);
  });

  it("F6 is about the visitor's last word: saying something else, and then the first again, is new", () => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Ada" }),
      identify("v2", { email: ADA, firstName: "Adele" }),
      identify("v2", { firstName: "Addy" }),
      identify("v2", { firstName: "Adele" }),
    );
    expect(secondary(story, "firstName")).toBe("Adele");
    expect(story.conflictsOf(theContact(story), "firstName")).toHaveLength(3);
  });
});

describe("addresses go part by part", () => {
  const home: Parts = { line1: "6 Tullaroop Street", city: "St James", country: "AU" };
  const start = () => given(identify("v1", { email: ADA, contactAddress: home }));

  it("a part that is not given differs from nothing and erases nothing", () => {
    const story = start();
    story
      .when(identify("v2", { email: ADA, contactAddress: { city: "st james" } }))
      .then({ kind: "AnonymousVisitorRecorded" }, { kind: "VisitorIdentified" });
    expect(story.main(theContact(story), "contactAddress")).toEqual(home);
  });

  it("a part that is blank in the main value is filled", () => {
    const story = start();
    story.when(identify("v1", { contactAddress: { postalCode: "6102" } })).then({
      kind: "ContactUpdated",
      cause: "FILLED",
      changes: [{ field: "contactAddress", previous: home, next: { ...home, postalCode: "6102" } }],
    });
  });

  it("parts that differ make one conflict of the address, of these parts alone; the others are filled", () => {
    const story = start().given(
      identify("v2", {
        email: ADA,
        contactAddress: { line1: "9 Elm St", city: "Bentley", country: "AU", postalCode: "6102" },
      }),
    );
    expect(secondary(story, "contactAddress")).toEqual({ line1: "9 Elm St", city: "Bentley" });
    expect(story.main(theContact(story), "contactAddress")).toEqual({
      ...home,
      postalCode: "6102",
    });
  });

  it("accepting changes only the parts that the conflict names", () => {
    const story = start().given(
      identify("v2", { email: ADA, contactAddress: { city: "Bentley" } }),
      identify("v3", { email: ADA, contactAddress: { region: "WA" } }),
    );
    const id = theContact(story);
    const conflict = story.openConflict(id, "contactAddress")?.id ?? "none";
    story.given(resolve(conflict, "SECONDARY", story.version(id, "contactAddress")));
    expect(story.main(id, "contactAddress")).toEqual({ ...home, city: "Bentley", region: "WA" });
  });

  it("an account's newer word changes only the parts that it names (F5)", () => {
    const story = start().given(logIn("v1", { contactAddress: { city: "Bentley" } }));
    expect(story.main(theContact(story), "contactAddress")).toEqual({ ...home, city: "Bentley" });
  });

  it("does not call the parts proven that nobody proved", () => {
    const story = start().given(logIn("v1", { contactAddress: { city: "Bentley" } }));
    expect(story.contactOf("v1").fields.contactAddress?.verified).toBe(false);
    story.given(logIn("v1", { contactAddress: { ...home, city: "Bentley" } }));
    expect(story.contactOf("v1").fields.contactAddress?.verified).toBe(true);
  });

  it("the conflict closes when its parts become equal to the main value (5.5)", () => {
    const story = start().given(
      identify("v2", { email: ADA, contactAddress: { city: "Bentley" } }),
    );
    story.given(
      updateContact(theContact(story), { contactAddress: { city: "BENTLEY", line1: "1 Oak" } }),
    );
    expect(secondary(story, "contactAddress")).toBeUndefined();
    expect(story.main(theContact(story), "contactAddress")).toEqual({
      city: "BENTLEY",
      line1: "1 Oak",
    });
  });

  it("a part that an agent decided is not reopened by the same visitor saying it beside something new", () => {
    const story = start().given(
      identify("v2", { email: ADA, contactAddress: { city: "Bentley" } }),
    );
    const id = theContact(story);
    story.given(resolve(story.openConflict(id, "contactAddress")?.id ?? "none", "MAIN", 1));
    story.given(identify("v2", { contactAddress: { city: "Bentley", line1: "9 Elm St" } }));
    expect(secondary(story, "contactAddress")).toEqual({ line1: "9 Elm St" });
  });

  it("keeps the two addresses apart", () => {
    const story = start().given(identify("v1", { billingAddress: { city: "Bentley" } }));
    expect(story.main(theContact(story), "billingAddress")).toEqual({ city: "Bentley" });
    expect(secondary(story, "contactAddress")).toBeUndefined();
  });

  it("saying the same parts again writes nothing, one by one or together", () => {
    const story = start().given(
      identify("v2", { email: ADA, contactAddress: { line1: "9 Elm St", city: "Bentley" } }),
    );
    story.when(identify("v2", { contactAddress: { city: "bentley" } })).thenNothing();
    story
      .when(
        identify("v2", { contactAddress: { city: "Bentley", line1: "9 elm st", country: "au" } }),
      )
      .thenNothing();
  });
});

describe("attributes go key by key", () => {
  const start = () => given(identify("v1", { email: ADA, attributes: { plan: "gold", seats: 3 } }));

  it("fills new keys and makes one conflict of those that differ", () => {
    const story = start().given(
      identify("v2", { email: ADA, attributes: { plan: "silver", seats: 3, vip: true } }),
    );
    expect(story.main(theContact(story), "attributes")).toEqual({
      plan: "gold",
      seats: 3,
      vip: true,
    });
    expect(secondary(story, "attributes")).toEqual({ plan: "silver" });
  });

  it("compares values of a key whole, whatever the order of their keys", () => {
    given(
      identify("v1", {
        email: ADA,
        attributes: { size: { width: 1, height: 2 }, tags: ["a", "b"] },
      }),
    )
      .when(identify("v1", { attributes: { size: { height: 2, width: 1 }, tags: ["A", "b"] } }))
      .thenNothing();
    const story = start().given(identify("v1", { attributes: { seats: "3" } }));
    expect(secondary(story, "attributes")).toEqual({ seats: "3" });
  });

  it.each(["constructor", "toString", "hasOwnProperty", "__proto__"])(
    "takes %s for the name of a key like any other",
    (key) => {
      const said = JSON.parse(`{"${key}": "x"}`);
      const story = start().given(identify("v1", { attributes: said }));
      const attributes = story.main(theContact(story), "attributes") as Parts;
      expect(Object.getOwnPropertyDescriptor(attributes, key)?.value).toBe("x");
      expect(Object.keys(attributes)).toHaveLength(3);
      expect(secondary(story, "attributes")).toBeUndefined();
      story.when(identify("v1", { attributes: said })).thenNothing();
    },
  );
});
