import { describe, expect, it } from "vitest";
import {
  archive,
  type Draft,
  identify,
  logIn,
  proven,
  unlink,
  vouched,
} from "./support/commands.ts";
import { given, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const BOB = "bob@x.example";

/** v1 is Ada's browser, v2 Bob's. */
const two = (adas: Draft = identify("v1", { email: ADA })) =>
  given(adas, identify("v2", { email: BOB }));

/** Whom a proof leads to on a device: the visitor to go on with, which must be linked to the proven person. */
function goOnAs(story: Story, visitorId: string, email: string): string {
  const outcome = story.when(logIn(visitorId, { email }));
  const next = outcome.subject.successorVisitorId ?? visitorId;
  const holder = story.owning("email", email).id;
  expect(story.visitor(next).contactId).toBe(holder);
  expect(outcome.subject.contactId).toBe(holder);
  expect(outcome.subject.visitorId).toBe(visitorId);
  return next;
}

describe("P10: linked to C1, a verified identifier is C2's", () => {
  it("P10 makes a successor visitor for C2 and leaves C1 untouched", () => {
    const story = two();
    const [c1, c2] = [story.contactOf("v1"), story.contactOf("v2")];
    const outcome = story.when(logIn("v1", { email: BOB, firstName: "Bob" }));
    const successor = outcome.subject.successorVisitorId ?? "none";
    outcome.then(
      {
        kind: "AnonymousVisitorRecorded",
        visitorId: successor,
        successorOf: { visitorId: "v1", contactId: c2.id },
      },
      { kind: "VisitorIdentified", visitorId: successor, contactId: c2.id, proven: true },
      { kind: "ContactFieldsVerified", contactId: c2.id },
      { kind: "ContactUpdated", contactId: c2.id, cause: "FILLED" },
      { kind: "DuplicateSuspected", reasons: ["VERIFIED_IDENTIFIER_OF_ANOTHER"] },
    );
    expect(outcome.subject).toMatchObject({ visitorId: "v1", contactId: c2.id });
    expect(story.state.contacts.get(c1.id)).toEqual(c1);
    expect(story.visitor("v1").contactId).toBe(c1.id);
    expect(story.visitor("v1").proven).toBe(false);
    expect(story.main(c2.id, "firstName")).toBe("Bob");
  });

  it("P10 answers the same successor for the same pair, and writes nothing again", () => {
    const story = two();
    const first = story.when(logIn("v1", { email: BOB })).subject;
    const again = story.when(logIn("v1", { email: BOB }));
    expect(again.subject).toEqual(first);
    again.thenNothing();
  });

  it("P10 suspects nothing when something of C1 is verified", () => {
    const story = two(logIn("v1", { email: ADA }));
    story.given(logIn("v1", { email: BOB }));
    expect(story.state.suspicions.size).toBe(0);
  });

  it("P10 through a conversation channel lists C2", () => {
    const story = given(identify("v1", { email: ADA }), logIn("v2", { email: BOB }));
    story.given(identify("v1", { email: proven(BOB) }, { channel: "CHAT" }));
    expect(story.contactOf("v2").listIds).toHaveLength(1);
  });

  it("P10 holds when the unverified identifier beside it is C1's", () => {
    const story = given(
      identify("v1", { email: ADA, phone: "+61400000001" }),
      identify("v2", { email: BOB }),
    );
    const outcome = story.when(
      identify("v1", { email: proven(BOB), phone: "+61400000001" }, { channel: "LOGIN" }),
    );
    expect(outcome.subject.contactId).toBe(story.contactOf("v2").id);
    expect(outcome.subject.successorVisitorId).not.toBeNull();
    expect(story.owning("phone", "+61400000001").id).toBe(story.contactOf("v1").id);
  });

  it("P10 with an archived C2 leaves it archived without a message, and reactivates it with one", () => {
    const story = two();
    story.given(archive(story.contactOf("v2").id), logIn("v1", { email: BOB }));
    expect(story.contactOf("v2").status).toBe("archived");
    story.given(
      identify(
        "v1",
        { email: proven(BOB), lastName: "Builder" },
        { channel: "CHAT", withInboundMessage: true },
      ),
    );
    expect(story.contactOf("v2").status).toBe("active");
  });
});

describe("P10: two people on one device", () => {
  it("goes back and forth without growing", () => {
    const story = two(logIn("v1", { email: ADA }));
    let current = "v1";
    for (let turn = 0; turn < 10; turn++) {
      current = goOnAs(story, current, BOB);
      current = goOnAs(story, current, ADA);
    }
    expect(story.state.visitors.size).toBeLessThanOrEqual(3);
    const settled = story.log.length;
    for (let turn = 0; turn < 10; turn++) current = goOnAs(story, current, turn % 2 ? ADA : BOB);
    expect(story.log.length).toBe(settled);
  });

  it("comes back to the device's first visitor, while that is linked to the proven person", () => {
    const story = two(logIn("v1", { email: ADA }));
    const bobs = goOnAs(story, "v1", BOB);
    expect(goOnAs(story, bobs, ADA)).toBe("v1");
  });

  it("has one successor a person, whichever visitor of the device asks", () => {
    const story = two(logIn("v1", { email: ADA })).given(logIn("v3", { email: "cy@x.example" }));
    const bobs = goOnAs(story, "v1", BOB);
    const cys = goOnAs(story, bobs, "cy@x.example");
    expect(goOnAs(story, "v1", "cy@x.example")).toBe(cys);
    expect(goOnAs(story, cys, BOB)).toBe(bobs);
    expect(story.state.visitors.size).toBe(5);
  });

  it("never answers a successor that has become somebody else", () => {
    const story = two(logIn("v1", { email: ADA }));
    const bobs = goOnAs(story, "v1", BOB);
    story.given(unlink(bobs), identify(bobs, { email: "cy@x.example" }));
    const next = goOnAs(story, "v1", BOB);
    expect(story.visitor(next).contactId).toBe(story.contactOf("v2").id);
    expect(story.contactOf(bobs).id).not.toBe(story.contactOf("v2").id);
  });

  it("finds the way when the first visitor was unlinked meanwhile", () => {
    const story = two(logIn("v1", { email: ADA }));
    const bobs = goOnAs(story, "v1", BOB);
    story.given(unlink("v1"));
    const adas = goOnAs(story, bobs, ADA);
    expect(goOnAs(story, adas, BOB)).toBe(bobs);
    expect(goOnAs(story, bobs, ADA)).toBe(adas);
  });

  it("links again a successor that an agent unlinked", () => {
    const story = two(logIn("v1", { email: ADA }));
    const bobs = goOnAs(story, "v1", BOB);
    story.given(unlink(bobs));
    goOnAs(story, "v1", BOB);
    goOnAs(story, "v1", BOB);
    expect(story.state.visitors.size).toBeLessThanOrEqual(4);
  });

  it("proves a successor that was made on a trusted caller's word, once it proves itself", () => {
    const story = two(logIn("v1", { email: ADA }));
    const outcome = story.when(identify("v1", { email: vouched(BOB) }, { channel: "AGENT" }));
    const bobs = outcome.subject.successorVisitorId ?? "none";
    expect(story.visitor(bobs).proven).toBe(false);
    goOnAs(story, "v1", BOB);
    expect(story.visitor(bobs).proven).toBe(true);
  });
});
