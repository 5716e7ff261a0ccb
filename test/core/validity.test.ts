import { describe, expect, it } from "vitest";
import {
  createContact,
  identify,
  logIn,
  message,
  proven,
  SHOP,
  updateContact,
  vouched,
  whatsApp,
} from "./support/commands.ts";
import { given, givenMembers } from "./support/story.ts";

const BOSS = "boss@shop.example";
const BOSS_PHONE = "+61400000001";

// V1 and V2 are decided by normalising, before a command is made: see normalize/.
describe("V3: an identifier is a member's", () => {
  const office = () => givenMembers({ id: "m1", email: BOSS, phone: BOSS_PHONE });
  const taken = { code: "IDENTIFIER_TAKEN", holder: { type: "member", id: "m1" } } as const;

  it("V3 refuses a trusted caller, names the member, and writes nothing", () => {
    const story = office();
    const claim = { email: vouched(BOSS), firstName: "Bo" };
    story
      .when(identify("v1", claim, { channel: "PLUGIN", actor: SHOP }))
      .thenRefused({ ...taken, field: "email" });
    expect(story.state.visitors.size).toBe(0);
    expect(story.state.contacts.size).toBe(0);
  });

  it("V3 refuses an agent who saves a colleague's phone on a guest", () => {
    const story = office().given(message("v1"));
    story
      .when(identify("v1", { phone: vouched(BOSS_PHONE) }, { channel: "AGENT" }))
      .thenRefused({ ...taken, field: "phone" });
    expect(story.visitor("v1").contactId).toBeNull();
  });

  it.each([
    ["typed", identify("v1", { email: BOSS, firstName: "Bo" })],
    ["proven", logIn("v1", { email: BOSS })],
    ["the visitor's own number", whatsApp("v1", BOSS_PHONE)],
    ["beside a contact's", identify("v1", { email: "ada@x.example", phone: BOSS_PHONE })],
  ])("V3 gives a visitor the neutral answer and writes nothing when it is %s", (_what, claim) => {
    const story = office().given(identify("va", { email: "ada@x.example" }));
    const outcome = story.when(claim);
    outcome.thenNothing();
    expect(outcome.subject.visitorId).toBe("v1");
    expect(story.state.visitors.has("v1")).toBe(false);
  });

  it("V3 answers a linked visitor as if nothing were the matter, and writes nothing", () => {
    const story = office().given(logIn("v1", { email: "ada@x.example" }));
    const usual = story.when(identify("v1", { email: "ada@x.example" })).subject;
    const outcome = story.when(identify("v1", { phone: proven(BOSS_PHONE), lastName: "Byron" }));
    outcome.thenNothing();
    expect(outcome.subject).toEqual(usual);
    expect(story.main(story.contactOf("v1").id, "lastName")).toBeNull();
  });

  it("holds for contacts made or edited by hand (SPEC 3.3)", () => {
    const story = office();
    story
      .when(createContact({ firstName: "Bo", lastName: "Ss", email: BOSS }))
      .thenRefused({ ...taken, field: "email" });
    story.given(identify("v1", { email: "ada@x.example" }));
    story
      .when(updateContact(story.contactOf("v1").id, { phone: BOSS_PHONE }))
      .thenRefused({ ...taken, field: "phone" });
  });

  it("does not refuse a message for who sends it (SPEC 7.1)", () => {
    office()
      .when(message("v1", { channel: "SMS", sender: { channel: "SMS", address: BOSS_PHONE } }))
      .then({ kind: "AnonymousVisitorRecorded", visitorId: "v1" });
  });
});

describe("what identify refuses beside values", () => {
  it("refuses a proof that was used (SPEC 4: single-use), and writes nothing", () => {
    const story = given(logIn("v1", { email: "ada@x.example" }, { proofId: "proof-1" }));
    story
      .when(logIn("v2", { email: "ada@x.example" }, { proofId: "proof-1" }))
      .thenRefused({ code: "PROOF_ALREADY_USED" });
    expect(story.state.visitors.has("v2")).toBe(false);
  });

  it("refuses a conversation that does not exist, or is another visitor's", () => {
    const story = given(message("v1", { conversationId: "chat" }));
    for (const conversationId of ["nowhere", "chat"])
      story
        .when(identify("v2", { email: "ada@x.example" }, { conversationId }))
        .thenRefused({ code: "CONVERSATION_NOT_FOUND", conversationId });
  });
});
