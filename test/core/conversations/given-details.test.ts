import { describe, expect, it } from "vitest";
import { handoverText } from "../../../src/conversation/handover-texts.ts";
import type { IdentifierKind } from "../../../src/identity/model.ts";
import { archive, assign, identify } from "../support/commands.ts";
import {
  AI,
  close,
  its,
  MIA,
  requestHandover,
  take,
  texts,
  timer,
  type Written,
  writes,
} from "../support/conversation-commands.ts";
import { givenWorkspace, type Step, type Story } from "../support/story.ts";

const [ADA, NUMBER] = ["ada@x.example", "+61400000001"];
const MEMBERS = [{ id: MIA, email: "mia@shop.example" }];
/** What came before, then a visitor that was asked for both. */
const asked = (...before: Step[]) =>
  givenWorkspace({ members: MEMBERS }).given(...before, writes("v1"), its(requestHandover), timer);
const says = (written: Written) => writes("v1", written);
const thanks = (...fields: IdentifierKind[]) => handoverText("thanks", fields, null, []);
const again = (...fields: IdentifierKind[]) => handoverText("again", fields, null, []);
const lastText = (story: Story) => story.messages().at(-1)?.text;
const RECEIVED = { kind: "MessageReceived" } as const;
const SENT = { kind: "MessageSent", actor: AI } as const;

describe("the visitor answers with its details (SPEC 7.3)", () => {
  it("both at once: saved as the AI agent's capture, acknowledged, and it waits for an agent", () => {
    const story = asked();
    story
      .when(says({ found: { email: ADA, phone: NUMBER } }))
      .thenInOrder(
        RECEIVED,
        { kind: "ContactCreated", channel: "AI_AGENT", actor: { type: "visitor", id: "v1" } },
        { kind: "VisitorIdentified", visitorId: "v1", conversationId: story.talk().id },
        { kind: "ContactListed" },
        { kind: "DetailsGiven", fields: ["email", "phone"], state: "WAITING_FOR_AGENT" },
        SENT,
      );
    expect(lastText(story)).toBe(thanks("email", "phone"));
    const contact = story.contactOf("v1");
    expect(story.main(contact.id, "email")).toBe(ADA);
    expect(story.main(contact.id, "phone")).toBe(NUMBER);
    expect(contact.identifiers).toMatchObject([{ verified: false }, { verified: false }]);
    expect(story.talk().handover).toMatchObject({ missing: [], askedAgain: false });
  });

  it("in two messages: nothing is asked in between", () => {
    const story = asked();
    story
      .when(says({ found: { email: ADA } }))
      .then(
        RECEIVED,
        { kind: "ContactCreated" },
        { kind: "VisitorIdentified" },
        { kind: "ContactListed" },
        { kind: "DetailsGiven", fields: ["email"], state: "DETAILS_ASKED" },
        SENT,
      );
    expect(lastText(story)).toBe(thanks("email"));
    story.when(says({ text: "Great, thanks" })).thenInOrder(RECEIVED);
    story
      .when(says({ found: { phone: NUMBER } }))
      .then(
        RECEIVED,
        { kind: "ContactUpdated" },
        { kind: "DetailsGiven", fields: ["phone"], state: "WAITING_FOR_AGENT" },
        SENT,
      );
    expect(lastText(story)).toBe(thanks("phone"));
    expect(story.main(story.contactOf("v1").id, "phone")).toBe(NUMBER);
  });

  it("one sure and one doubtful: one is saved, the other asked for once more, in one message", () => {
    const story = asked();
    story
      .when(says({ found: { email: ADA }, doubtful: ["phone"] }))
      .then(
        RECEIVED,
        { kind: "ContactCreated" },
        { kind: "VisitorIdentified" },
        { kind: "ContactListed" },
        { kind: "DetailsGiven", fields: ["email"] },
        { kind: "DetailsAsked", fields: ["phone"], again: true },
        SENT,
      );
    expect(lastText(story)).toBe(`${thanks("email")} ${again("phone")}`);
    expect(story.main(story.contactOf("v1").id, "phone")).toBeNull();
  });

  it("one, and a doubtful other one later: that is asked for once more", () => {
    const story = asked().given(says({ found: { email: ADA } }), says({ doubtful: ["phone"] }));
    expect(lastText(story)).toBe(again("phone"));
    story.when(says({ doubtful: ["phone"] })).thenInOrder(RECEIVED);
  });

  it("nothing where one was known: asked once more for the other", () => {
    const story = givenWorkspace({}).given(texts("v1", NUMBER), its(requestHandover), timer);
    story.given(texts("v1", NUMBER, { text: "Why?" }));
    expect(lastText(story)).toBe(again("email"));
  });

  it("nothing that can be read: asked once more, and never a third time", () => {
    const story = asked();
    story
      .when(says({ text: "Sure, why?" }))
      .thenInOrder(
        RECEIVED,
        { kind: "DetailsAsked", fields: ["email", "phone"], again: true, state: "DETAILS_ASKED" },
        SENT,
      );
    expect(lastText(story)).toBe(again("email", "phone"));
    story.when(says({ doubtful: ["email", "phone"] })).thenInOrder(RECEIVED);
    story.when(says({})).thenInOrder(RECEIVED);
    // What comes then is saved all the same.
    story.given(says({ found: { phone: NUMBER }, doubtful: ["email"] }));
    expect(lastText(story)).toBe(thanks("phone"));
    expect(story.talk()).toMatchObject({
      state: "DETAILS_ASKED",
      handover: { missing: ["email"] },
    });
  });

  it("what was written before the question and came late is read, and nothing is asked again for it", () => {
    const story = asked();
    const askedAt = Date.parse(story.talk().handover?.askedAt ?? "");
    const seconds = (count: number) => new Date(askedAt + count * 1000).toISOString();
    const late = (written: Written) => says({ at: seconds(2), sentAt: seconds(-1), ...written });
    story.when(late({ text: "Anybody there?" })).then(RECEIVED);
    story.given(late({ found: { email: ADA }, doubtful: ["phone"] }));
    expect(lastText(story)).toBe(thanks("email"));
    expect(story.talk().handover).toMatchObject({ missing: ["phone"], askedAgain: false });
    story.given(
      says({ at: seconds(3), sentAt: seconds(0), doubtful: ["phone"], text: "Sure, why?" }),
    );
    expect(lastText(story)).toBe(again("phone"));
  });

  it("what was not asked for is saved too, and does not stand for what was", () => {
    const story = givenWorkspace({}).given(texts("v1", NUMBER), its(requestHandover), timer);
    story
      .when(texts("v1", NUMBER, { found: { phone: "+61400000002" } }))
      .then(RECEIVED, { kind: "ConflictOpened", field: "phone" }, { kind: "DetailsGiven" }, SENT);
    expect(story.talk()).toMatchObject({
      state: "DETAILS_ASKED",
      handover: { missing: ["email"] },
    });
  });

  it("a correction, after everything was given, is taken too", () => {
    const story = asked(says({})).given(says({ found: { email: ADA, phone: NUMBER } }));
    story
      .when(says({ found: { email: "ada@y.example" } }))
      .then(
        RECEIVED,
        { kind: "ConflictOpened", field: "email" },
        { kind: "DetailsGiven", fields: ["email"], state: "WAITING_FOR_AGENT" },
        SENT,
      );
    story.when(says({})).thenInOrder(RECEIVED);
  });

  it("before the question, or once an agent has it, nothing is read from what is written", () => {
    const details = { found: { email: ADA } };
    const waiting = givenWorkspace({ members: MEMBERS }).given(writes("v1"), its(requestHandover));
    waiting.when(says(details)).thenInOrder(RECEIVED);
    asked(says({}))
      .given(its((id) => take(id, MIA)))
      .when(says(details))
      .thenInOrder(RECEIVED);
    asked(says({}))
      .given(its((id) => close(id, MIA)))
      .when(says(details))
      .thenInOrder({ kind: "ConversationOpened" }, RECEIVED);
  });

  it("delivered twice they are read once", () => {
    const story = asked().given(says({ found: { email: ADA }, externalId: "m-1" }));
    expect(story.when(says({ found: { email: ADA }, externalId: "m-1" }))).toMatchObject({
      duplicate: true,
      events: [],
    });
  });
});

