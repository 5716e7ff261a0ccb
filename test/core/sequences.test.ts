import { describe, expect, it } from "vitest";
import { minute } from "./support/clock.ts";
import {
  archive,
  identify,
  logIn,
  message,
  proven,
  resolve,
  unlink,
  updateContact,
  whatsApp,
} from "./support/commands.ts";
import { given, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const BOB = "bob@x.example";
const PHONE = "+61400000001";
const contact = (story: Story) => story.contactOf("v1").id;
const open = (story: Story, field: Parameters<Story["openConflict"]>[1] = "firstName") =>
  story.openConflict(contact(story), field);
const disputed = () =>
  given(
    identify("v1", { email: ADA, firstName: "Ada" }),
    identify("v2", { email: ADA, firstName: "Adele" }),
  );

describe("claims repeated after a decision", () => {
  it.each(["MAIN", "SECONDARY"] as const)(
    "stay decided after %s, whoever of the two repeats",
    (choice) => {
      const story = disputed();
      story.given(resolve(open(story)?.id ?? "none", choice, 1));
      story.when(identify("v2", { email: ADA, firstName: "Adele" })).thenNothing();
      story.when(identify("v1", { email: ADA, firstName: "Ada" })).thenNothing();
      expect(story.main(contact(story), "firstName")).toBe(choice === "MAIN" ? "Ada" : "Adele");
      expect(open(story)).toBeUndefined();
    },
  );

  it("stay decided for identifiers, alternates included", () => {
    const story = given(identify("v1", { email: ADA }), identify("v1", { email: BOB }));
    story.given(resolve(open(story, "email")?.id ?? "none", "SECONDARY", 1));
    story.when(identify("v1", { email: BOB })).thenNothing();
  });

  it("are asked anew when the visitor says something else", () => {
    const story = disputed();
    story.given(
      resolve(open(story)?.id ?? "none", "MAIN", 1),
      identify("v2", { firstName: "Addy" }),
    );
    expect(open(story)).toMatchObject({ secondary: "Addy" });
  });

  it("are asked anew when they come with a stronger proof", () => {
    const story = disputed();
    story.given(
      resolve(open(story)?.id ?? "none", "MAIN", 1),
      identify("v2", { firstName: proven("Adele") }, { channel: "CHAT" }),
    );
    expect(open(story)).toMatchObject({ secondary: "Adele", verified: true });
  });

  it("win after a decision when an account proves them later", () => {
    const story = disputed();
    story.given(resolve(open(story)?.id ?? "none", "MAIN", 1), logIn("v2", { firstName: "Adele" }));
    expect(story.main(contact(story), "firstName")).toBe("Adele");
  });
});

describe("proof that arrives later", () => {
  it("verifies a typed email and makes its visitor proven", () => {
    const story = given(identify("v1", { email: ADA }));
    story
      .when(logIn("v1", { email: ADA }))
      .then({ kind: "ContactFieldsVerified" }, { kind: "VisitorProven", visitorId: "v1" });
    expect(story.visitor("v1").proven).toBe(true);
  });

  it("turns a typed email of somebody else's (P9) into a successor for that person (P10)", () => {
    const story = given(
      identify("v1", { email: ADA }),
      identify("v2", { email: BOB }),
      identify("v1", { email: BOB }),
    );
    const outcome = story.when(logIn("v1", { email: BOB }));
    expect(outcome.subject.contactId).toBe(story.contactOf("v2").id);
    expect(story.owning("email", ADA).id).toBe(contact(story));
    expect(story.state.suspicions.size).toBe(1);
  });

  it("does not let a visitor read what it only typed: proving a new number of its own is not enough", () => {
    // Mallory types Ada's email, and then proves a number that nobody has.
    const story = given(
      logIn("v1", { email: ADA, firstName: "Ada" }),
      identify("mallory", { email: ADA }),
      identify("mallory", { phone: proven(PHONE) }, { channel: "FORM" }),
    );
    expect(story.visitor("mallory").proven).toBe(false);
    story.given(identify("mallory", { phone: proven(PHONE) }, { channel: "FORM" }));
    expect(story.visitor("mallory").proven).toBe(false);
    story.given(identify("mallory-2", { phone: proven(PHONE) }, { channel: "FORM" }));
    expect(story.visitor("mallory-2").proven).toBe(false);
  });

  it("does not let a visitor read what it only typed: claiming both at once is not enough", () => {
    const story = given(
      logIn("v1", { email: ADA, firstName: "Ada" }),
      whatsApp("mallory", PHONE, { email: ADA }),
    );
    expect(
      story.visitor("mallory").contactId === contact(story) && story.visitor("mallory").proven,
    ).toBe(false);
    story.given(whatsApp("mallory", PHONE, { email: ADA }));
    expect(
      story.visitor("mallory").contactId === contact(story) && story.visitor("mallory").proven,
    ).toBe(false);
  });

  it("goes on proving the person by an alternate that somebody new took back as the main value", () => {
    const story = given(
      logIn("v1", { email: ADA }),
      logIn("v1", { email: BOB }),
      identify("v2", { email: BOB }),
      logIn("v2", { email: ADA }),
      logIn("v3", { email: ADA }),
    );
    expect(story.main(contact(story), "email")).toBe(ADA);
    expect(story.visitor("v2").proven).toBe(true);
    expect(story.visitor("v3").proven).toBe(true);
  });

  it("makes proven at once who proves a number of a record that is its own word alone", () => {
    const story = given(identify("v1", { email: ADA }));
    const kinds = story
      .when(identify("v1", { phone: proven(PHONE) }))
      .events.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(["ContactUpdated", "VisitorProven"]);
  });

  it("does not let a visitor read what it only typed: an account's update is not enough either", () => {
    const story = given(
      logIn("v1", { email: ADA, phone: "+61400000009", firstName: "Ada" }),
      identify("mallory", { email: ADA }),
      logIn("mallory", { phone: PHONE }),
      logIn("mallory", { phone: PHONE }),
    );
    expect(story.visitor("mallory").proven).toBe(false);
  });
});

describe("two visitors alternating", () => {
  it("do not grow the log by repeating themselves", () => {
    const story = disputed();
    const settled = story.log.length;
    for (let turn = 0; turn < 20; turn++)
      story.given(
        identify("v1", { email: ADA, firstName: "Ada" }),
        identify("v2", { email: ADA, firstName: "Adele" }),
      );
    expect(story.log.length).toBe(settled);
    expect(open(story)).toMatchObject({ secondary: "Adele" });
  });

  it("with two different values besides the main one keep the newer open", () => {
    const story = disputed().given(identify("v3", { email: ADA, firstName: "Addy" }));
    const settled = story.log.length;
    story.given(identify("v2", { firstName: "Adele" }), identify("v3", { firstName: "Addy" }));
    expect(story.log.length).toBe(settled);
    expect(open(story)).toMatchObject({ secondary: "Addy" });
  });

  it("by account: the last update wins, and what both say again changes nothing", () => {
    const story = given(
      logIn("v1", { email: ADA, firstName: "Ada" }),
      logIn("v2", { email: ADA, firstName: "Adele" }),
    );
    expect(story.main(contact(story), "firstName")).toBe("Adele");
    story.when(logIn("v1", { firstName: "Ada" })).thenNothing();
    story.when(logIn("v2", { firstName: "Adele" })).thenNothing();
  });

  it("by account, out of order: the later happening wins whichever arrives first", () => {
    for (const order of [
      [1, 2],
      [2, 1],
    ]) {
      const story = given(
        logIn("v1", { email: ADA, firstName: "Ada" }, { happenedAt: minute(-10) }),
      );
      for (const n of order)
        story.given(
          logIn(`v${n}`, { email: ADA, firstName: `Ada ${n}` }, { happenedAt: minute(-10 + n) }),
        );
      expect(story.main(contact(story), "firstName")).toBe("Ada 2");
    }
  });
});

describe("archive, then identify, then a message", () => {
  it("is archived until the message, under the same name", () => {
    const story = given(identify("v1", { email: ADA, firstName: "Ada" }), (s) =>
      archive(contact(s)),
    );
    const id = contact(story);
    story.given(identify("v2", { email: ADA, firstName: "Adele" }));
    expect(story.contactOf("v2")).toMatchObject({ id, status: "archived" });
    story.given(message("v2"));
    expect(story.contactOf("v2")).toMatchObject({ id, status: "active" });
    expect(story.main(id, "firstName")).toBe("Ada");
    expect(open(story)).toMatchObject({ secondary: "Adele" });
  });

  it("does not come back for messages that were there before it was archived, when its own visitor identifies", () => {
    const story = given(
      identify("v1", { email: ADA }),
      message("v1", { conversationId: "chat" }),
      (s) => archive(contact(s)),
      identify(
        "v1",
        { email: ADA, lastName: "Byron" },
        { channel: "CHAT", conversationId: "chat" },
      ),
    );
    expect(story.contactOf("v1").status).toBe("archived");
  });
});

describe("unlink, then identify again", () => {
  it("links to the same contact by the same email", () => {
    const story = disputed();
    const id = contact(story);
    story.given(unlink("v2"), identify("v2", { email: ADA }));
    expect(story.contactOf("v2").id).toBe(id);
    expect(story.state.contacts.size).toBe(1);
  });

  it("loses nothing that the visitor said", () => {
    const story = disputed().given(
      unlink("v2"),
      identify("v2", { email: ADA, firstName: "Adele" }),
    );
    expect(open(story)).toMatchObject({ secondary: "Adele", origin: { visitorId: "v2" } });
    expect(story.conflictsOf(contact(story), "firstName").map(({ status }) => status)).toEqual([
      "withdrawn",
      "open",
    ]);
  });

  it("links elsewhere by another email", () => {
    const story = disputed().given(unlink("v2"), identify("v2", { email: BOB }));
    expect(story.contactOf("v2").id).not.toBe(contact(story));
    expect(story.main(story.contactOf("v2").id, "firstName")).toBe("Adele");
  });

  it("bounces without growing more than it changes", () => {
    const story = disputed();
    for (let turn = 0; turn < 5; turn++) story.given(unlink("v2"), identify("v2", { email: ADA }));
    expect(story.state.contacts.size).toBe(1);
    expect(story.state.visitors.size).toBe(2);
    expect(story.contactOf("v1").listIds).toHaveLength(1);
  });
});

describe("decisions switched back and forth", () => {
  it("keep both values of an email with the contact throughout, and count each change", () => {
    const story = given(identify("v1", { email: ADA }), identify("v1", { email: BOB }));
    const id = open(story, "email")?.id ?? "none";
    for (let turn = 0; turn < 6; turn++) {
      story.given(
        resolve(id, turn % 2 ? "MAIN" : "SECONDARY", story.version(contact(story), "email")),
      );
      expect(story.main(contact(story), "email")).toBe(turn % 2 ? ADA : BOB);
      expect(story.owning("email", ADA).id).toBe(contact(story));
      expect(story.owning("email", BOB).id).toBe(contact(story));
      expect(story.contactOf("v1").identifiers.filter(({ primary }) => primary)).toHaveLength(1);
    }
    expect(story.version(contact(story), "email")).toBe(7);
    expect(story.log.filter(({ kind }) => kind === "ConflictResolved")).toHaveLength(6);
  });

  it("are final once another visitor's word has become the main value", () => {
    const story = disputed();
    const id = open(story)?.id ?? "none";
    story.given(resolve(id, "SECONDARY", 1), logIn("v3", { email: ADA, firstName: "Augusta" }));
    story.when(resolve(id, "MAIN", 2)).thenRefused({ code: "MAIN_VALUE_CHANGED", main: "Augusta" });
    story.when(resolve(id, "MAIN", 3)).thenRefused({ code: "MAIN_VALUE_CHANGED", version: 3 });
  });
});

describe("a main value that changes under a dispute", () => {
  it("is decided on what it is now", () => {
    const story = disputed().given((s) => updateContact(contact(s), { firstName: "Augusta" }));
    const id = open(story)?.id ?? "none";
    story.when(resolve(id, "MAIN", 1)).thenRefused({ code: "MAIN_VALUE_CHANGED", main: "Augusta" });
    story.when(resolve(id, "MAIN", 2)).then({
      kind: "ConflictResolved",
      main: "Augusta",
      secondary: "Adele",
    });
  });

  it("fills with the secondary when it was cleared", () => {
    const story = disputed().given((s) => updateContact(contact(s), { firstName: null }));
    const id = open(story)?.id ?? "none";
    story.given(resolve(id, "SECONDARY", 2));
    expect(story.main(contact(story), "firstName")).toBe("Adele");
    story.given(resolve(id, "MAIN", 3));
    expect(story.main(contact(story), "firstName")).toBeNull();
  });
});

describe("causes come before their effects in the log", () => {
  it("a first claim records, creates, links, lists, in this order", () => {
    const kinds = given(identify("v1", { email: ADA })).log.map(({ kind }) => kind);
    expect(kinds).toEqual([
      "AnonymousVisitorRecorded",
      "ContactCreated",
      "VisitorIdentified",
      "ContactListed",
    ]);
  });
});
