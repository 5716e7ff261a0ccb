import { describe, expect, it } from "vitest";
import {
  AGENT,
  createContact,
  identify,
  logIn,
  message,
  removeAlternate,
  unlink,
  updateContact,
  whatsApp,
} from "./support/commands.ts";
import { given, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const NEW = "new@x.example";
const PHONE = "+61400000001";
const contact = (story: Story) => story.contactOf("v1").id;

describe("creating a contact by hand (SPEC 3.2)", () => {
  it("takes first and last name, and an email or a phone", () => {
    const outcome = given().when(
      createContact({ firstName: "Ada", lastName: "Byron", phone: PHONE, gender: "female" }),
    );
    const story = outcome.then({ kind: "ContactCreated", channel: null, visitorId: null });
    const made = story.owning("phone", PHONE);
    expect(made).toMatchObject({
      createdVia: null,
      createdBy: AGENT,
      status: "active",
      listIds: [],
    });
    expect(made.identifiers).toMatchObject([{ value: PHONE, primary: true, visitorId: null }]);
    expect(made.fields.gender).toMatchObject({ value: "female", version: 1 });
    expect(outcome.subject.contactId).toBe(made.id);
  });

  it.each([
    ["the first name", { lastName: "Byron", email: ADA }, ["firstName"]],
    ["the last name", { firstName: "Ada", email: ADA }, ["lastName"]],
    ["both names", { fullName: "Ada Byron", email: ADA }, ["firstName", "lastName"]],
    ["any identifier", { firstName: "Ada", lastName: "Byron" }, ["email", "phone"]],
  ])("is refused without %s", (_what, values, fields) => {
    given().when(createContact(values)).thenRefused({ code: "DETAILS_MISSING", fields });
  });

  it.each(["email", "phone"] as const)("is refused when the %s is a contact's", (kind) => {
    const value = kind === "email" ? ADA : PHONE;
    const story = given(identify("v1", { [kind]: value }));
    story.when(createContact({ firstName: "A", lastName: "B", [kind]: value })).thenRefused({
      code: "IDENTIFIER_TAKEN",
      field: kind,
      holder: { type: "contact", id: contact(story) },
    });
    expect(story.state.contacts.size).toBe(1);
  });

  it("is refused when the identifier is a contact's alternate", () => {
    given(logIn("v1", { email: ADA }), logIn("v1", { email: NEW }))
      .when(createContact({ firstName: "A", lastName: "B", email: ADA }))
      .thenRefused({ code: "IDENTIFIER_TAKEN" });
  });
});

describe("updating by field (SPEC 3.4)", () => {
  const start = () => given(identify("v1", { email: ADA, firstName: "Ada", lastName: "Byron" }));

  it("keeps what is not named, and clears with null", () => {
    const story = start();
    story.when(updateContact(contact(story), { firstName: "Augusta", lastName: null })).then({
      kind: "ContactUpdated",
      cause: "EDITED",
      actor: AGENT,
      changes: [
        { field: "firstName", previous: "Ada", next: "Augusta" },
        { field: "lastName", previous: "Byron", next: null },
      ],
    });
    expect(story.main(contact(story), "firstName")).toBe("Augusta");
    expect(story.main(contact(story), "lastName")).toBeNull();
    expect(story.version(contact(story), "lastName")).toBe(2);
    expect(story.main(contact(story), "email")).toBe(ADA);
  });

  it("writes nothing when nothing changes", () => {
    const story = start();
    story
      .when(updateContact(contact(story), { firstName: "Ada", gender: null, email: ADA }))
      .thenNothing();
  });

  it("writes a value as the agent writes it, even where it agrees", () => {
    const story = start().given((s) => updateContact(contact(s), { firstName: "ADA" }));
    expect(story.main(contact(story), "firstName")).toBe("ADA");
  });

  it("replaces a whole address", () => {
    const story = start().given(
      identify("v1", { contactAddress: { city: "Perth", country: "AU" } }),
    );
    story.given(updateContact(contact(story), { contactAddress: { city: "Bentley" } }));
    expect(story.main(contact(story), "contactAddress")).toEqual({ city: "Bentley" });
  });

  it("frees an old identifier, which may become somebody else's", () => {
    const story = start();
    story.when(updateContact(contact(story), { email: NEW })).then({
      kind: "ContactUpdated",
      changes: [{ field: "email", previous: ADA, next: NEW, previousBecomes: "freed" }],
    });
    expect(story.state.owners.has(`email:${ADA}`)).toBe(false);
    expect(story.contactOf("v1").identifiers).toMatchObject([{ value: NEW, primary: true }]);
    story.given(identify("v2", { email: ADA }));
    expect(story.contactOf("v2").id).not.toBe(contact(story));
  });

  it("takes an alternate of the contact as its main identifier", () => {
    const story = given(logIn("v1", { email: ADA }), logIn("v1", { email: NEW }));
    story.given(updateContact(contact(story), { email: ADA }));
    expect(story.main(contact(story), "email")).toBe(ADA);
    expect(story.state.owners.has(`email:${NEW}`)).toBe(false);
    expect(story.contactOf("v1").identifiers).toMatchObject([{ value: ADA, primary: true }]);
  });

  it("is refused when the identifier is another contact's, and then changes nothing else", () => {
    const story = start().given(identify("v2", { email: NEW }));
    story
      .when(updateContact(contact(story), { firstName: "Augusta", email: NEW }))
      .thenRefused({ code: "IDENTIFIER_TAKEN", holder: { id: story.contactOf("v2").id } });
    expect(story.main(contact(story), "firstName")).toBe("Ada");
  });

  it("allows a contact without identifiers", () => {
    const story = start().given((s) => updateContact(contact(s), { email: null }));
    expect(story.contactOf("v1").identifiers).toEqual([]);
    expect(story.main(contact(story), "firstName")).toBe("Ada");
  });

  it("knows no contact that does not exist", () => {
    given()
      .when(updateContact("nobody", { firstName: "A" }))
      .thenRefused({ code: "CONTACT_NOT_FOUND", contactId: "nobody" });
  });
});

describe("removing an alternate identifier", () => {
  const start = () => given(logIn("v1", { email: ADA }), logIn("v1", { email: NEW }));

  it("frees it", () => {
    const story = start();
    story.when(removeAlternate(contact(story), "email", ADA)).then({
      kind: "AlternateIdentifierRemoved",
      contactId: contact(story),
      identifier: { kind: "email", value: ADA },
    });
    story.given(identify("v2", { email: ADA }));
    expect(story.contactOf("v2").id).not.toBe(contact(story));
    expect(story.main(contact(story), "email")).toBe(NEW);
  });

  it("is refused for the main identifier, for an unknown one, and for an unknown contact", () => {
    const story = start();
    story
      .when(removeAlternate(contact(story), "email", NEW))
      .thenRefused({ code: "IDENTIFIER_IS_MAIN", field: "email" });
    story
      .when(removeAlternate(contact(story), "email", "no@x.example"))
      .thenRefused({ code: "IDENTIFIER_NOT_FOUND" });
    story.when(removeAlternate("nobody", "email", ADA)).thenRefused({ code: "CONTACT_NOT_FOUND" });
  });
});

describe("disassociating a name from a number (SPEC 3.4)", () => {
  const start = () =>
    given(whatsApp("v1", PHONE, { firstName: "Ada" }), identify("v2", { phone: PHONE }));

  it.each([
    ["removed", null],
    ["changed", "+61400000002"],
  ])("a number that is %s unlinks the visitor that is the number, and no other", (_what, phone) => {
    const story = start();
    const id = contact(story);
    story
      .when(updateContact(id, { phone }))
      .then(
        { kind: "ContactUpdated" },
        { kind: "VisitorUnlinked", visitorId: "v1", contactId: id, cause: "NUMBER_REMOVED" },
      );
    expect(story.visitor("v1")).toMatchObject({ contactId: null, proven: false });
    expect(story.contactOf("v2").id).toBe(id);
    expect(story.main(id, "firstName")).toBe("Ada");
  });

  it("its next message starts someone new", () => {
    const story = start();
    const id = contact(story);
    story.given(updateContact(id, { phone: null }), whatsApp("v1", PHONE));
    expect(contact(story)).not.toBe(id);
    expect(story.owning("phone", PHONE).id).toBe(contact(story));
  });

  it("holds for an alternate number that is removed", () => {
    const story = start();
    const id = contact(story);
    story.given(logIn("v3", { phone: PHONE }), logIn("v3", { phone: "+61400000002" }));
    expect(contact(story)).toBe(id);
    story.given(removeAlternate(id, "phone", PHONE));
    expect(story.visitor("v1").contactId).toBeNull();
  });

  it("unlinks the number's visitors of both channels", () => {
    const story = start().given(
      identify(
        "v3",
        { phone: PHONE },
        { channel: "SMS", sender: { channel: "SMS", address: PHONE } },
      ),
      (s) => updateContact(s.contactOf("v2").id, { phone: null }),
    );
    expect(story.visitor("v1").contactId).toBeNull();
    expect(story.visitor("v3").contactId).toBeNull();
  });

  it("leaves the number's visitor alone when another field changes, or the number becomes an alternate", () => {
    const story = start();
    const id = contact(story);
    story.given(
      updateContact(id, { firstName: "Augusta", phone: PHONE }),
      logIn("v2", { phone: "+61400000002" }),
    );
    expect(story.main(id, "phone")).toBe("+61400000002");
    expect(contact(story)).toBe(id);
  });

  it("withdraws what the unlinked visitor had said", () => {
    const story = start().given(whatsApp("v1", PHONE, { firstName: "Adele" }), (s) =>
      updateContact(s.contactOf("v2").id, { phone: null }),
    );
    expect(story.openConflict(story.contactOf("v2").id, "firstName")).toBeUndefined();
  });
});

describe("unlinking a visitor (SPEC 3.2)", () => {
  const start = () =>
    given(
      identify("v1", { email: ADA, firstName: "Ada", lastName: "Byron" }),
      identify("v2", { email: ADA, firstName: "Adele" }),
      identify("v3", { email: ADA, lastName: "King" }),
    );

  it("makes it anonymous again, and withdraws its open secondary values and no others", () => {
    const story = start();
    const id = contact(story);
    const conflict = story.openConflict(id, "firstName")?.id ?? "none";
    story
      .when(unlink("v2"))
      .then(
        { kind: "VisitorUnlinked", visitorId: "v2", contactId: id, cause: "BY_HAND", actor: AGENT },
        { kind: "ConflictWithdrawn", conflictId: conflict, contactId: id, field: "firstName" },
      );
    expect(story.visitor("v2")).toMatchObject({ contactId: null, proven: false });
    expect(story.state.conflicts.get(conflict)?.status).toBe("withdrawn");
    expect(story.openConflict(id, "lastName")).toMatchObject({ secondary: "King" });
    expect(story.main(id, "firstName")).toBe("Ada");
  });

  it("leaves history: superseded and decided conflicts stay as they are", () => {
    const story = start().given(identify("v2", { firstName: "Addy" }), unlink("v2"));
    const statuses = story.conflictsOf(contact(story), "firstName").map(({ status }) => status);
    expect(statuses.sort()).toEqual(["superseded", "withdrawn"]);
  });

  it("takes away that it was proven", () => {
    const story = given(logIn("v1", { email: ADA }), unlink("v1"), identify("v1", { email: ADA }));
    expect(story.visitor("v1").proven).toBe(false);
  });

  it("a mistyped email does not bind for ever", () => {
    const story = given(
      identify("v1", { email: "adda@x.example", firstName: "Ada" }),
      unlink("v1"),
      identify("v1", { email: ADA }),
    );
    expect(story.main(contact(story), "email")).toBe(ADA);
    expect(story.owning("email", "adda@x.example").id).not.toBe(contact(story));
    expect(story.openConflict(contact(story), "email")).toBeUndefined();
    expect(story.main(contact(story), "firstName")).toBe("Ada");
  });

  it("an unlinked visitor stays anonymous until it claims an identifier", () => {
    const story = given(identify("v1", { email: ADA }), unlink("v1"));
    story.given(identify("v1", { firstName: "Ada" }), message("v1"));
    expect(story.visitor("v1").contactId).toBeNull();
  });

  it("is refused for a visitor that is not linked or not there", () => {
    given(message("v1"))
      .when(unlink("v1"))
      .thenRefused({ code: "VISITOR_NOT_LINKED", visitorId: "v1" });
    given().when(unlink("v9")).thenRefused({ code: "VISITOR_NOT_FOUND", visitorId: "v9" });
  });
});
