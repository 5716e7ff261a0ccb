import { describe, expect, it } from "vitest";
import { minute } from "./support/clock.ts";
import {
  AGENT,
  archive,
  identify,
  logIn,
  resolve,
  unlink,
  updateContact,
} from "./support/commands.ts";
import { given, givenMembers, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const NEW = "new@x.example";

/** Ada is called "Ada"; another browser says "Adele". */
const disputed = () =>
  given(
    identify("v1", { email: ADA, firstName: "Ada" }),
    identify("v2", { email: ADA, firstName: "Adele" }),
  );
const contact = (story: Story) => story.contactOf("v1").id;
const open = (story: Story, field: Parameters<Story["openConflict"]>[1] = "firstName") =>
  story.openConflict(contact(story), field)?.id ?? "no open conflict";
const name = (story: Story) => story.main(contact(story), "firstName");

describe("5.1 the console shows both values", () => {
  it("5.1 the main value is the contact's, as it is now; the secondary keeps its source", () => {
    const story = disputed().given((s) => updateContact(contact(s), { firstName: "Augusta" }));
    expect(name(story)).toBe("Augusta");
    expect(story.openConflict(contact(story), "firstName")).toMatchObject({
      secondary: "Adele",
      openedAt: minute(2),
      origin: { channel: "FORM", visitorId: "v2", conversationId: null, happenedAt: minute(2) },
    });
  });
});

describe("5.2 resolving", () => {
  it("5.2 MAIN keeps the main value and ends the conflict", () => {
    const story = disputed();
    const id = open(story);
    story.when(resolve(id, "MAIN", 1, { customerConfirmed: false })).then({
      kind: "ConflictResolved",
      conflictId: id,
      field: "firstName",
      choice: "MAIN",
      main: "Ada",
      secondary: "Adele",
      switched: false,
    });
    expect(name(story)).toBe("Ada");
    expect(story.openConflict(contact(story), "firstName")).toBeUndefined();
    expect(story.state.conflicts.get(id)?.status).toBe("resolved");
  });

  it("5.2 SECONDARY replaces the main value at once", () => {
    const story = disputed();
    const id = open(story);
    story.when(resolve(id, "SECONDARY", 1)).then(
      {
        kind: "ContactUpdated",
        cause: "RESOLVED",
        changes: [{ field: "firstName", previous: "Ada", next: "Adele" }],
      },
      { kind: "ConflictResolved", choice: "SECONDARY", main: "Ada", secondary: "Adele" },
    );
    expect(name(story)).toBe("Adele");
    expect(story.version(contact(story), "firstName")).toBe(2);
    expect(story.state.conflicts.get(id)?.status).toBe("resolved");
  });

  it("5.2 SECONDARY needs that the customer confirmed it", () => {
    const story = disputed();
    story
      .when(resolve(open(story), "SECONDARY", 1, { customerConfirmed: false }))
      .thenRefused({ code: "CONFIRMATION_REQUIRED", conflictId: open(story) });
    expect(name(story)).toBe("Ada");
  });

  it("5.2 can be switched back and forth while the field has not changed since", () => {
    const story = disputed();
    const id = open(story);
    const version = () => story.version(contact(story), "firstName");
    story.given(resolve(id, "SECONDARY", 1));
    for (let turn = 0; turn < 3; turn++) {
      story
        .when(resolve(id, "MAIN", version()))
        .then(
          { kind: "ContactUpdated" },
          { kind: "ConflictResolved", choice: "MAIN", switched: true },
        );
      expect(name(story)).toBe("Ada");
      story
        .when(resolve(id, "SECONDARY", version()))
        .then(
          { kind: "ContactUpdated" },
          { kind: "ConflictResolved", choice: "SECONDARY", switched: true },
        );
      expect(name(story)).toBe("Adele");
    }
  });

  it("5.2 can be switched from MAIN too", () => {
    const story = disputed();
    const id = open(story);
    story.given(resolve(id, "MAIN", 1), resolve(id, "SECONDARY", 1));
    expect(name(story)).toBe("Adele");
    story.given(resolve(id, "MAIN", 2));
    expect(name(story)).toBe("Ada");
  });

  it.each([
    ["MAIN", "SECONDARY"],
    ["SECONDARY", "MAIN"],
  ] as const)(
    "5.2 a decision for %s can't be switched once the field has changed",
    (first, second) => {
      const story = disputed();
      const id = open(story);
      story.given(resolve(id, first, 1), updateContact(contact(story), { firstName: "Augusta" }));
      const version = story.version(contact(story), "firstName");
      story
        .when(resolve(id, second, version))
        .thenRefused({ code: "MAIN_VALUE_CHANGED", main: "Augusta", version });
      expect(name(story)).toBe("Augusta");
    },
  );

  it("5.2 the same choice again writes nothing", () => {
    const story = disputed();
    const id = open(story);
    story.given(resolve(id, "MAIN", 1));
    story.when(resolve(id, "MAIN", 1)).thenNothing();
    const other = disputed();
    const again = open(other);
    other.given(resolve(again, "SECONDARY", 1));
    other.when(resolve(again, "SECONDARY", 2)).thenNothing();
  });

  it("5.2 switching back an address restores exactly what it was", () => {
    const story = given(
      identify("v1", { email: ADA, contactAddress: { city: "Perth", country: "AU" } }),
      identify("v2", { email: ADA, contactAddress: { city: "Bentley" } }),
    );
    const id = open(story, "contactAddress");
    story.given(resolve(id, "SECONDARY", 1), resolve(id, "MAIN", 2));
    expect(story.main(contact(story), "contactAddress")).toEqual({ city: "Perth", country: "AU" });
  });

  it("5.2 one decision leaves other fields' conflicts alone", () => {
    const story = given(
      identify("v1", { email: ADA, firstName: "Ada", lastName: "Byron" }),
      identify("v2", { email: ADA, firstName: "Adele", lastName: "King" }),
    );
    story.given(resolve(open(story), "MAIN", 1));
    expect(story.openConflict(contact(story), "lastName")).toMatchObject({ secondary: "King" });
  });

  it("5.2 refuses conflicts that are not there, or no longer open", () => {
    const story = disputed();
    const old = open(story);
    story.when(resolve("nothing", "MAIN", 1)).thenRefused({ code: "CONFLICT_NOT_FOUND" });
    story.given(identify("v3", { email: ADA, firstName: "Addy" }));
    story
      .when(resolve(old, "SECONDARY", 1))
      .thenRefused({ code: "CONFLICT_NOT_OPEN", conflictId: old, status: "superseded" });
    const newer = open(story);
    story.given(unlink("v3"));
    story
      .when(resolve(newer, "SECONDARY", 1))
      .thenRefused({ code: "CONFLICT_NOT_OPEN", status: "withdrawn" });
  });

  it("5.2 a decision waits for nobody: a new dispute afterwards is a new conflict, and the old one stays switched off", () => {
    const story = disputed();
    const old = open(story);
    story.given(resolve(old, "MAIN", 1), identify("v3", { email: ADA, firstName: "Addy" }));
    const newer = open(story);
    story.given(resolve(newer, "SECONDARY", 1));
    story.when(resolve(old, "SECONDARY", 2)).thenRefused({ code: "MAIN_VALUE_CHANGED" });
    expect(name(story)).toBe("Addy");
  });

  it("5.2 an archived contact's conflicts can be decided", () => {
    const story = disputed();
    story.given(archive(contact(story)), resolve(open(story), "SECONDARY", 1));
    expect(name(story)).toBe("Adele");
    expect(story.contactOf("v1").status).toBe("archived");
  });
});

describe("5.3 what the agent was looking at", () => {
  it.each(["MAIN", "SECONDARY"] as const)(
    "5.3 %s is refused when another agent changed the main value meanwhile, and the answer says what it is now",
    (choice) => {
      const story = disputed().given((s) => updateContact(contact(s), { firstName: "Augusta" }));
      const id = open(story);
      story.when(resolve(id, choice, 1)).thenRefused({
        code: "MAIN_VALUE_CHANGED",
        conflictId: id,
        contactId: contact(story),
        field: "firstName",
        main: "Augusta",
        version: 2,
      });
      expect(name(story)).toBe("Augusta");
      story.given(resolve(id, choice, 2));
      expect(name(story)).toBe(choice === "MAIN" ? "Augusta" : "Adele");
    },
  );

  it("5.3 two agents at once: the second learns of the first's decision", () => {
    const story = disputed();
    const id = open(story);
    story.given(resolve(id, "SECONDARY", 1));
    story.when(resolve(id, "MAIN", 1)).thenRefused({ code: "MAIN_VALUE_CHANGED", main: "Adele" });
  });

  it("5.3 switching back after the main changed before the decision brings back what was then the main", () => {
    const story = disputed().given((s) => updateContact(contact(s), { firstName: "Augusta" }));
    const id = open(story);
    story.given(resolve(id, "SECONDARY", 2), resolve(id, "MAIN", 3));
    expect(name(story)).toBe("Augusta");
  });
});

describe("5.4 secondary identifiers", () => {
  const changing = () => given(identify("v1", { email: ADA }), identify("v1", { email: NEW }));

  it("5.4 replaces the main identifier, which stays with the contact as an alternate", () => {
    const story = changing();
    story.given(resolve(open(story, "email"), "SECONDARY", 1));
    expect(story.main(contact(story), "email")).toBe(NEW);
    expect(story.owning("email", ADA).id).toBe(contact(story));
    expect(story.contactOf("v1").identifiers).toContainEqual(
      expect.objectContaining({ value: ADA, primary: false }),
    );
  });

  it("5.4 can be switched back", () => {
    const story = changing();
    const id = open(story, "email");
    story.given(resolve(id, "SECONDARY", 1), resolve(id, "MAIN", 2));
    expect(story.main(contact(story), "email")).toBe(ADA);
    story.given(resolve(id, "SECONDARY", 3));
    expect(story.main(contact(story), "email")).toBe(NEW);
    expect(story.owning("email", NEW).id).toBe(contact(story));
    expect(story.owning("email", ADA).id).toBe(contact(story));
  });

  it("5.4 names the other contact that has it", () => {
    const story = given(
      identify("v1", { email: ADA }),
      identify("v2", { email: NEW }),
      identify("v1", { email: NEW }),
    );
    story.when(resolve(open(story, "email"), "SECONDARY", 1)).thenRefused({
      code: "IDENTIFIER_TAKEN",
      field: "email",
      holder: { type: "contact", id: story.contactOf("v2").id },
    });
    expect(story.main(contact(story), "email")).toBe(ADA);
    expect(story.openConflict(contact(story), "email")).toBeDefined();
    story.given(resolve(open(story, "email"), "MAIN", 1));
  });

  it("5.4 names a member that has got it since", () => {
    const story = givenMembers().given(
      identify("v1", { email: ADA }),
      identify("v1", { email: NEW }),
    );
    story.state.owners.set(`email:${NEW}`, { type: "member", id: "m1" });
    story
      .when(resolve(open(story, "email"), "SECONDARY", 1))
      .thenRefused({ code: "IDENTIFIER_TAKEN", holder: { type: "member", id: "m1" } });
  });

  it("5.4 does not switch to what somebody else has got since the decision", () => {
    const story = changing();
    const id = open(story, "email");
    story.given(resolve(id, "MAIN", 1), identify("v2", { email: NEW }));
    story.when(resolve(id, "SECONDARY", 1)).thenRefused({
      code: "IDENTIFIER_TAKEN",
      holder: { type: "contact", id: story.contactOf("v2").id },
    });
  });

  it("5.4 takes a phone for a contact that had none, and gives it back", () => {
    const phone = "+61400000001";
    const story = given(logIn("v1", { email: ADA }), identify("v1", { phone }));
    const id = open(story, "phone");
    story.given(resolve(id, "SECONDARY", 0));
    expect(story.main(contact(story), "phone")).toBe(phone);
    story.given(resolve(id, "MAIN", 1));
    expect(story.main(contact(story), "phone")).toBeNull();
    story.given(resolve(id, "SECONDARY", 2));
    expect(story.main(contact(story), "phone")).toBe(phone);
    expect(story.owning("phone", phone).id).toBe(contact(story));
  });
});

describe("5.5 a conflict that no longer is one closes itself", () => {
  it.each([
    ["an agent's edit", (s: Story) => updateContact(contact(s), { firstName: "ADELE" })],
    ["a login", () => logIn("v1", { firstName: "Adele" })],
  ])("5.5 by %s, with an event", (_what, change) => {
    const story = disputed();
    const id = open(story);
    const events = story.when(change).events;
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: "ConflictClosed",
        conflictId: id,
        contactId: contact(story),
        field: "firstName",
      }),
    );
    expect(story.state.conflicts.get(id)?.status).toBe("closed");
    story.when(resolve(id, "MAIN", 2)).thenRefused({ code: "CONFLICT_NOT_OPEN", status: "closed" });
  });

  it("5.5 not by becoming something else, nor by being cleared", () => {
    const story = disputed().given((s) => updateContact(contact(s), { firstName: "Augusta" }));
    expect(story.openConflict(contact(story), "firstName")).toBeDefined();
    story.given(updateContact(contact(story), { firstName: null }));
    expect(story.openConflict(contact(story), "firstName")).toBeDefined();
    story.given(resolve(open(story), "SECONDARY", 3));
    expect(name(story)).toBe("Adele");
  });
});

describe("5.6 every decision records who, when, both values", () => {
  it("5.6 in the log and on the conflict, switched ones too", () => {
    const boss = { type: "member", id: "member-boss" } as const;
    const story = disputed();
    const id = open(story);
    story.given(resolve(id, "SECONDARY", 1));
    expect(story.state.conflicts.get(id)?.resolution).toMatchObject({
      choice: "SECONDARY",
      by: AGENT,
      at: minute(3),
      main: { value: "Ada" },
    });
    const events = story.when(resolve(id, "MAIN", 2, { actor: boss })).events;
    expect(events.find((one) => one.kind === "ConflictResolved")).toMatchObject({
      actor: boss,
      recordedAt: minute(4),
      choice: "MAIN",
      main: "Adele",
      secondary: "Adele",
      customerConfirmed: true,
    });
    expect(story.state.conflicts.get(id)?.resolution).toMatchObject({
      choice: "MAIN",
      by: boss,
      main: { value: "Ada" },
    });
  });

  it("5.6 says whether the customer confirmed", () => {
    const story = disputed();
    const events = story.when(resolve(open(story), "MAIN", 1, { customerConfirmed: false })).events;
    expect(events).toMatchObject([{ kind: "ConflictResolved", customerConfirmed: false }]);
  });
});