describe("the details are somebody's", () => {
  it("a member's: nothing is saved, and the acknowledgement is the usual one", () => {
    const story = asked();
    story
      .when(says({ found: { email: "mia@shop.example", phone: NUMBER } }))
      .thenInOrder(RECEIVED, { kind: "DetailsGiven", fields: ["email", "phone"] }, SENT);
    expect(lastText(story)).toBe(thanks("email", "phone"));
    expect(story.visitor("v1").contactId).toBeNull();
    expect(story.state.contacts.size).toBe(0);
  });

  it("a contact's: linked, and the conversation is its assignee's", () => {
    const story = asked(identify("v2", { email: ADA }), (one) =>
      assign(one.contactOf("v2").id, MIA),
    );
    story
      .when(says({ found: { email: ADA } }))
      .then(
        RECEIVED,
        { kind: "VisitorIdentified", contactId: story.contactOf("v2").id },
        { kind: "ConversationAssigned", assigneeId: MIA, state: "DETAILS_ASKED" },
        { kind: "DetailsGiven", assigneeId: MIA },
        SENT,
      );
    expect(lastText(story)).toBe(thanks("email"));
  });

  it("an archived contact's: it comes back, since a message brought it", () => {
    const story = asked(identify("v2", { email: ADA }), (one) => archive(one.contactOf("v2").id));
    story.given(says({ found: { email: ADA } }));
    expect(story.contactOf("v1")).toMatchObject({ status: "active" });
    expect(story.contactOf("v1")).toBe(story.contactOf("v2"));
    expect(lastText(story)).toBe(thanks("email"));
  });

  it("others than the contact's own: a conflict that says where it was said", () => {
    const story = asked(identify("v1", { email: ADA }));
    story
      .when(says({ found: { email: "other@x.example" } }))
      .then(RECEIVED, { kind: "ConflictOpened", field: "email" }, { kind: "DetailsGiven" }, SENT);
    const conflict = story.openConflict(story.contactOf("v1").id, "email");
    expect(conflict).toMatchObject({
      secondary: "other@x.example",
      origin: { channel: "AI_AGENT", conversationId: story.talk().id, visitorId: "v1" },
    });
    expect(story.main(story.contactOf("v1").id, "email")).toBe(ADA);
  });
});
