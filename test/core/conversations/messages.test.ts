import { describe, expect, it } from "vitest";
import { minute } from "../support/clock.ts";
import { archive, assign, createContact, identify, mergeContacts } from "../support/commands.ts";
import {
  close,
  givenTeam,
  its,
  MIA,
  reopen,
  replies,
  TOM,
  texts,
  writes,
} from "../support/conversation-commands.ts";
import { given, givenWorkspace, type Story } from "../support/story.ts";

const [ADA, NUMBER] = ["ada@x.example", "+61400000001"];
const members = [{ id: MIA }, { id: TOM, phone: "+61400000009" }];
const team = () => givenWorkspace({ members, settings: { answeredFirstBy: "AGENT" } });
const talks = (story: Story) => [...story.state.conversationRecords.values()];

describe("an inbound message (SPEC 7.1)", () => {
  it("makes the record, opens a conversation, and is kept as it was said", () => {
    const story = given();
    const { message } = story.when(
      writes("v1", { text: "Where is my order?", sentAt: minute(-5), externalId: "m-1" }),
    );
    expect(story.log).toMatchObject([
      { kind: "AnonymousVisitorRecorded", visitorId: "v1", visitorKind: "CONVERSATIONS" },
      { kind: "ConversationOpened", visitorId: "v1", happenedAt: minute(-5) },
      { kind: "MessageReceived", messageId: message?.id, happenedAt: minute(-5) },
    ]);
    expect(message).toMatchObject({
      direction: "inbound",
      author: { type: "visitor", id: "v1" },
      text: "Where is my order?",
      externalId: "m-1",
      sentAt: minute(-5),
      receivedAt: minute(1),
    });
    expect(story.talk()).toMatchObject({
      visitorId: "v1",
      channel: "CHAT",
      unreadCount: 1,
      openedAt: minute(1),
      lastMessageAt: minute(-5),
      handover: null,
    });
  });

  it.each([
    ["AGENT", "WAITING_FOR_AGENT"],
    ["AI_AGENT", "WITH_AI"],
  ] as const)("is first with whom the workspace says: %s", (answeredFirstBy, state) => {
    const story = givenWorkspace({ settings: { answeredFirstBy } }).given(writes("v1"));
    expect(story.talk().state).toBe(state);
    story.given(
      its((id) => close(id, MIA)),
      its((conversationId) => writes("v1", { conversationId })),
    );
    expect(story.talk().state).toBe(state);
  });

  it("continues the open conversation of its channel, and no other", () => {
    const story = given(writes("v1"));
    const { id } = story.talk();
    story
      .when(writes("v1", { text: "Anybody there?" }))
      .thenInOrder({ kind: "MessageReceived", conversationId: id });
    story
      .when(writes("v1", { channel: "PUSH" }))
      .thenInOrder({ kind: "ConversationOpened", channel: "PUSH" }, { kind: "MessageReceived" });
    story
      .when(writes("v1"))
      .thenInOrder({ kind: "MessageReceived", conversationId: id, channel: "CHAT" });
    story
      .when(writes("v2"))
      .thenInOrder(
        { kind: "AnonymousVisitorRecorded", visitorId: "v2" },
        { kind: "ConversationOpened", visitorId: "v2" },
        { kind: "MessageReceived" },
      );
  });

  it("of several open conversations continues the one with the latest message", () => {
    const story = givenTeam().given(writes("v1"));
    const first = story.talk().id;
    story.given(close(first, MIA), writes("v1"));
    const second = story.talk().id;
    expect(second).not.toBe(first);
    story
      .given(reopen(first, MIA))
      .when(writes("v1"))
      .thenInOrder({ kind: "MessageReceived", conversationId: second });
    story
      .given(replies(first, MIA))
      .when(writes("v1"))
      .thenInOrder({ kind: "MessageReceived", conversationId: first });
    story
      .given(close(first, MIA))
      .when(writes("v1"))
      .thenInOrder({ kind: "MessageReceived", conversationId: second });
  });

  it("after it was closed opens another, unless it names the closed one", () => {
    const story = given(writes("v1"));
    const first = story.talk().id;
    story.given(close(first, MIA));
    story
      .when(writes("v1", { conversationId: first }))
      .thenInOrder(
        { kind: "ConversationReopened", conversationId: first, actor: { type: "visitor" } },
        { kind: "MessageReceived", conversationId: first },
      );
    story
      .given(close(first, MIA))
      .when(writes("v1"))
      .thenInOrder({ kind: "ConversationOpened" }, { kind: "MessageReceived" });
    expect(talks(story)).toHaveLength(2);
  });

  it("cannot be put into another visitor's conversation", () => {
    const story = given(writes("v1"), writes("v2"));
    const [ofV1] = talks(story);
    story
      .when(writes("v2", { conversationId: ofV1?.id ?? "" }))
      .thenRefused({ code: "CONVERSATION_NOT_FOUND", conversationId: ofV1?.id });
  });

  it("that is delivered twice is stored once, whatever happened since", () => {
    const story = given(writes("v1", { externalId: "m-1", text: "Hello" }));
    const [first] = story.messages();
    const { id } = story.talk();
    const again = () => story.when(writes("v1", { externalId: "m-1", text: "Hello" }));
    expect(again()).toMatchObject({ duplicate: true, message: first, events: [] });
    story.given(close(id, MIA));
    expect(again()).toMatchObject({ duplicate: true, message: first, events: [] });
    expect(story.talk()).toMatchObject({ id, state: "CLOSED", unreadCount: 1 });
    // Another channel counts for itself.
    story
      .when(writes("v1", { channel: "PUSH", externalId: "m-1" }))
      .thenInOrder({ kind: "ConversationOpened" }, { kind: "MessageReceived" });
  });

  it("that names a conversation of another channel is still what came by its own", () => {
    const story = given(writes("v1", { channel: "PUSH" }));
    const written = {
      conversationId: story.talk().id,
      channel: "CHAT",
      externalId: "m-1",
    } as const;
    expect(story.when(writes("v1", written)).message).toMatchObject({ channel: "CHAT" });
    expect(story.when(writes("v1", written))).toMatchObject({ duplicate: true, events: [] });
    expect(story.talk()).toMatchObject({ channel: "PUSH", unreadCount: 2 });
  });

  it("that comes late stands where its channel says, and does not make the conversation older", () => {
    const story = given(writes("v1", { sentAt: minute(-1) }), writes("v1", { sentAt: minute(-9) }));
    expect(story.talk()).toMatchObject({ lastMessageAt: minute(-1), unreadCount: 2 });
    expect(story.messages().map(({ sentAt }) => sentAt)).toEqual([minute(-1), minute(-9)]);
  });

  it("keeps the language that was said last", () => {
    const story = given(writes("v1"));
    expect(story.talk().language).toBeNull();
    story.given(writes("v1", { language: "de" }), writes("v1"));
    expect(story.talk().language).toBe("de");
    story.given(writes("v1", { language: "pt-BR" }));
    expect(story.talk().language).toBe("pt-BR");
  });
});

