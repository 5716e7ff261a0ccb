import { describe, expect, it } from "vitest";
import { minute } from "./support/clock.ts";
import {
  AGENT,
  archive,
  createContact,
  identify,
  logIn,
  message,
  optIn,
  unarchive,
  updateContact,
  whatsApp,
} from "./support/commands.ts";
import { given, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const contact = (story: Story) => story.contactOf("v1").id;
const archived = () =>
  given(identify("v1", { email: ADA, firstName: "Ada" }), (s) => archive(contact(s)));

describe("archiving (SPEC 3.5)", () => {
  it("archives once", () => {
    const story = given(identify("v1", { email: ADA }));
    story
      .when(archive(contact(story)))
      .then({ kind: "ContactArchived", contactId: contact(story), actor: AGENT });
    expect(story.contactOf("v1")).toMatchObject({ status: "archived", archivedAt: minute(2) });
    story.when(archive(contact(story))).thenNothing();
  });

  it("keeps the identifiers reserved", () => {
    const story = archived();
    story
      .when(createContact({ firstName: "A", lastName: "B", email: ADA }))
      .thenRefused({ code: "IDENTIFIER_TAKEN", holder: { type: "contact", id: contact(story) } });
  });

  it("keeps its visitors, so that its claims are still its own", () => {
    const story = archived().given(identify("v1", { firstName: "Adele", lastName: "Byron" }));
    expect(story.contactOf("v1").status).toBe("archived");
    expect(story.main(contact(story), "lastName")).toBe("Byron");
    expect(story.openConflict(contact(story), "firstName")).toMatchObject({ secondary: "Adele" });
  });

  it("knows no contact that does not exist", () => {
    given().when(archive("nobody")).thenRefused({ code: "CONTACT_NOT_FOUND", contactId: "nobody" });
    given().when(unarchive("nobody")).thenRefused({ code: "CONTACT_NOT_FOUND" });
  });
});

describe("reactivation (SPEC 3.5)", () => {
  it("a message from an archived contact reactivates it, under the same name", () => {
    const story = archived();
    const id = contact(story);
    story.when(message("v1", { conversationId: "chat" })).then({
      kind: "ContactReactivated",
      cause: "MESSAGE",
      contactId: id,
      visitorId: "v1",
      conversationId: "chat",
    });
    expect(story.contactOf("v1")).toMatchObject({ id, status: "active", archivedAt: null });
    expect(story.main(id, "firstName")).toBe("Ada");
    story.when(message("v1")).thenNothing();
  });

  it("a message of another of its visitors does so too", () => {
    const story = given(identify("v1", { email: ADA }), identify("v2", { email: ADA }));
    story.given(archive(contact(story)), message("v2"));
    expect(story.contactOf("v1").status).toBe("active");
  });

  it("a claim that comes with a message does so for a linked visitor", () => {
    const story = given(whatsApp("v1", "+61400000001"), (s) => archive(contact(s)));
    story.given(whatsApp("v1", "+61400000001"));
    expect(story.contactOf("v1").status).toBe("active");
  });

  it.each([
    ["identifying", identify("v1", { email: ADA })],
    ["logging in", logIn("v1", { email: ADA })],
    ["saying more", identify("v1", { lastName: "Byron" })],
    ["opting in to push", optIn("v1")],
    ["another browser identifying", identify("v2", { email: ADA })],
  ])("%s alone does not", (_what, step) => {
    expect(archived().given(step).contactOf("v1").status).toBe("archived");
  });

  it("a message of somebody anonymous, or of another contact, does not", () => {
    const story = archived().given(
      message("v8"),
      identify("v9", { email: "bob@x.example" }),
      message("v9"),
    );
    expect(story.contactOf("v1").status).toBe("archived");
  });

  it("an agent's edit does not", () => {
    const story = archived().given((s) => updateContact(contact(s), { lastName: "Byron" }));
    expect(story.contactOf("v1").status).toBe("archived");
  });

  it("an agent can unarchive", () => {
    const story = archived();
    story
      .when(unarchive(contact(story)))
      .then({ kind: "ContactReactivated", cause: "BY_HAND", contactId: contact(story) });
    expect(story.contactOf("v1")).toMatchObject({ status: "active", archivedAt: null });
    story.when(unarchive(contact(story))).thenNothing();
  });
});
