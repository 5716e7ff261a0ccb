import { describe, expect, it } from "vitest";
import type { GivenClaims } from "../../../src/identity/commands.ts";
import type { FieldName, MessageChannel } from "../../../src/identity/model.ts";
import { archive, createContact, identify, unlink } from "../support/commands.ts";
import { its, requestHandover, texts, timer, writes } from "../support/conversation-commands.ts";
import { given, givenMembers, type Step, type Story } from "../support/story.ts";

const [ADA, NUMBER, OTHER, TYPED] = [
  "ada@x.example",
  "+61400000001",
  "+61400000002",
  "+61400000003",
];

/** A message whose channel says this of its sender, unproven. */
function from(
  channel: MessageChannel,
  address: string,
  said: { readonly [F in FieldName]?: string },
  externalId: string | null = null,
): Step {
  const claims = Object.fromEntries(
    Object.entries(said).map(([field, value]) => [field, { value, verified: false }]),
  ) as GivenClaims;
  const message = writes("v1", { channel, sender: { channel, address }, externalId });
  return {
    stamp: (tick) => {
      const command = message.stamp(tick);
      const id = command.id.replace("-7000-", "-7001-");
      const sentBy = { claims, provenByVisitor: false, id, successorVisitorId: "successor" };
      return { ...command, sentBy } as never;
    },
  };
}
const known = (identifiers: { email: string; phone?: string }) =>
  createContact({ firstName: "Ada", lastName: "Lovelace", ...identifiers });
const contacts = (story: Story) => [...story.state.contacts.values()];

describe("what a channel says of its sender (SPEC 3.2)", () => {
  it("stands in the log before what was written: all of it is that person's", () => {
    const story = given();
    const { events } = story.when(from("EMAIL", ADA, { email: ADA, fullName: "Ada" }));
    expect(events.map(({ kind }) => kind)).toEqual([
      "AnonymousVisitorRecorded",
      "ConversationOpened",
      "ContactCreated",
      "VisitorIdentified",
      "ContactListed",
      "MessageReceived",
    ]);
    const { id } = story.contactOf("v1");
    for (const event of events.slice(2)) expect(event).toMatchObject({ contactId: id });
  });

  it("an address links and does not prove", () => {
    const story = given(known({ email: ADA }), from("EMAIL", ADA, { email: ADA }));
    expect(story.owning("email", ADA).id).toBe(story.contactOf("v1").id);
    expect(story.visitor("v1")).toMatchObject({
      proven: false,
      claims: { email: { verified: false, origin: { channel: "EMAIL" } } },
    });
  });

  it("names alone are the visitor's own, and count once it is identified (P1)", () => {
    const story = given(from("FACEBOOK", "psid", { firstName: "Ada" }));
    expect(story.visitor("v1")).toMatchObject({ contactId: null });
    story.given(identify("v1", { email: ADA }));
    expect(story.main(story.contactOf("v1").id, "firstName")).toBe("Ada");
  });

  it("nothing of it is kept where it is a member's (V3), and the message is", () => {
    const story = givenMembers({ id: "mia", email: ADA });
    const { message } = story.when(from("EMAIL", ADA, { email: ADA, fullName: "Mia" }));
    expect(message).toMatchObject({ visitorId: "v1" });
    expect(story.visitor("v1")).toMatchObject({ contactId: null, claims: {} });
    expect(contacts(story)).toEqual([]);
  });

  it("said again it writes nothing, and delivered again not even the message", () => {
    const story = given(from("EMAIL", ADA, { email: ADA, fullName: "Ada" }, "1"));
    story
      .when(from("EMAIL", ADA, { email: ADA, fullName: "Ada" }, "2"))
      .then({ kind: "MessageReceived" });
    const again = story.when(from("EMAIL", ADA, { email: ADA, fullName: "Eve" }, "2"));
    expect(again).toMatchObject({ duplicate: true, events: [] });
  });

  it("links to who is archived, and brings it back with the message (P6)", () => {
    const story = given(known({ email: ADA }), (s) => archive(s.owning("email", ADA).id));
    const { events } = story.when(from("EMAIL", ADA, { email: ADA }));
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.indexOf("ContactReactivated")).toBeGreaterThan(kinds.indexOf("MessageReceived"));
    expect(story.contactOf("v1").status).toBe("active");
  });

  it("and what is read in the text may both differ: two conflicts, one after the other", () => {
    const sender = { channel: "WHATSAPP", address: NUMBER } as const;
    const story = given(
      known({ email: ADA, phone: OTHER }),
      writes("v1", { channel: "WHATSAPP", sender }),
      identify("v1", { email: ADA }),
      its((id) => requestHandover(id)),
      timer,
      texts("v1", NUMBER, { found: { phone: TYPED } }),
    );
    const { id } = story.contactOf("v1");
    expect(story.main(id, "phone")).toBe(OTHER);
    const conflicts = story.conflictsOf(id, "phone");
    expect(conflicts.map(({ secondary, status }) => [secondary, status])).toEqual([
      [NUMBER, "superseded"],
      [TYPED, "open"],
    ]);
    expect(new Set(conflicts.map((one) => one.id)).size).toBe(2);
  });

  it("a number that is proven names its own contact, on whomever's device (P10): one successor", () => {
    const story = given(
      texts("v1", NUMBER),
      unlink("v1"),
      identify("v1", { email: ADA }),
      texts("v1", NUMBER),
      texts("v1", NUMBER),
    );
    const successors = [...story.state.visitors.values()].filter((one) => one.successorOf);
    expect(successors).toMatchObject([
      { contactId: story.owning("phone", NUMBER).id, successorOf: { visitorId: "v1" } },
    ]);
    expect(story.messages().every(({ visitorId }) => visitorId === "v1")).toBe(true);
  });
});