describe("a message from a number (SPEC 3.2, 7.1)", () => {
  it("is from who has that number, and its conversation is that person's", () => {
    const story = team().given(
      createContact({ firstName: "Ada", lastName: "Byron", phone: NUMBER }),
    );
    const { id: contactId } = story.owning("phone", NUMBER);
    story
      .given(assign(contactId, MIA), texts("new-1", NUMBER))
      .when(texts("new-2", NUMBER, { text: "Still here" }))
      .thenInOrder({ kind: "MessageReceived", visitorId: "new-1", contactId });
    expect(story.talk()).toMatchObject({ visitorId: "new-1", assigneeId: MIA });
    expect(story.visitor("new-1")).toMatchObject({ contactId, proven: true });
    expect(story.log.filter(({ kind }) => kind === "ContactCreated")).toHaveLength(1);
  });

  it("of a member is stored, with an anonymous record", () => {
    const story = team();
    story
      .when(texts("v1", "+61400000009"))
      .thenInOrder(
        { kind: "AnonymousVisitorRecorded", visitorId: "v1" },
        { kind: "ConversationOpened" },
        { kind: "MessageReceived" },
      );
    expect(story.visitor("v1").contactId).toBeNull();
  });
});

describe("who was archived or merged (SPEC 3.5, 6.3)", () => {
  const archived = () =>
    given(identify("v1", { email: ADA }), (story) => archive(story.contactOf("v1").id));

  it("a message brings an archived contact back", () => {
    const story = archived();
    const contactId = story.contactOf("v1").id;
    story
      .when(writes("v1"))
      .then(
        { kind: "ContactReactivated", contactId, cause: "MESSAGE" },
        { kind: "ConversationOpened", contactId },
        { kind: "MessageReceived", contactId },
      );
    story.when(writes("v1")).thenInOrder({ kind: "MessageReceived" });
  });

  it("so does a message from its number, under its name", () => {
    const story = given(
      createContact({ firstName: "Ada", lastName: "Byron", phone: NUMBER }),
      (story) => archive(story.owning("phone", NUMBER).id),
    );
    story.given(texts("v1", NUMBER));
    expect(story.contactOf("v1")).toMatchObject({ status: "active" });
    expect(story.main(story.contactOf("v1").id, "lastName")).toBe("Byron");
  });

  it("a message of the merged contact's visitor is the survivor's, and brings that back", () => {
    const story = given(
      identify("v1", { email: ADA }),
      writes("v1"),
      identify("v2", { email: "bob@x.example" }),
    );
    const [loser, survivor] = [story.contactOf("v1").id, story.contactOf("v2").id];
    const { id } = story.talk();
    story
      .given(mergeContacts(survivor, loser), archive(survivor))
      .when(writes("v1"))
      .then(
        { kind: "ContactReactivated", contactId: survivor },
        { kind: "MessageReceived", contactId: survivor, conversationId: id },
      );
  });
});
