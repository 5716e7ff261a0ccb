import { describe, expect, it } from "vitest";
import { type HandoverTexts, handoverText } from "../../../src/conversation/handover-texts.ts";
import { minute } from "../support/clock.ts";
import { createContact, identify, logIn } from "../support/commands.ts";
import {
  AI,
  aiReplies,
  askForDetails,
  close,
  givenTeam,
  its,
  MIA,
  replies,
  requestHandover,
  TOM,
  take,
  texts,
  timer,
  writes,
} from "../support/conversation-commands.ts";
import { given, givenWorkspace, type Story } from "../support/story.ts";

const ADA = "ada@x.example";
const NUMBER = "+61400000001";
const handedOver = () => givenTeam().given(writes("v1"), its(requestHandover));
const asked = (story: Story) => story.log.filter(({ kind }) => kind === "DetailsAsked");
const lastText = (story: Story) => story.messages().at(-1)?.text;

describe("the AI agent hands over (SPEC 7.3)", () => {
  it("and the visitor waits for as long as the workspace says", () => {
    const story = givenWorkspace({ settings: { waitingSeconds: 90 } }).given(writes("v1"));
    story.when(its(requestHandover)).thenInOrder({
      kind: "HandoverRequested",
      actor: AI,
      requestedBy: "key-ai",
      waitUntil: minute(2 + 1.5),
      state: "WAITING_FOR_AGENT",
    });
    expect(story.talk().handover).toEqual({
      requestedAt: minute(2),
      requestedBy: "key-ai",
      waitUntil: minute(3.5),
      askedAt: null,
      missing: [],
      askedAgain: false,
    });
  });

  it("twice, and it waits as before", () => {
    const story = handedOver();
    const before = story.talk();
    story.when(its(requestHandover)).thenNothing();
    story.given(its((id) => aiReplies(id, "One moment, please.")));
    story.when(its(requestHandover)).thenNothing();
    expect(story.talk().handover).toEqual(before.handover);
  });

  it("again, after an agent had it and it was closed, and a new wait begins", () => {
    const story = handedOver().given(
      timer,
      its((id) => take(id, MIA)),
      its((id) => close(id, MIA)),
      its((conversationId) => writes("v1", { conversationId })),
    );
    expect(story.talk()).toMatchObject({ state: "WITH_AI", handover: null });
    story.given(its(requestHandover), timer);
    expect(asked(story)).toHaveLength(2);
  });
});

describe("the waiting time is over (SPEC 7.3)", () => {
  it("the visitor is asked, in the AI agent's name", () => {
    const story = handedOver();
    story.when(timer).thenInOrder(
      {
        kind: "DetailsAsked",
        actor: { type: "system" },
        fields: ["email", "phone"],
        again: false,
        state: "DETAILS_ASKED",
      },
      { kind: "MessageSent", actor: AI },
    );
    expect(story.messages().at(-1)).toMatchObject({
      direction: "outbound",
      author: AI,
      text: handoverText("question", ["email", "phone"], null, []),
    });
  });

  it("not a moment too early, late rather than never, and once", () => {
    const story = handedOver();
    const { id, handover } = story.talk();
    const due = Date.parse(handover?.waitUntil ?? "");
    story.when(askForDetails(id, new Date(due - 1).toISOString())).thenNothing();
    story
      .when(askForDetails(id, minute(9_000)))
      .thenInOrder({ kind: "DetailsAsked" }, { kind: "MessageSent" });
    story.when(askForDetails(id, minute(9_001))).thenNothing();
    story.given(writes("v1", { found: { email: ADA, phone: NUMBER } }));
    story.when(askForDetails(id, minute(9_002))).thenNothing();
  });

  it.each([
    ["an agent took it", its((id) => take(id, MIA))],
    ["an agent answered", its((id) => replies(id, TOM))],
    ["it was closed", its((id) => close(id, MIA))],
  ])("and nothing is asked when %s", (_, step) => {
    handedOver().given(step).when(timer).thenNothing();
  });

  it("and nothing is asked in a conversation that is gone, or was never handed over", () => {
    given()
      .when(askForDetails("gone", minute(9_000)))
      .thenNothing();
    given(writes("v1")).when(timer).thenNothing();
  });
});

describe("what is asked for (SPEC 7.3)", () => {
  const fields = (story: Story) => {
    story.given(its(requestHandover), timer);
    return asked(story);
  };

  it("on WhatsApp and by SMS, where the number is known: an email address", () => {
    for (const channel of ["WHATSAPP", "SMS"] as const)
      expect(fields(given(texts("v1", NUMBER, { channel })))).toMatchObject([
        { fields: ["email"] },
      ]);
  });

  it("of a short code: both, since nobody can be called there", () => {
    const sender = { channel: "SMS", address: "19 ABC" } as const;
    const story = given(writes("v1", { channel: "SMS", sender }));
    expect(fields(story)).toMatchObject([{ fields: ["email", "phone"] }]);
  });

  it("of who wrote an email: a phone number", () => {
    const sender = { channel: "EMAIL", address: ADA } as const;
    const story = given(writes("v1", { channel: "EMAIL", sender }));
    expect(fields(story)).toMatchObject([{ fields: ["phone"] }]);
  });

  it("of an email from what is no address: both", () => {
    const sender = { channel: "EMAIL", address: "mailer-daemon" } as const;
    const story = given(writes("v1", { channel: "EMAIL", sender }));
    expect(fields(story)).toMatchObject([{ fields: ["email", "phone"] }]);
  });

  it("on Facebook, where the sender is no address: both", () => {
    const sender = { channel: "FACEBOOK", address: "1234567890" } as const;
    const story = given(writes("v1", { channel: "FACEBOOK", sender }));
    expect(fields(story)).toMatchObject([{ fields: ["email", "phone"] }]);
  });

  it("of a visitor that proved to be the contact: what that contact lacks", () => {
    const story = given(logIn("v1", { email: ADA }), writes("v1"));
    expect(fields(story)).toMatchObject([{ fields: ["phone"] }]);
  });

  it("of a visitor that only says who it is: everything, so that it doesn't learn what is known", () => {
    const story = given(
      createContact({ firstName: "Ada", lastName: "Byron", email: ADA, phone: NUMBER }),
      identify("v1", { email: ADA }),
      writes("v1"),
    );
    expect(fields(story)).toMatchObject([{ fields: ["email", "phone"] }]);
  });

  it("nothing, where all is proven: it is told to wait, and it waits for an agent as before", () => {
    const story = given(logIn("v1", { email: ADA, phone: NUMBER }), writes("v1"));
    expect(fields(story)).toMatchObject([{ fields: [], state: "WAITING_FOR_AGENT" }]);
    expect(lastText(story)).toBe(handoverText("noted", [], null, []));
    story.when(timer).thenNothing();
    story.when(writes("v1")).thenInOrder({ kind: "MessageReceived", state: "WAITING_FOR_AGENT" });
  });
});

describe("in which words", () => {
  const own: HandoverTexts = {
    language: "de",
    question: "Wie erreichen wir dich: {details}?",
    again: "Bitte noch einmal: {details}.",
    thanks: "Danke ({details}).",
    noted: "Bis gleich.",
  };

  it.each([
    [
      "the message says",
      (story: Story) => story.given(writes("v1", { language: "fr" }), its(requestHandover)),
    ],
    ["the AI agent says", (story: Story) => story.given(its((id) => requestHandover(id, "fr")))],
  ])("in the language that %s", (_, tell) => {
    const story = tell(given(writes("v1"))).given(timer);
    expect(lastText(story)).toBe(handoverText("question", ["email", "phone"], "fr", []));
  });

  it("in the workspace's own, where it has some", () => {
    const story = givenWorkspace({ settings: { texts: [own] } }).given(
      writes("v1", { language: "de" }),
      its(requestHandover),
      timer,
    );
    expect(lastText(story)).toMatch(/^Wie erreichen wir dich: /);
    story.given(writes("v1", { found: { email: ADA }, doubtful: ["phone"] }));
    expect(lastText(story)).toMatch(/^Danke \(.*\)\. Bitte noch einmal: .*\.$/);
  });
});
